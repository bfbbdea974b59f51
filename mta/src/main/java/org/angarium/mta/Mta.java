package org.angarium.mta;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.angarium.mta.access.AccessQueueView;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.association.AssociationContext;
import org.angarium.mta.association.ConfirmedForms;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.SuspendedReceptions;
import org.angarium.mta.association.TransferNote;
import org.angarium.mta.association.UndecodableApdus;
import org.angarium.mta.config.ConfigDiff;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.GlobalDomain;
import org.angarium.mta.config.ListenerConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.PeerDomain;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.lane.StuckTask;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.LocalMta;
import org.angarium.mta.transfer.Policy;
import org.angarium.osi.net.Network;
import org.angarium.x400.mts.GlobalDomainIdentifier;

/**
 * One running MTA: starts, uses another configuration, and stops. Made from its parts by {@link #start}; everything it needs from outside is
 * given to it, so that it also runs simulated. What can be asked of it is answered by the part it concerns.
 */
public final class Mta implements MtaControl, AutoCloseable {
  public static final String VERSION = "0.1.0";
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
  private static final Duration ABORT_BOUND = Duration.ofSeconds(2);
  private static final Duration QUIET_POLL = Duration.ofMillis(20);

  private final Lanes lanes;
  private final StoreHealth health;
  private final MessageStore store;
  private final Events events;
  private final RoutingState routing;
  private final Switchboard switchboard;
  private final Listeners listeners;
  private final QueueOperations operations;
  private final Mailboxes mailboxes;
  private final ServedAccessUnits accessUnits;
  private final Retention retention;
  private final Instant startedAt;
  private final SuspendedReceptions suspended;
  private final ConfirmedForms forms = new ConfirmedForms();
  private final KnownMembers members;
  private volatile MtaConfig config;
  private volatile Dispatcher dispatcher;
  private volatile boolean started;
  /** A large configuration takes time and memory to read: however many ask for it, one reading at a time is enough. */
  private final SharedRun<String> reload = new SharedRun<>(() -> use(ConfigReader.read(config())));

  private Mta(MtaConfig config, Lanes lanes, Network network, MessageStore store, Events events,
      MemberLookup lookup, ConnectorMachine.Maker machines) {
    this.config = config;
    this.lanes = lanes;
    this.health = new StoreHealth(store, events, config.dataDirectory().toString(),
        config.minimumFreeOctets());
    this.store = health.store();
    this.events = health.events();
    this.routing = new RoutingState(RoutingTable.of(config), lanes.clock());
    this.dispatcher = dispatcher(config, routing, this.store);
    this.retention = new Retention(this::config, this.store, this.events, lanes);
    this.startedAt = lanes.clock().instant();
    this.suspended = new SuspendedReceptions(lanes);
    Supplier<Dispatcher> current = () -> dispatcher;
    this.switchboard = new Switchboard(
        new AssociationContext(lanes, network, this.store, health.room(), current, () -> this.config
            .maximumMessageOctets(), suspended, forms, new UndecodableApdus()),
        this.events, routing, lookup, machines);
    SubmissionDesk desk = new SubmissionDesk(lanes, this.store, health.room(), this.events, switchboard,
        this::config, current);
    this.listeners = new Listeners(this::config, switchboard, this.events, lanes.clock());
    this.members = new KnownMembers(this::config, lookup, this.events);
    this.operations = new QueueOperations(lanes, switchboard, this.events);
    this.mailboxes = new Mailboxes(this::config, desk, this.store, lanes);
    this.accessUnits = new ServedAccessUnits(this::config,
        configs -> new AttachedAccessUnit.Environment(lanes, this.store, this.events, switchboard, desk,
            current, configs));
  }

  /**
   * Starts an MTA: what waits in the store is queued, peers may call.
   *
   * @param store open; closed with the MTA
   * @throws IOException if a listener's address cannot be bound; nothing is left running then
   */
  public static Mta start(MtaConfig config, Lanes lanes, Network network, MessageStore store, Events events)
      throws IOException {
    return start(config, lanes, network, store, events, MemberLookup.CONFIGURED);
  }

  /** @param lookup finds the members of lists, those in directories too */
  public static Mta start(MtaConfig config, Lanes lanes, Network network, MessageStore store, Events events,
      MemberLookup lookup) throws IOException {
    return start(config, lanes, network, store, events, lookup, ConnectorMachine::new);
  }

