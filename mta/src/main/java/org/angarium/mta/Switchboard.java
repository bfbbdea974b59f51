package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
import org.angarium.mta.config.Conformance;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
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
import org.angarium.mta.transfer.Tracks;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.x400.p1.MtaBindError;
import org.jspecify.annotations.Nullable;

/**
 * Connects queues, connectors and associations. Everything about connectors happens in one lane, so that no decision sees half of
 * another; associations work in lanes of their own and tell it what happened.
 */
final class Switchboard implements AssociationOwner, ConnectorDriver.Surroundings, Housekeeping.Queues {
  /** Connections of peers that have not said who they are yet. */
  private static final int MOST_UNBOUND = 256;
  private static final long DECIDED_AT_ANY_TIME = -1;
  /** Longest that a message is on its way from the decision to the queue: a commit. */
  private static final Duration SETTLING = Duration.ofMinutes(1);

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
  private final AtomicInteger unbound = new AtomicInteger();
  private final Map<Long, PeerAssociation> unboundAssociations = new ConcurrentHashMap<>();
  private final Map<String, ConnectorDriver> drivers = new LinkedHashMap<>();
  /** Connectors that are no longer configured, while their last associations end. */
  private final Map<String, ConnectorDriver> leaving = new LinkedHashMap<>();
  private final LostAssociations lost = new LostAssociations();
  /** What is left of the last {@link #rerouteAll}; null if nothing is. */
  private @Nullable BacklogPieces backlog;
  /** Until then what is queued may have been decided by the table before the one in force. */
  private Instant unsettledUntil = Instant.MIN;
  private boolean stopped;

  Switchboard(AssociationContext context, Events events, RoutingState routing, MemberLookup lookup,
      ConnectorMachine.Maker machines) {
    this.machines = machines;
    this.context = context;
    this.events = events;
    this.routing = routing;
    this.lane = context.lanes().lane("switchboard");
    this.associations = new Associations(context, this, associationNumbers::incrementAndGet);
    this.housekeeping = new Housekeeping(context, routing, lookup, events, this);
    this.held = new HeldCopies(context.lanes(), lane, housekeeping::resume);
    this.access = new AccessQueues(context.lanes(), lane, events,
        entry -> housekeeping.giveUp(entry, ConnectorAction.ReturnReason.EXPIRED,
            PeerForm.AS_STORED));
  }

  @Override
  public Lanes lanes() {
    return context.lanes();
  }

  @Override
  public Lane lane() {
    return lane;
  }

  // ---- in the lane: connectors come, change and go

  /** Uses these connectors from now on; called in the lane. */
  void use(List<ConnectorConfig> connectors) {
    use(connectors, () -> {
      // there is nothing to do before permanent associations are opened
    });
  }

  /** @param beforeOpening runs when the connectors are there and before any of them opens an association */
  void use(List<ConnectorConfig> connectors, Runnable beforeOpening) {
    Map<String, ConnectorDriver> gone = new LinkedHashMap<>(drivers);
    for (ConnectorConfig connector : connectors) {
      gone.remove(connector.name());
      ConnectorDriver driver = drivers.get(connector.name());
      if (driver == null) {
        driver = new ConnectorDriver(connector,
            machines.machine(connector, associationNumbers::incrementAndGet), this);
        drivers.put(connector.name(), driver);
      } else if (!driver.config().equals(connector)) {
        driver.on(new ConnectorEvent.Reconfigured(connector));
      }
    }
    beforeOpening.run();
    drivers.values().stream().filter(driver -> driver.config().permanent()
        || driver.config().activation() == Activation.SELECTED_TIMES)
        .forEach(driver -> driver.on(new ConnectorEvent.Queued(List.of())));
    gone.forEach((name, driver) -> {
      drivers.remove(name);
      leaving.put(name, driver);
      routing.availability(name, true);
      List<QueueEntry> left = take(driver);
      driver.on(new ConnectorEvent.Stop());
      driver.abortAll("its connector was removed from the configuration");
      housekeeping.reroute(left, true);
    });
  }

  List<ConnectorDriver> drivers() {
    return List.copyOf(drivers.values());
  }

  List<ConnectorView> views() {
    return drivers.values().stream().map(ConnectorDriver::view).toList();
  }

  /** How many copies wait for a time or for the operator, rather than for a connector or access unit. */
  int heldCount() {
    return held.copies().size();
  }

