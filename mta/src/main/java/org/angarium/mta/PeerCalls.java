package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.angarium.mta.association.BindRequest;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.Conformance;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.StoreRoom;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.x400.p1.MtaBindError;

/** The associations that peers open, until they are some connector's, and those of them that were lost and may be recovered. */
final class PeerCalls {
  /** Connections of peers that have not said who they are yet. */
  private static final int MOST_UNBOUND = 256;

  private final Lanes lanes;
  private final StoreRoom room;
  private final Events events;
  private final Associations associations;
  private final Connectors connectors;
  private final AtomicInteger unbound = new AtomicInteger();
  private final Map<Long, PeerAssociation> unboundAssociations = new ConcurrentHashMap<>();
  private final LostAssociations lost = new LostAssociations();
  private boolean stopped;

  PeerCalls(Lanes lanes, StoreRoom room, Events events, Associations associations, Connectors connectors) {
    this.lanes = lanes;
    this.room = room;
    this.events = events;
    this.associations = associations;
    this.connectors = connectors;
  }

  /** A connection from a peer; called on any thread. */
  ConnectionHandler accepted(Connection connection, RtsAssociation stack) {
    if (unbound.get() >= MOST_UNBOUND) {
      connection.close();
      events.log(Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", connection.peer(), "reason", MOST_UNBOUND
          + " other connections have not said yet who they are"));
      return new Ignored();
    }
    unbound.incrementAndGet();
    PeerAssociation association = associations.answer(connection, stack);
    unboundAssociations.put(association.id(), association);
    return association;
  }

  private static final class Ignored implements ConnectionHandler {
    @Override
    public void connected() {
      // it is being closed
    }

    @Override
    public void received(byte[] octets, Runnable consumed) {
      consumed.run();
    }

    @Override
    public void disconnected(String cause) {
      // as it should
    }
  }

  // ---- in the lane of the connectors

  /** The peer has said who it is: its association becomes a connector's or is refused. */
  void bound(PeerAssociation association, BindRequest request) {
    settled(association);
    if (request.proposal().recover() != null) {
      recover(association, request, request.proposal().recover());
      return;
    }
    List<ConnectorConfig> configs = connectors.inUse().stream().map(ConnectorDriver::config).toList();
    switch (Admission.decide(request, stopped ? List.of() : configs, this::associationCount)) {
      case Admission.Refused refused -> {
        events.log(refused.event());
        association.refuse(refused.permanent(), refused.error());
      }
      case Admission.Admitted admitted when room.isLow() && !hasMailFor(admitted.connector()) -> {
        events.log(Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer",
            admitted.connector().remoteMta() + " at " + request.address(), "reason", room.shortage()));
        association.refuse(false, MtaBindError.BUSY);
      }
      case Admission.Admitted admitted -> admit(association, request, admitted);
    }
  }

  /** It takes no place among those that have not said who they are any more. */
  private void settled(PeerAssociation association) {
    if (unboundAssociations.remove(association.id()) != null) {
      unbound.decrementAndGet();
    }
  }

  /** A peer that wants to continue an association it had with us; when in doubt it is told to open a new one, with its credentials. */
  private void recover(PeerAssociation association, BindRequest request,
      SessionConnectionReference reference) {
    connectors.inUse().stream().map(driver -> driver.inbound(reference)).filter(Objects::nonNull)
        .filter(old -> LostAssociations.sameHost(old.peer(), request.address()))
        .findFirst().ifPresent(old -> {
          // The peer knows better than we that it is lost: a cut is not always seen on both sides at once.
          lost.add(reference, old.connector(), old.peer(), Duration.ofSeconds(1), now());
          old.abort("the peer recovers it");
        });
    String name = lost.connectorOf(reference, request.address(), now());
    ConnectorDriver driver = name == null || stopped ? null : connectors.named(name);
    boolean twoWay = request.proposal().dialogue() == OpenProposal.Dialogue.TWO_WAY_ALTERNATE;
    if (driver == null || twoWay && driver.config().dialogue() == OpenProposal.Dialogue.MONOLOGUE
        || driver.associationsAgainstPeer() >= driver.config().maximumAssociations()) {
      events.log(Event.of(EventId.RECOVERY_REFUSED_HERE, "peer", association.peer()));
      association.refuseRecovery();
      return;
    }
    admit(association, request, new Admission.Admitted(driver.config(), twoWay, request.proposal()
        .initialTurn() == OpenProposal.Turn.RESPONDER, new byte[0]));
  }

  private Instant now() {
    return lanes.clock().instant();
  }

  private int associationCount(String connector) {
    ConnectorDriver driver = connectors.named(connector);
    return driver == null ? 0 : driver.associationsAgainstPeer();
  }

  /** What is sent makes room: such a peer may come, and keeps what it wants to transfer. */
  private boolean hasMailFor(ConnectorConfig connector) {
    ConnectorDriver driver = connectors.named(connector.name());
    return driver != null && driver.view().waiting() > 0;
  }

  private void admit(PeerAssociation association, BindRequest request, Admission.Admitted admitted) {
    ConnectorConfig connector = admitted.connector();
    ConnectorDriver driver = connectors.named(connector.name());
    if (driver == null) {
      association.refuse(false, MtaBindError.BUSY);
      return;
    }
    association.accept(connector, Associations.limits(connector.override()), admitted.turnHere(),
        admitted.result());
    if (connector.mode() != request.proposal().mode()) {
      events.log(Event.of(EventId.CONFORMANCE_DIFFERS, "peer",
          connector.remoteMta() + " at " + request.address(), "spoken",
          Conformance.word(request.proposal().mode()), "connector", connector.name(), "configured",
          Conformance.word(connector.mode())));
    }
    OverrideValues.Rts rts = connector.override().rts();
    int proposed = request.proposal().checkpointKilooctets();
    events.log(Event.of(EventId.ASSOCIATION_OPENED, "association", association.id(), "connector",
        connector.name(), "direction", "inbound", "conformance",
        Conformance.word(request.proposal().mode()), "dialogue",
        admitted.twoWay() ? "two-way-alternate" : "monologue", "checkpoint",
        proposed == 0 ? rts.checkpointKilooctets() : Math.min(proposed, rts.checkpointKilooctets()),
        "window", Math.min(request.proposal().window(), rts.windowCheckpoints())));
    driver.adopt(association, admitted.twoWay(), admitted.turnHere(), request.proposal().recover());
  }

  /** An association has ended that never became a connector's; a refusal of its bind has been told with the reason. */
  void ended(PeerAssociation association, ConnectorEvent event) {
    settled(association);
    if (!association.connector().isEmpty() || !(event instanceof ConnectorEvent.Lost end)) {
      return;
    }
    Failure failure = end.failure();
    boolean told = failure.layer() == Layer.APPLICATION && !failure.byPeer();
    if (!told && failure.kind() != Failure.Kind.CONNECTION_LOST) {
      events.log(
          Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", association.peer(), "reason", failure.text()));
    }
  }

  /** So that the peer may recover it, by its own name or by that of the one that it continued. */
  void remember(PeerAssociation association, ConnectorConfig connector) {
    Duration timeout = connector.override().rts().recoveryTimeout();
    lost.add(association.reference(), connector.name(), association.peer(), timeout, now());
    SessionConnectionReference continued = association.recovers();
    if (continued != null) {
      lost.add(continued, connector.name(), association.peer(), timeout, now());
    }
  }

  /** An association of an earlier run that the peer may recover. */
  void remember(SessionConnectionReference reference, String connector, String peer, Duration left) {
    lost.add(reference, connector, peer, left, now());
  }

  /** Takes no association any more. */
  void stop() {
    stopped = true;
    unboundAssociations.values().forEach(association -> association.abort("the MTA stops"));
  }

  /** Associations of peers that have not said who they are yet. */
  Set<Long> unbound() {
    return Set.copyOf(unboundAssociations.keySet());
  }

  /** How many places such associations take. */
  int unboundCount() {
    return unbound.get();
  }
}
