package org.angarium.mta;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorTimer;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/** Does what one connector's machine wants, in the MTA's lane: owns the connector's timers and its associations. */
final class ConnectorDriver {
  private final ConnectorMachine machine;
  private final Surroundings around;
  private final Map<ConnectorTimer, Lanes.Timer> timers = new HashMap<>();
  private final Map<Long, PeerAssociation> associations = new HashMap<>();
  private ConnectorConfig config;

  /** What a connector needs of its MTA. */
  interface Surroundings {
    Lanes lanes();

    Lane lane();

    /** Starts to open an association with the connector's peer under this number. */
    PeerAssociation open(ConnectorConfig config, long association,
        @Nullable SessionConnectionReference recovers);

    void probe(ConnectorConfig config);

    void giveUp(QueueEntry entry, ConnectorAction.ReturnReason reason);

    void recordAttempt(ConnectorAction.RecordAttempt attempt);

    void availability(String connector, boolean available);

    /** A selected time of the connector has begun or ended. */
    void scheduled(String connector, boolean open);

    void log(Event event);
  }

  ConnectorDriver(ConnectorConfig config, ConnectorMachine machine, Surroundings around) {
    this.config = config;
    this.machine = machine;
    this.around = around;
  }

  ConnectorConfig config() {
    return config;
  }

  void on(ConnectorEvent event) {
    if (event instanceof ConnectorEvent.Reconfigured changed) {
      config = changed.config();
      associations.values().forEach(association -> association.use(PeerForm.of(config)));
    }
    machine.on(event, around.lanes().clock().instant()).forEach(this::perform);
  }

  /** An association that the peer has opened and that was recognised as this connector's. */
  void adopt(PeerAssociation association, boolean twoWay, boolean turnHere,
      @Nullable SessionConnectionReference recovers) {
    associations.put(association.id(), association);
    on(new ConnectorEvent.AcceptedInbound(association.id(), twoWay, turnHere, recovers));
  }

  /** The association has ended; the event says how. */
  void ended(PeerAssociation association, ConnectorEvent event) {
    associations.remove(association.id());
    on(event);
  }

  boolean has(PeerAssociation association) {
    return associations.get(association.id()) == association;
  }

  private void perform(ConnectorAction action) {
    switch (action) {
      case ConnectorAction.Open open ->
        associations.put(open.association(), around.open(config, open.association(), open.recovers()));
      case ConnectorAction.Assign assign ->
        association(assign.association()).assign(assign.entry(), assign.resumeAt());
      case ConnectorAction.StopTransfer stop -> association(stop.association()).stopTransfer();
      case ConnectorAction.Interrupt interrupt ->
        association(interrupt.association()).interruptTransfer();
      case ConnectorAction.PleaseTurn please ->
        association(please.association()).pleaseTurn(please.priority());
      case ConnectorAction.GiveTurn give -> association(give.association()).giveTurn();
      case ConnectorAction.Close close -> association(close.association()).close();
      case ConnectorAction.Abort abort -> association(abort.association()).abort(abort.reason());
      case ConnectorAction.StartTimer start -> {
        stopTimer(start.timer());
        timers.put(start.timer(), around.lanes().after(start.after(), around.lane(), () -> {
          timers.remove(start.timer());
          on(new ConnectorEvent.TimerExpired(start.timer()));
        }));
      }
      case ConnectorAction.StopTimer stop -> stopTimer(stop.timer());
      case ConnectorAction.Probe probe -> around.probe(config);
      case ConnectorAction.Return back -> around.giveUp(back.entry(), back.reason());
      case ConnectorAction.RecordAttempt attempt -> around.recordAttempt(attempt);
      case ConnectorAction.Availability availability ->
        around.availability(config.name(), availability.available());
      case ConnectorAction.Scheduled scheduled -> around.scheduled(config.name(), scheduled.open());
      case ConnectorAction.Log log -> around.log(log.event());
    }
  }

  private PeerAssociation association(long id) {
    return Objects.requireNonNull(associations.get(id), () -> "association " + id + " of " + config.name());
  }

  private void stopTimer(ConnectorTimer timer) {
    Lanes.Timer running = timers.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }

  /** An association opened by the peer that is still here, though the peer may have lost it; null if there is none. */
  @Nullable
  PeerAssociation inbound(SessionConnectionReference reference) {
    return associations.values().stream()
        .filter(association -> !association.initiator() && association.reference().equals(
            reference))
        .findFirst().orElse(null);
  }

  ConnectorView view() {
    return machine.view(around.lanes().clock().instant());
  }

  Holdings.OfConnector holdings() {
    return new Holdings.OfConnector(config, view(), waiting(), Set.copyOf(associations.keySet()),
        Set.copyOf(timers.keySet()));
  }

  List<QueueEntry> waiting() {
    return machine.waiting();
  }

  /** Those of these entries that wait. */
  List<QueueEntry> waiting(Collection<Long> entries) {
    return machine.waiting(entries);
  }

  /** What its associations are transferring. */
  List<Long> claimed() {
    return machine.claimed();
  }

  /** Takes everything that waits out of the queue. */
  List<QueueEntry> withdrawAll() {
    return takeOut(waiting());
  }

  /** Takes those of these entries that wait out of the queue. */
  List<QueueEntry> withdraw(Collection<Long> entries) {
    return takeOut(waiting(entries));
  }

  private List<QueueEntry> takeOut(List<QueueEntry> waiting) {
    if (!waiting.isEmpty()) {
      on(new ConnectorEvent.Withdraw(waiting.stream().map(QueueEntry::id).toList()));
    }
    return waiting;
  }

  /**
   * How many associations stand against one that the peer wants to open. If both call each other at the same time and there is room for
   * one only, they would refuse each other, and do so again with every retry: so of two names the greater gives way.
   */
  int associationsAgainstPeer() {
    boolean giveWay = config.localMta().compareTo(config.remoteMta()) > 0;
    return associations.size() - (giveWay ? machine.opening() : 0);
  }

  boolean isQuiet() { return machine.isQuiet(); }

  void abortAll(String reason) {
    List.copyOf(associations.values()).forEach(association -> association.abort(reason));
  }
}