  @Nullable
  ConnectorDriver driver(String name) {
    return drivers.get(name);
  }

  /**
   * Routes everything that waits anew, because the table is another; called in the lane. Short queues first: their mail is away from them
   * for no longer than that takes.
   */
  void rerouteAll() {
    unsettledUntil = now().plus(SETTLING);
    BacklogPieces pieces = new BacklogPieces();
    drivers.forEach((name, driver) -> {
      List<QueueEntry> waiting = driver.waiting();
      if (waiting.size() <= BacklogPieces.MOST) {
        housekeeping.reroute(take(driver), false);
      } else {
        pieces.add(name, waiting.stream().map(QueueEntry::id).toList());
      }
    });
    housekeeping.reroute(access.withdrawAll(), false);
    boolean underWay = backlog != null;
    backlog = pieces;
    if (!underWay) {
      reroutePiece();
    }
  }

  /** The next piece of what {@link #rerouteAll} has left; in the lane. What was transferred meanwhile is left alone. */
  private void reroutePiece() {
    BacklogPieces.Piece piece = backlog == null || stopped ? null : backlog.next();
    if (piece == null) {
      backlog = null;
      return;
    }
    ConnectorDriver driver = drivers.get(piece.connector());
    if (driver != null) {
      Set<Long> wanted = Set.copyOf(piece.entries());
      List<QueueEntry> waiting = driver.waiting().stream().filter(entry -> wanted.contains(entry.id()))
          .toList();
      driver.on(new ConnectorEvent.Withdraw(waiting.stream().map(QueueEntry::id).toList()));
      housekeeping.reroute(waiting, false);
    }
    housekeeping.afterwards(() -> lane.execute(this::reroutePiece));
  }

  /** Everything that waits, out of the driver's queue. */
  private static List<QueueEntry> take(ConnectorDriver driver) {
    List<QueueEntry> waiting = driver.waiting();
    driver.on(new ConnectorEvent.Withdraw(waiting.stream().map(QueueEntry::id).toList()));
    return waiting;
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
    for (ConnectorDriver driver : drivers.values()) {
      Optional<QueueEntry> waiting = found != null
          ? Optional.empty()
          : driver.waiting().stream().filter(each -> each.id() == entry).findFirst();
      if (waiting.isPresent()) {
        driver.on(new ConnectorEvent.Withdraw(List.of(entry)));
        found = waiting.get();
      }
    }
    return found;
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
    held.stop();
    access.stop();
    drivers.values().forEach(driver -> driver.on(new ConnectorEvent.Stop()));
    unboundAssociations.values().forEach(association -> association.abort("the MTA stops"));
  }

  Holdings holdings() {
    List<Holdings.OfConnector> connectors = new ArrayList<>();
    drivers.values().forEach(driver -> connectors.add(driver.holdings()));
    leaving.values().forEach(driver -> connectors.add(driver.holdings()));
    return new Holdings(connectors, Set.copyOf(unboundAssociations.keySet()), unbound.get(),
        housekeeping.waitingForStore(), held.copies());
  }

  boolean isQuiet() { return drivers.values().stream().allMatch(ConnectorDriver::isQuiet); }

  // ---- connections of peers

  /** A connection from a peer. */
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

  private void bound(PeerAssociation association) {
    if (unboundAssociations.remove(association.id()) != null) {
      unbound.decrementAndGet();
    }
  }

  @Override
  public void bindIndicated(PeerAssociation association, BindRequest request) {
    lane.execute(() -> {
      bound(association);
      if (request.proposal().recover() != null) {
        recover(association, request, request.proposal().recover());
        return;
      }
      List<ConnectorConfig> configs = drivers.values().stream().map(ConnectorDriver::config).toList();
      switch (Admission.decide(request, stopped ? List.of() : configs, this::associationCount)) {
        case Admission.Refused refused -> {
          events.log(refused.event());
          association.refuse(refused.permanent(), refused.error());
        }
        case Admission.Admitted admitted -> admit(association, request, admitted);
      }
    });
  }