  /** @param machines makes what decides for each connector */
  public static Mta start(MtaConfig config, Lanes lanes, Network network, MessageStore store, Events events,
      MemberLookup lookup, ConnectorMachine.Maker machines) throws IOException {
    Mta mta = new Mta(config, lanes, network, store, events, lookup, machines);
    lanes.watch(new LaneEvents(mta.events));
    List<QueueEntry> waiting = store.entries();
    List<SuspendedReceptions.Remembered> receptions = mta.suspended.restore(store.keptSpools(),
        name -> mta.recoveryTimeout(name), lanes.clock().instant());
    Map<Long, TransferNote> transfers = mta.transferNotes(waiting);
    mta.switchboard.ask(() -> {
      mta.switchboard.serve(config.access().units());
      mta.switchboard.use(config.connectors(),
          () -> mta.switchboard.remember(receptions, transfers, waiting));
      mta.switchboard.queued(waiting, mta.routing.changes());
      return true;
    });
    // The configuration may be another than the one they were routed by.
    mta.switchboard.ask(() -> {
      mta.switchboard.rerouting().all();
      return true;
    });
    mta.health.watch(lanes, lanes.lane("store-health"));
    try {
      for (ListenerConfig listener : config.listeners()) {
        mta.listeners.listen(listener, network);
      }
    } catch (IOException e) {
      mta.close();
      throw e;
    }
    mta.started = true;
    events.log(Event.of(EventId.MTA_STARTED, "mta", config.name(), "version", VERSION, "queued",
        waiting.size(), "address", mta.listeners.addresses()));
    mta.retention.begin();
    return mta;
  }

  private Duration recoveryTimeout(String connector) {
    return config.connectors().stream().filter(each -> each.name().equals(connector))
        .map(each -> each.override().rts().recoveryTimeout()).findFirst().orElse(Duration.ZERO);
  }

  /** Where the transfers of these copies can go on; notes about others are forgotten. */
  private Map<Long, TransferNote> transferNotes(List<QueueEntry> waiting) {
    Map<Long, TransferNote> notes = new HashMap<>();
    Set<Long> entries = waiting.stream().map(QueueEntry::id).collect(Collectors.toSet());
    store.notes().forEach((entry, text) -> {
      TransferNote note = TransferNote.parse(text);
      if (note == null || !entries.contains(entry)) {
        store.forgetNote(entry);
      } else {
        notes.put(entry, note);
        forms.confirmed(entry, note.form());
      }
    });
    return notes;
  }

  private static Dispatcher dispatcher(MtaConfig config, RoutingState routing, MessageStore store) {
    return new Dispatcher(localMta(config), routing,
        LocalNames.of(config), config.lifetimes(),
        new Policy(config.hopLimit(), config.mostRecipients(), name -> config.connector(name)
            .filter(connector -> connector.rules().peerDomain() == PeerDomain.OTHER).isPresent()),
        store::nextId);
  }

  private MtaConfig config() {
    return config;
  }

  static LocalMta localMta(MtaConfig config) {
    return new LocalMta(config.name(), domain(config.domain()));
  }

  private static GlobalDomainIdentifier domain(GlobalDomain domain) {
    return domain.prmd().map(prmd -> GlobalDomainIdentifier.of(domain.country(), domain.admd(), prmd))
        .orElseGet(
            () -> GlobalDomainIdentifier.of(domain.country(), domain.admd()));
  }

  @Override
  public MtaStatus status() {
    return switchboard.ask(() -> {
      List<ConnectorView> views = switchboard.views();
      List<AccessQueueView> units = switchboard.access().views();
      int held = switchboard.heldCount();
      return new MtaStatus(config.name(), config.domain().toString(), VERSION, startedAt,
          listeners.addresses(), health.disk(),
          views.size(), views.stream().mapToInt(view -> view.associations().size()).sum(), units, held,
          views.stream().mapToInt(ConnectorView::waiting).sum()
              + units.stream().mapToInt(unit -> unit.waiting() + unit.claimed()).sum() + held);
    });
  }

  @Override
  public List<StuckTask> stuck() {
    return lanes.stuck();
  }

  @Override
  public List<ConnectorView> connectors() {
    return switchboard.ask(switchboard::views);
  }

  /** What is held here and for whom. To be asked while no lane runs, as it changes nothing and waits for nothing: in a simulation. */
  public Holdings holdings() {
    return switchboard.holdings();
  }

  @Override
  public List<QueueEntry> queue() {
    return store.entries();
  }

  @Override
  public Map<Long, Instant> claims() {
    return switchboard.ask(() -> switchboard.access().claims());
  }

  @Override
  public int retry(Optional<String> connector) throws RequestException {
    return operations.retry(connector);
  }

  @Override
  public void cancel(long entry) throws RequestException {
    operations.cancel(entry);
  }

  @Override
  public void returnToOriginator(long entry) throws RequestException {
    operations.returnToOriginator(entry);
  }

  @Override
  public void delete(long entry) throws RequestException {
    operations.delete(entry);
  }

