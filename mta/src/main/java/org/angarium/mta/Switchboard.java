package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.angarium.mta.access.AccessQueues;
import org.angarium.mta.association.ActivityLabel;
import org.angarium.mta.association.AssociationContext;
import org.angarium.mta.association.AssociationOwner;
import org.angarium.mta.association.BindRequest;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.association.SuspendedReceptions;
import org.angarium.mta.association.TransferNote;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.mta.transfer.Plan;
import org.angarium.mta.transfer.Tracks;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.jspecify.annotations.Nullable;

/**
 * Connects queues, connectors and associations. Everything about connectors happens in one lane, so that no decision sees half of
 * another; associations work in lanes of their own and tell it what happened.
 */
final class Switchboard implements AssociationOwner, ConnectorDriver.Surroundings, Housekeeping.Queues {
  private final AssociationContext context;
  private final Lane lane;
  private final Events events;
  private final RoutingState routing;
  private final Housekeeping housekeeping;
  private final HeldCopies held;
  private final AccessQueues access;
  private final Associations associations;
  private final ConnectorMachine.Maker machines;
  private final AtomicLong associationNumbers = new AtomicLong();
  private final Connectors connectors = new Connectors();
  private final PeerCalls calls;
  private final Rerouting rerouting;
  private boolean stopped;

  Switchboard(AssociationContext context, Events events, RoutingState routing, MemberLookup lookup,
      ConnectorMachine.Maker machines) {
    this.machines = machines;
    this.context = context;
    this.events = events;
    this.routing = routing;
    this.lane = context.lanes().lane("switchboard");
    this.associations = new Associations(context, this, associationNumbers::incrementAndGet);
    this.calls = new PeerCalls(context.lanes(), context.room(), events, associations, connectors);
    this.housekeeping = new Housekeeping(context, routing, lookup, events, this);
    this.held = new HeldCopies(context.lanes(), lane, housekeeping::resume);
    this.access = new AccessQueues(context.lanes(), lane, events, new AccessQueues.Returns() {
      @Override
      public void expired(QueueEntry entry) {
        housekeeping.giveUp(entry, ConnectorAction.ReturnReason.EXPIRED, PeerForm.AS_STORED);
      }

      @Override
      public void unavailable(QueueEntry entry, Instant since) {
        housekeeping.unavailable(entry, since);
      }
    });
    this.rerouting = new Rerouting(lane, routing, connectors, access, housekeeping);
  }

  @Override
  public Lanes lanes() {
    return context.lanes();
  }

  @Override
  public Lane lane() {
    return lane;
  }

  /** Asks in the lane and waits for the answer. */
  <T> T ask(Supplier<T> question) {
    return lanes().await(CompletableFuture.supplyAsync(question, lane));
  }

  // ---- in the lane: connectors come, change and go

  /** Uses these connectors from now on; called in the lane. Once stopped it uses none: they would open associations again. */
  void use(List<ConnectorConfig> configs) {
    use(configs, () -> {
      // there is nothing to do before permanent associations are opened
    });
  }

  /** @param beforeOpening runs when the connectors are there and before any of them opens an association */
  void use(List<ConnectorConfig> configs, Runnable beforeOpening) {
    if (stopped) {
      return;
    }
    Set<ConnectorDriver> gone = new LinkedHashSet<>(connectors.inUse());
    for (ConnectorConfig config : configs) {
      ConnectorDriver driver = connectors.named(config.name());
      if (driver == null) {
        connectors.add(new ConnectorDriver(config,
            machines.machine(config, associationNumbers::incrementAndGet), this));
      } else {
        gone.remove(driver);
        if (!driver.config().equals(config)) {
          driver.on(new ConnectorEvent.Reconfigured(config));
        }
      }
    }
    beforeOpening.run();
    // Whatever does not wait for mail: permanent associations, selected times, peers that have to call and have not.
    connectors.inUse().stream().filter(driver -> driver.config().permanent()
        || driver.config().activation() == Activation.SELECTED_TIMES
        || driver.config().activation() == Activation.REMOTE_INITIATED)
        .forEach(driver -> driver.on(new ConnectorEvent.Queued(List.of())));
    for (ConnectorDriver driver : gone) {
      connectors.leave(driver);
      routing.availability(driver.config().name(), true);
      driver.on(new ConnectorEvent.Stop());
      driver.abortAll("its connector was removed from the configuration");
      rerouting.ofGone(driver);
    }
  }