  /** A peer that wants to continue an association it had with us; when in doubt it is told to open a new one, with its credentials. */
  private void recover(PeerAssociation association, BindRequest request,
      SessionConnectionReference reference) {
    drivers.values().stream().map(driver -> driver.inbound(reference)).filter(Objects::nonNull)
        .filter(old -> LostAssociations
            .sameHost(old.peer(), request.address()))
        .findFirst().ifPresent(old -> {
          // The peer knows better than we that it is lost: a cut is not always seen on both sides at once.
          lost.add(reference, old.connector(), old.peer(), Duration.ofSeconds(1), now());
          old.abort("the peer recovers it");
        });
    String name = lost.connectorOf(reference, request.address(), now());
    ConnectorDriver driver = name == null || stopped ? null : drivers.get(name);
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
    return context.lanes().clock().instant();
  }

  private int associationCount(String connector) {
    ConnectorDriver driver = drivers.get(connector);
    return driver == null ? 0 : driver.associationsAgainstPeer();
  }

  private void admit(PeerAssociation association, BindRequest request, Admission.Admitted admitted) {
    ConnectorConfig connector = admitted.connector();
    ConnectorDriver driver = drivers.get(connector.name());
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
        connector.name(), "direction",
        "inbound", "conformance", Conformance.word(request.proposal().mode()), "dialogue",
        admitted.twoWay() ? "two-way-alternate" : "monologue", "checkpoint",
        proposed == 0
            ? rts
                .checkpointKilooctets()
            : Math.min(proposed, rts.checkpointKilooctets()),
        "window", Math.min(request.proposal()
            .window(), rts.windowCheckpoints())));
    driver.adopt(association, admitted.twoWay(), admitted.turnHere(), request.proposal().recover());
  }

  // ---- what associations say, in their lanes

  @Override
  public void opened(PeerAssociation association, boolean twoWay, boolean turnHere) {
    lane.execute(() -> {
      tell(association, new ConnectorEvent.Opened(association.id(), twoWay, turnHere));
      ConnectorDriver opened = drivers.get(association.connector());
      if (opened != null) {
        neighboursOf(opened.config());
      }
    });
  }

  /** Another connector to the same host has succeeded: a sign of life (law 4). */
  private void neighboursOf(ConnectorConfig opened) {
    for (ConnectorDriver driver : drivers.values()) {
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
      bound(association);
      ConnectorDriver driver = drivers.get(association.connector());
      ConnectorDriver left = leaving.get(association.connector());
      if (driver != null) {
        driver.ended(association, event);
        if (event instanceof ConnectorEvent.Lost && !association.initiator()) {
          remember(association, driver.config());
        }
      } else if (left != null) {
        left.ended(association, event);
        housekeeping.reroute(take(left), true);
        if (left.isQuiet()) {
          leaving.remove(association.connector());
        }
      } else if (association.connector().isEmpty() && event instanceof ConnectorEvent.Lost lost) {
        refusedEarly(association, lost.failure());
      }
    });
  }

  /** So that the peer may recover it, by its own name or by that of the one that it continued. */
  private void remember(PeerAssociation association, ConnectorConfig connector) {
    Duration timeout = connector.override().rts().recoveryTimeout();
    lost.add(association.reference(), connector.name(), association.peer(), timeout, now());
    SessionConnectionReference continued = association.recovers();
    if (continued != null) {
      lost.add(continued, connector.name(), association.peer(), timeout, now());
    }
  }

  /** Takes up what an earlier run was in the middle of; called in the lane, before its mail is queued. */
  void remember(List<SuspendedReceptions.Remembered> receptions, Map<Long, TransferNote> transfers,
      List<QueueEntry> waiting) {
    for (SuspendedReceptions.Remembered each : receptions) {
      ActivityLabel label = each.label();
      ConnectorDriver driver = drivers.get(label.connector());
      if (!label.initiator()) {
        lost.add(label.activity().connection(), label.connector(), label.peer(), each.left(), now());
      } else if (driver != null) {
        driver.on(new ConnectorEvent.ReceptionCutBefore(label.activity().connection(),
            now().plus(each.left())));
      }
    }
    int resumable = 0;
    for (QueueEntry entry : waiting) {
      TransferNote note = transfers.get(entry.id());
      ConnectorDriver driver = drivers.get(entry.connector());
      if (note == null || driver == null || !note.connector().equals(entry.connector())) {
        continue;
      }
      Duration left = SuspendedReceptions.remaining(driver.config().override().rts().recoveryTimeout(),
          note.at(), now());
      if (!left.isZero()) {
        resumable++;
        if (!note.ours()) {
          lost.add(note.point().connection(), note.connector(), note.peer(), left, now());
        }
        driver.on(new ConnectorEvent.CutBefore(entry.id(), note.point(), note.ours(), now().plus(left)));
      }
    }
    if (resumable > 0 || !receptions.isEmpty()) {
      events.log(Event.of(EventId.TRANSFERS_REMEMBERED, "sending", resumable, "receiving",
          receptions.size()));
    }
  }

  /** A peer that went, or was sent away, before it said who it is; a refusal of its bind has been told with the reason. */
  private void refusedEarly(PeerAssociation association, Failure failure) {
    boolean told = failure.layer() == Layer.APPLICATION && !failure.byPeer();
    if (!told && failure.kind() != Failure.Kind.CONNECTION_LOST) {
      events.log(
          Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", association.peer(), "reason", failure.text()));
    }
  }

  private void tell(PeerAssociation association, ConnectorEvent event) {
    ConnectorDriver driver = drivers.getOrDefault(association.connector(),
        leaving.get(association.connector()));
    if (driver != null) {
      driver.on(event);
    }
  }

  /** Puts copies into the queues of their connectors; those of a connector that is gone are routed anew. */
  @Override
  public void queued(List<QueueEntry> entries) {
    queued(entries, DECIDED_AT_ANY_TIME);
  }

  @Override
  public void queued(List<QueueEntry> entries, long decidedAt) {
    if (entries.isEmpty()) {
      return;
    }
    lane.execute(() -> {
      Map<String, List<QueueEntry>> byConnector = new LinkedHashMap<>();
      entries.forEach(
          entry -> byConnector.computeIfAbsent(entry.connector(), any -> new ArrayList<>()).add(entry));
      byConnector.forEach((name, list) -> {
        ConnectorDriver driver = drivers.get(name);
        if (HeldFor.of(name) != null) {
          held.hold(list);
        } else if (access.serves(name)) {
          forAccessUnit(name, list);
        } else if (driver == null) {
          housekeeping.reroute(list, true);
        } else if (mayBelongElsewhere(name, decidedAt)) {
          housekeeping.reroute(list, false);
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

  /**
   * What was on its way here when its connector failed, or the table changed, was not in the queue that was emptied then
   * ({@link #availability}, {@link #rerouteAll}). Another table may send it to any connector, a failure only to substitutes.
   */
  private boolean mayBelongElsewhere(String connector, long decidedAt) {
    boolean outdated = decidedAt == DECIDED_AT_ANY_TIME
        ? !routing.isAvailable(connector)
        : decidedAt != routing.changes();
    boolean byAnotherTable = decidedAt == DECIDED_AT_ANY_TIME
        ? now().isBefore(unsettledUntil)
        : decidedAt < routing.tableFrom();
    return !stopped && (byAnotherTable || outdated && !routing.substitutes(connector).isEmpty());
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
    associations.probe(config, () -> lane.execute(() -> {
      ConnectorDriver driver = drivers.get(config.name());
      if (driver != null) {
        driver.on(new ConnectorEvent.SignOfLife(
            config.host() + ":" + config.port() + " accepts connections again"));
      }
    }));
  }

  @Override
  public void giveUp(QueueEntry entry, ConnectorAction.ReturnReason reason) {
    ConnectorDriver driver = drivers.get(entry.connector());
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

  /** Law 7: mail leaves a connector that cannot be reached while there is another way, and comes back to a better one. */
  @Override
  public void availability(String connector, boolean available) {
    routing.availability(connector, available);
    moveMail(connector, available);
  }

  @Override
  public void scheduled(String connector, boolean open) {
    routing.changed();
    moveMail(connector, open);
  }

  /** @param better whether it can take mail now that it could not take before; else its own mail may go elsewhere */
  private void moveMail(String connector, boolean better) {
    Set<String> substitutes = routing.substitutes(connector);
    if (substitutes.isEmpty() || stopped) {
      return;
    }
    // Not now: the machine that says so is still in the middle of its event.
    lane.execute(() -> {
      for (String name : better ? substitutes : Set.of(connector)) {
        ConnectorDriver driver = drivers.get(name);
        if (driver != null) {
          housekeeping.reroute(take(driver), false);
        }
      }
    });
  }
}