  @Override
  public void freeze(long entry) throws RequestException {
    operations.freeze(entry);
  }

  @Override
  public void unfreeze(long entry) throws RequestException {
    operations.unfreeze(entry);
  }

  @Override
  public Submitted submit(String from, Submission submission, InputStream content) throws RequestException {
    return mailboxes.submit(from, submission, content);
  }

  @Override
  public List<String> accessUnits() {
    return accessUnits.names();
  }

  @Override
  public AccessUnit accessUnit(String name) throws RequestException {
    return accessUnits.named(name);
  }

  @Override
  public Optional<AccessUnit> accessUnitOf(String token) {
    return accessUnits.ofToken(token);
  }

  @Override
  public List<String> mailboxes() {
    return mailboxes.names();
  }

  @Override
  public List<DeliveredMessage> mailbox(String name) throws RequestException {
    return mailboxes.messages(name);
  }

  @Override
  public Optional<DeliveredMessage> delivery(long id) {
    return store.delivery(id);
  }

  @Override
  public Optional<StoredMessage> load(long message) {
    return store.load(message);
  }

  @Override
  public boolean take(long delivery) {
    return mailboxes.take(delivery);
  }

  @Override
  public List<RouteEntry> routes() {
    return routing.entries();
  }

  @Override
  public RouteExplanation explainRoute(RouteQuestion question) throws RequestException {
    String from = question.from();
    if (from != null && config.connector(from).isEmpty()) {
      throw new RequestException("there is no connector \"" + from + "\"; there are "
          + config.connectors().stream().map(each -> each.name()).toList());
    }
    return new RouteInquiry(LocalNames.of(config), routing, question.traffic())
        .explain(question.recipientAddress());
  }

  @Override
  public List<TrackedMessage> tracked(TrackingQuery query) {
    return store.tracked(query);
  }

  @Override
  public List<QuarantinedApdu> quarantine() {
    return store.quarantine();
  }

  @Override
  public int flush(Optional<String> list) throws RequestException {
    return members.flush(list);
  }

  @Override
  public String reload() throws ConfigException, RequestException {
    try {
      return reload.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ConfigException wrong -> throw wrong;
        case RequestException refused -> throw refused;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestException("the MTA stops");
    }
  }

  /** Uses another configuration from now on; see {@link #reload}. */
  public synchronized String use(MtaConfig next) throws RequestException {
    ConfigDiff diff = ConfigDiff.between(config, next);
    if (diff.needsRestart()) {
      events.log(
          Event.of(EventId.CONFIGURATION_REFUSED, "reason", "a restart is needed for " + diff.restart()));
      throw new RequestException("a restart is needed for a change of " + String.join(", ", diff.restart())
          + "; the old configuration stays in force");
    }
    config = next;
    events.consoleLevel(next.eventLog().consoleLevel());
    // First, so that whatever the old one decides is decided by an older state of routing, and looked at again.
    dispatcher = dispatcher(next, routing, store);
    health.require(next.minimumFreeOctets());
    members.flush();
    routing.use(next);
    switchboard.ask(() -> {
      switchboard.serve(next.access().units());
      switchboard.use(next.connectors());
      if (diff.changesRoutes()) {
        switchboard.rerouting().all();
      }
      return true;
    });
    events.log(Event.of(EventId.CONFIGURATION_RELOADED, "changes", diff.toString()));
    return diff.toString();
  }

  /** Stops in order: no new association, what is under way may finish within a bound, then the rest is aborted and the store closed. */
  @Override
  public void close() {
    listeners.close();
    switchboard.ask(() -> {
      switchboard.stop();
      return true;
    });
    if (!quietWithin(CLOSE_BOUND)) {
      switchboard.ask(() -> {
        switchboard.abortAll("the MTA stops");
        return true;
      });
      quietWithin(ABORT_BOUND);
    }
    if (started) {
      events.log(Event.of(EventId.MTA_STOPPED, "mta", config.name()));
    }
    suspended.leave();
    health.stop();
    store.close();
  }

  private boolean quietWithin(Duration bound) {
    CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    Lanes.Timer timer = lanes.after(bound, switchboard.lane(), () -> quiet.complete(false));
    completeWhenQuiet(quiet);
    boolean inTime = lanes.await(quiet);
    timer.cancel();
    return inTime;
  }

  private void completeWhenQuiet(CompletableFuture<Boolean> quiet) {
    switchboard.lane().execute(() -> {
      if (switchboard.isQuiet()) {
        quiet.complete(true);
      } else if (!quiet.isDone()) {
        lanes.after(QUIET_POLL, switchboard.lane(), () -> completeWhenQuiet(quiet));
      }
    });
  }
}