  /** The connectors in use; called in the lane. */
  List<ConnectorDriver> drivers() {
    return connectors.inUse();
  }

  List<ConnectorView> views() {
    return connectors.inUse().stream().map(ConnectorDriver::view).toList();
  }

  /** How many copies wait for a time or for the operator, rather than for a connector or access unit. */
  int heldCount() {
    return held.copies().size();
  }

  /** What waits is looked at anew when the routes change. */
  Rerouting rerouting() {
    return rerouting;
  }

  /** A copy that is held for this cause, which it leaves; null if it is not. Called in the lane. */
  @Nullable
  QueueEntry release(long entry, HeldFor cause) {
    QueueEntry found = held.find(entry);
    return found != null && HeldFor.of(found) == cause ? held.take(entry) : null;
  }

  /** A copy that waits anywhere and is neither being transferred nor claimed, which it leaves; null if there is none. In the lane. */
  @Nullable
  QueueEntry withdraw(long entry) {
    QueueEntry found = held.take(entry);
    if (found == null) {
      found = access.withdraw(entry);
    }
    return found != null
        ? found
        : connectors.inUse().stream().flatMap(driver -> driver.withdraw(List.of(entry)).stream()).findFirst()
            .orElse(null);
  }

  /** Copies of this message that are held for this cause. In the lane. */
  List<QueueEntry> held(String mtsId, HeldFor cause) {
    return held.copies().stream()
        .filter(entry -> entry.mtsId().equals(mtsId) && HeldFor.of(entry) == cause).toList();
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  /** The queues of access units; to be used in the lane. */
  AccessQueues access() {
    return access;
  }

  /** Serves these access units from now on; called in the lane. */
  void serve(List<AccessUnitConfig> units) {
    List<QueueEntry> left = access.use(units);
    if (!left.isEmpty()) {
      housekeeping.reroute(left, true);
    }
  }

  /** Looks for the members of lists again, of whatever waits because they could not be found. Called in the lane. */
  void expandNow() {
    held.letGo(HeldFor.LIST_EXPANSION);
  }

  /** Opens nothing more and closes what is open; called in the lane. */
  void stop() {
    stopped = true;
    rerouting.stop();
    held.stop();
    access.stop();
    connectors.inUse().forEach(driver -> driver.on(new ConnectorEvent.Stop()));
    calls.stop();
  }

  /** Gives up every association that is still open; called in the lane. */
  void abortAll(String reason) {
    connectors.all().forEach(driver -> driver.abortAll(reason));
  }

  Holdings holdings() {
    return new Holdings(connectors.all().stream().map(ConnectorDriver::holdings).toList(), calls.unbound(),
        calls.unboundCount(), housekeeping.waitingForStore(), held.copies());
  }

  /** Whether no association is open. */
  boolean isQuiet() {
    return connectors.all().stream().allMatch(ConnectorDriver::isQuiet);
  }

  /** A connection from a peer. */
  ConnectionHandler accepted(Connection connection, RtsAssociation stack) {
    return calls.accepted(connection, stack);
  }

  private Instant now() {
    return context.lanes().clock().instant();
  }

  // ---- what associations say, in their lanes

  @Override
  public void bindIndicated(PeerAssociation association, BindRequest request) {
    lane.execute(() -> calls.bound(association, request));
  }

  @Override
  public void opened(PeerAssociation association, boolean twoWay, boolean turnHere) {
    lane.execute(() -> {
      tell(association, new ConnectorEvent.Opened(association.id(), twoWay, turnHere));
      ConnectorDriver opened = connectors.of(association);
      if (opened != null) {
        neighboursOf(opened.config());
      }
    });
  }

  /** Another connector to the same host has succeeded: a sign of life (law 4). */
  private void neighboursOf(ConnectorConfig opened) {
    for (ConnectorDriver driver : connectors.inUse()) {
      ConnectorConfig config = driver.config();
      if (config.host().equals(opened.host()) && !config.name().equals(opened.name())) {
        driver.on(new ConnectorEvent.SignOfLife("connector " + opened.name() + " to the same host is open"));
      }
    }
  }

  @Override
  public void openFailed(PeerAssociation association, Failure failure) {
    ended(association, new ConnectorEvent.OpenFailed(association.id(), failure));
  }

  @Override
  public void transferred(PeerAssociation association, QueueEntry entry) {
    lane.execute(() -> tell(association, new ConnectorEvent.Transferred(association.id())));
  }

  @Override
  public void unrecorded(QueueEntry entry, List<StoreChange> changes, String reason) {
    housekeeping.record(entry, changes, reason);
  }

  @Override
  public void transferFailed(PeerAssociation association, QueueEntry entry,
      ConnectorEvent.TransferProblem problem, String reason, @Nullable ResumePoint resumeAt) {
    TrackingRecord step = Tracks.copy(TrackingStep.ATTEMPT_FAILED, entry)
        .with(TrackingField.ASSOCIATION, association.id()).with(TrackingField.WHY, reason)
        .with(TrackingField.ATTEMPTS, entry.attempts() + 1).at(now());
    context.store().commit(List.of(new StoreChange.Track(step)));
    lane.execute(() -> tell(association,
        new ConnectorEvent.TransferFailed(association.id(), problem, reason, resumeAt)));
  }

  @Override
  public void receiving(PeerAssociation association, boolean underWay) {
    lane.execute(() -> tell(association, new ConnectorEvent.Receiving(association.id(), underWay)));
  }

  @Override
  public void turnReceived(PeerAssociation association) {
    lane.execute(() -> tell(association, new ConnectorEvent.TurnReceived(association.id())));
  }

  @Override
  public void turnWanted(PeerAssociation association, int priority) {
    lane.execute(() -> tell(association, new ConnectorEvent.TurnWanted(association.id(), priority)));
  }

  @Override
  public void silent(PeerAssociation association, boolean silent) {
    lane.execute(() -> tell(association, new ConnectorEvent.Silent(association.id(), silent)));
  }

  @Override
  public void closed(PeerAssociation association, String reason) {
    ended(association, new ConnectorEvent.Closed(association.id(), reason));
  }

  @Override
  public void lost(PeerAssociation association, Failure failure, @Nullable ResumePoint resumeAt,
      @Nullable SessionConnectionReference suspended) {
    ended(association, new ConnectorEvent.Lost(association.id(), failure, resumeAt, suspended));
  }

  private void ended(PeerAssociation association, ConnectorEvent event) {
    lane.execute(() -> {
      ConnectorDriver driver = connectors.of(association);
      if (driver == null) {
        calls.ended(association, event);
        return;
      }
      driver.ended(association, event);
      if (connectors.isLeaving(driver)) {
        rerouting.ofGone(driver);
        connectors.goneIfQuiet(driver);
        return;
      }
      rerouting.back(driver);
      if (event instanceof ConnectorEvent.Lost && !association.initiator()) {
        calls.remember(association, driver.config());
      }
    });
  }

  /** Takes up what an earlier run was in the middle of; called in the lane, before its mail is queued. */
  void remember(List<SuspendedReceptions.Remembered> receptions, Map<Long, TransferNote> transfers,
      List<QueueEntry> waiting) {
    for (SuspendedReceptions.Remembered each : receptions) {
      ActivityLabel label = each.label();
      ConnectorDriver driver = connectors.named(label.connector());
      if (!label.initiator()) {
        calls.remember(label.activity().connection(), label.connector(), label.peer(), each.left());
      } else if (driver != null) {
        driver.on(new ConnectorEvent.ReceptionCutBefore(label.activity().connection(),
            now().plus(each.left())));
      }
    }
    int resumable = 0;
    for (QueueEntry entry : waiting) {
      TransferNote note = transfers.get(entry.id());
      ConnectorDriver driver = connectors.named(entry.connector());
      if (note == null || driver == null || !note.connector().equals(entry.connector())) {
        continue;
      }
      Duration left = SuspendedReceptions.remaining(driver.config().override().rts().recoveryTimeout(),
          note.at(), now());
      if (!left.isZero()) {
        resumable++;
        if (!note.ours()) {
          calls.remember(note.point().connection(), note.connector(), note.peer(), left);
        }
        driver.on(new ConnectorEvent.CutBefore(entry.id(), note.point(), note.ours(), now().plus(left)));
      }
    }
    if (resumable > 0 || !receptions.isEmpty()) {
      events.log(Event.of(EventId.TRANSFERS_REMEMBERED, "sending", resumable, "receiving",
          receptions.size()));
    }
  }

  private void tell(PeerAssociation association, ConnectorEvent event) {
    ConnectorDriver driver = connectors.of(association);
    if (driver != null) {
      driver.on(event);
      if (event instanceof ConnectorEvent.TransferFailed) {
        rerouting.back(driver);
      }
    }
  }

  @Override
  public void queued(Plan plan) {
    queued(plan.entries(), plan.decidedAt());
  }

  /** Puts copies into the queues they belong to; those that may not belong there any more are routed anew. */
  @Override
  public void queued(List<QueueEntry> entries, long decidedAt) {
    if (entries.isEmpty()) {
      return;
    }
    lane.execute(() -> {
      Map<String, List<QueueEntry>> byQueue = new LinkedHashMap<>();
      entries.forEach(
          entry -> byQueue.computeIfAbsent(entry.connector(), any -> new ArrayList<>()).add(entry));
      byQueue.forEach((name, list) -> {
        ConnectorDriver driver = connectors.named(name);
        if (HeldFor.of(name) != null) {
          held.hold(list);
        } else if (driver == null && !access.serves(name)) {
          housekeeping.reroute(list, true);
        } else if (rerouting.mayBelongElsewhere(name, decidedAt)) {
          housekeeping.reroute(list, false);
        } else if (driver == null) {
          forAccessUnit(name, list);
        } else {
          driver.on(new ConnectorEvent.Queued(list));
        }
      });
    });
  }

  /** A probe that was routed anew to an access unit is answered, as it would have been had it come now. */
  private void forAccessUnit(String unit, List<QueueEntry> entries) {
    access.add(unit, entries.stream().filter(entry -> entry.kind() != ApduKind.PROBE).toList());
    entries.stream().filter(entry -> entry.kind() == ApduKind.PROBE).forEach(housekeeping::resume);
  }

  @Override
  public void log(Event event) {
    events.log(event);
  }

  // ---- what connectors want

  @Override
  public PeerAssociation open(ConnectorConfig config, long association,
      @Nullable SessionConnectionReference recovers) {
    return associations.call(config, association, recovers);
  }

  @Override
  public void probe(ConnectorConfig config) {
    associations.probe(config, answered -> lane.execute(() -> {
      ConnectorDriver driver = connectors.named(config.name());
      if (driver != null) {
        driver.on(new ConnectorEvent.Looked(answered));
      }
    }));
  }

  @Override
  public void giveUp(QueueEntry entry, ConnectorAction.ReturnReason reason) {
    ConnectorDriver driver = connectors.named(entry.connector());
    housekeeping.giveUp(entry, reason,
        driver == null ? PeerForm.AS_STORED : PeerForm.of(driver.config()));
  }

  @Override
  public void recordAttempt(ConnectorAction.RecordAttempt attempt) {
    context.store()
        .commit(
            List.of(new StoreChange.Attempted(attempt.entry().id(), attempt.attempts(), attempt.notBefore())))
        .whenComplete((outcome, error) -> {
          if (error != null) {
            events
                .log(Event.of(EventId.STORE_FAILED, "reason", "recording an attempt: " + error.getMessage()));
          }
        });
  }

  @Override
  public void availability(String connector, boolean available) {
    routing.availability(connector, available);
    rerouting.changed(connector, available);
  }

  @Override
  public void scheduled(String connector, boolean open) {
    routing.changed();
    rerouting.changed(connector, open);
  }
}
