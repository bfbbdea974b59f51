package org.angarium.mta;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.angarium.mta.config.ListenerConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.config.Selector;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.Network;
import org.angarium.osi.stack.RtsAssociation;

/** The addresses at which peers call, and which transport selectors are served there. */
final class Listeners {
  private final Supplier<MtaConfig> config;
  private final Switchboard switchboard;
  private final Events events;
  private final InstantSource clock;
  private final UnservedSelectors unserved = new UnservedSelectors();
  private final List<Network.Listener> open = new ArrayList<>();

  Listeners(Supplier<MtaConfig> config, Switchboard switchboard, Events events, InstantSource clock) {
    this.config = config;
    this.switchboard = switchboard;
    this.events = events;
    this.clock = clock;
  }

  /** @throws IOException if the address cannot be bound */
  void listen(ListenerConfig listener, Network network) throws IOException {
    InetSocketAddress address = new InetSocketAddress(listener.address(), listener.port());
    open.add(network.listen(address,
        new ToldAcceptor(address, events, connection -> switchboard.accepted(
            connection, new RtsAssociation(Associations.limits(inboundValues()),
                selector -> serves(listener, connection, selector))))));
  }

  /** Before the peer has said who it is no connector's values apply: the most patient ones do. */
  private OverrideValues inboundValues() {
    return config.get().connectors().stream().map(connector -> connector.override())
        .max(Comparator.comparing(values -> values.bounds().endAnswer()))
        .orElse(OverrideValues.DEFAULTS);
  }

  private boolean serves(ListenerConfig listener, Connection caller, byte[] called) {
    Optional<Selector> only = listener.transportSelector();
    boolean served = called.length == 0 || only.isEmpty() || only.get().equals(Selector.of(called));
    if (!served) {
      long calls = unserved.called(caller.peer(), clock.instant());
      if (calls > 0) {
        events.log(Event.of(EventId.SELECTOR_UNKNOWN, "address", caller.peer(), "selector",
            Selector.of(called), "listener", listener.address() + ":" + listener.port(), "calls", calls));
      }
    }
    return served;
  }

  /** Host and port of each. */
  List<String> addresses() {
    return open.stream()
        .map(listener -> listener.address().getAddress().getHostAddress() + ":"
            + listener.address().getPort())
        .toList();
  }

  void close() {
    open.forEach(Network.Listener::close);
  }
}
