package org.angarium.mta;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.association.ConnectorMachine;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.SuspendedReceptions;
import org.angarium.mta.association.TransferNote;
import org.angarium.mta.association.UndecodableApdus;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.ConfigDiff;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.GlobalDomain;
import org.angarium.mta.config.ListenerConfig;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.config.PeerDomain;
import org.angarium.mta.config.Selector;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.LocalMta;
import org.angarium.mta.transfer.Policy;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.Network;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/** One running MTA. Made from its parts by {@link #start}; everything it needs from outside is given to it, so that it also runs simulated. */
public final class Mta implements MtaControl, AutoCloseable {
  public static final String VERSION = "0.1.0";
  private static final Duration FORGET_INTERVAL = Duration.ofHours(1);
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
  private static final Duration ABORT_BOUND = Duration.ofSeconds(2);
  private static final Duration QUIET_POLL = Duration.ofMillis(20);

  private final Lanes lanes;
  private final MessageStore store;
  private final Events events;
  private final RoutingState routing;
  private final Switchboard switchboard;
  private final SubmissionDesk desk;
  private final Instant startedAt;
  private final Lane retention;
  private final SuspendedReceptions suspended;
  private final ConfirmedForms forms = new ConfirmedForms();
  private final UnservedSelectors unserved = new UnservedSelectors();
  private final List<Network.Listener> listeners = new ArrayList<>();
  private volatile MtaConfig config;
  private volatile Dispatcher dispatcher;
  private volatile boolean started;
  /** A large configuration takes time and memory to read: however many ask for it, one reading at a time is enough. */
  private final SharedRun<String> reload = new SharedRun<>(() -> use(ConfigReader.read(config())));

  private Mta(MtaConfig config, Lanes lanes, Network network, MessageStore store, Events events,
      MemberLookup lookup, ConnectorMachine.Maker machines) {
    this.config = config;
    this.lanes = lanes;
    this.store = store;
    this.events = events;
    this.routing = new RoutingState(RoutingTable.of(config), lanes.clock());
    this.dispatcher = dispatcher(config, routing, store);
    this.retention = lanes.lane("retention");
    this.startedAt = lanes.clock().instant();
    this.suspended = new SuspendedReceptions(lanes);
    Supplier<Dispatcher> current = () -> dispatcher;
    this.switchboard = new Switchboard(
        new AssociationContext(lanes, network, store, current, () -> this.config
            .maximumMessageOctets(), suspended, forms, new UndecodableApdus()),
        events, routing, lookup, machines);
    this.desk = new SubmissionDesk(lanes, store, events, switchboard, () -> this.config, current);
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
    List<QueueEntry> waiting = store.entries();
    List<SuspendedReceptions.Remembered> receptions = mta.suspended.restore(store.keptSpools(),
        name -> mta.recoveryTimeout(name), lanes.clock().instant());
    Map<Long, TransferNote> transfers = mta.transferNotes(waiting);
    mta.inLane(() -> {
      mta.switchboard.serve(config.access().units());
      mta.switchboard.use(config.connectors(),
          () -> mta.switchboard.remember(receptions, transfers, waiting));
      mta.switchboard.queued(waiting, mta.routing.changes());
      return true;
    });
    // The configuration may be another than the one they were routed by.
    mta.inLane(() -> {
      mta.switchboard.rerouting().all();
      return true;
    });
    try {
      for (ListenerConfig listener : config.listeners()) {
        mta.listen(listener, network);
      }
    } catch (IOException e) {
      mta.close();
      throw e;
    }
    mta.started = true;
    events.log(Event.of(EventId.MTA_STARTED, "mta", config.name(), "version", VERSION, "queued",
        waiting.size(), "address", mta
            .addresses()));
    mta.forgetOld();
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

  private void listen(ListenerConfig listener, Network network) throws IOException {
    listeners.add(network.listen(new InetSocketAddress(listener.address(), listener.port()),
        connection -> switchboard.accepted(
            connection, new RtsAssociation(Associations.limits(inboundValues()),
                selector -> serves(listener, connection, selector)))));
  }

  /** Before the peer has said who it is no connector's values apply: the most patient ones do. */
  private OverrideValues inboundValues() {
    return config.connectors().stream().map(connector -> connector.override())
        .max(Comparator.comparing(
            values -> values.bounds().endAnswer()))
        .orElse(OverrideValues.DEFAULTS);
  }

  private boolean serves(ListenerConfig listener, Connection caller, byte[] called) {
    Optional<Selector> only = listener.transportSelector();
    boolean served = called.length == 0 || only.isEmpty() || only.get().equals(Selector.of(called));
    if (!served) {
      long calls = unserved.called(caller.peer(), lanes.clock().instant());
      if (calls > 0) {
        events.log(Event.of(EventId.SELECTOR_UNKNOWN, "address", caller.peer(), "selector",
            Selector.of(called), "listener", listener.address() + ":" + listener.port(), "calls", calls));
      }
    }
    return served;
  }

  /** In a lane of its own, since it waits for the store. */
  private void forgetOld() {
    lanes.after(FORGET_INTERVAL, retention, () -> {
      Instant now = lanes.clock().instant();
      try {
        store.forgetSeenBefore(now.minus(config.duplicateMemory()));
        store.forgetTracking(now.minus(config.tracking().keep()), config.tracking().maximumOctets());
      } catch (StoreException e) {
        events.log(Event.of(EventId.STORE_FAILED, "reason", String.valueOf(e.getMessage())));
      }
      forgetOld();
    });
  }

  private List<String> addresses() {
    return listeners.stream()
        .map(listener -> listener.address().getAddress().getHostAddress() + ":" + listener.address()
            .getPort())
        .toList();
  }

  /** Asks in the switchboard's lane and waits for the answer. */
  private <T> T inLane(Supplier<T> question) {
    return lanes.await(CompletableFuture.supplyAsync(question, switchboard.lane()));
  }

  @Override
  public MtaStatus status() {
    return inLane(() -> {
      List<ConnectorView> views = switchboard.views();
      List<AccessQueueView> units = switchboard.access().views();
      int held = switchboard.heldCount();
      return new MtaStatus(config.name(), config.domain().toString(), VERSION, startedAt, addresses(),
          views.size(), views.stream().mapToInt(view -> view.associations().size()).sum(), units, held,
          views.stream().mapToInt(ConnectorView::waiting).sum()
              + units.stream().mapToInt(unit -> unit.waiting() + unit.claimed()).sum() + held);
    });
  }

  @Override
  public List<ConnectorView> connectors() {
    return inLane(switchboard::views);
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
    return inLane(() -> switchboard.access().claims());
  }

  @Override
  public int retry(Optional<String> connector) throws RequestException {
    int told = inLane(() -> {
      List<ConnectorDriver> chosen = switchboard.drivers().stream()
          .filter(driver -> connector.isEmpty() || connector.get().equals(
              driver.config().name()))
          .toList();
      chosen.forEach(driver -> driver.on(new ConnectorEvent.RetryNow()));
      boolean lists = connector.isEmpty() || connector.get().equals(HeldFor.LIST_EXPANSION.queue());
      if (lists) {
        switchboard.expandNow();
      }
      return chosen.size() + (lists && connector.isPresent() ? 1 : 0);
    });
    if (told == 0 && connector.isPresent()) {
      throw new RequestException(
          "there is no connector \"" + connector.get() + "\"; there are " + config.connectors().stream().map(
              each -> each.name()).toList());
    }
    return told;
  }

  @Override
  public void cancel(long entry) throws RequestException {
    QueueEntry taken = inLane(() -> switchboard.release(entry, HeldFor.DEFERRED_DELIVERY));
    if (taken == null) {
      throw new RequestException("queue entry " + entry + " is not held for deferred delivery");
    }
    durable(switchboard.housekeeping().cancel(taken), entry);
  }

  @Override
  public void returnToOriginator(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    durable(switchboard.housekeeping().returned(taken,
        new Dispatcher.Failure(NonDeliveryReason.UNABLE_TO_TRANSFER, null, TrackingStep.GIVEN_UP,
            "the operator returned it", true)),
        entry);
    disposed(taken, "returned to its originator");
  }

  @Override
  public void delete(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    durable(switchboard.housekeeping().drop(taken, TrackingStep.GIVEN_UP,
        "the operator deleted it, without a report"), entry);
    disposed(taken, "deleted");
  }

  @Override
  public void freeze(long entry) throws RequestException {
    QueueEntry taken = withdraw(entry);
    if (HeldFor.of(taken) != null || taken.kind() == ApduKind.REPORT) {
      switchboard.putBack(taken);
      throw new RequestException("queue entry " + entry + (taken.kind() == ApduKind.REPORT
          ? " is a report, which cannot be frozen"
          : " is held already: " + taken.connector()));
    }
    durable(switchboard.housekeeping().freeze(taken), entry);
    disposed(taken, "frozen");
  }

  @Override
  public void unfreeze(long entry) throws RequestException {
    QueueEntry taken = inLane(() -> switchboard.release(entry, HeldFor.FROZEN));
    if (taken == null) {
      throw new RequestException("queue entry " + entry + " is not frozen");
    }
    durable(switchboard.housekeeping().resumed(taken), entry);
    disposed(taken, "let go on");
  }

  private QueueEntry withdraw(long entry) throws RequestException {
    QueueEntry taken = inLane(() -> switchboard.withdraw(entry));
    if (taken == null) {
      throw new RequestException("queue entry " + entry
          + " does not wait: it has left, is being transferred, or an access unit has claimed it");
    }
    return taken;
  }

  private void durable(CompletableFuture<Housekeeping.Ending> change, long entry) throws RequestException {
    switch (lanes.await(change)) {
      case DURABLE -> {
        // what the caller wants
      }
      case NOT_STORED -> throw new RequestException("what becomes of queue entry " + entry
          + " could not be stored; it waits as before (see event 2143)");
      case DAMAGED -> throw new RequestException("what is stored of queue entry " + entry
          + " is damaged, so that nobody can be told; what is left of it is in the quarantine now");
    }
  }

  private void disposed(QueueEntry entry, String what) {
    events.log(Event.of(EventId.MESSAGE_DISPOSED, "mtsId", entry.mtsId(), "connector", entry.connector(),
        "what", what, "whom", "the operator"));
  }

  @Override
  public Submitted submit(String from, Submission submission, InputStream content) throws RequestException {
    MailboxConfig mailbox = mailboxOf(from);
    OrName originator = submission.originator();
    if (originator == null) {
      originator = OrName.of(address(mailbox.addresses().getFirst()));
    } else if (!hasAddress(mailbox, originator.address())) {
      throw new RequestException(
          "the originator " + originator + " is not an address of mailbox " + mailbox.name());
    }
    return desk.submit(mailbox.name(), originator, submission, content);
  }

  @Override
  public List<String> accessUnits() {
    return config.access().units().stream().map(AccessUnitConfig::name).toList();
  }

  @Override
  public AccessUnit accessUnit(String name) throws RequestException {
    if (unitConfig(name) == null) {
      throw new RequestException("there is no access unit \"" + name + "\"; there are " + accessUnits());
    }
    return new AttachedAccessUnit(name, new AttachedAccessUnit.Environment(lanes, store, events, switchboard,
        desk, () -> dispatcher, this::unitConfig));
  }

  private @Nullable AccessUnitConfig unitConfig(String name) {
    return config.access().units().stream().filter(unit -> unit.name().equals(name)).findFirst().orElse(null);
  }

  @Override
  public Optional<AccessUnit> accessUnitOf(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    AccessUnitConfig found = null;
    for (AccessUnitConfig unit : config.access().units()) {
      // Each is compared in full, so that time tells nothing.
      if (unit.token().isPresent()
          && MessageDigest.isEqual(unit.token().get().text().getBytes(StandardCharsets.UTF_8), given)) {
        found = unit;
      }
    }
    try {
      return found == null ? Optional.empty() : Optional.of(accessUnit(found.name()));
    } catch (RequestException e) {
      // The configuration was just replaced.
      return Optional.empty();
    }
  }

  private static boolean hasAddress(MailboxConfig mailbox, OrAddress wanted) throws RequestException {
    for (String text : mailbox.addresses()) {
      if (wanted.matches(address(text))) {
        return true;
      }
    }
    return false;
  }

  private MailboxConfig mailboxOf(String originator) throws RequestException {
    for (MailboxConfig mailbox : config.mailboxes()) {
      if (mailbox.name().equals(originator)) {
        return mailbox;
      }
    }
    if (originator.contains("=")) {
      OrAddress wanted = address(originator);
      for (MailboxConfig mailbox : config.mailboxes()) {
        if (hasAddress(mailbox, wanted)) {
          return mailbox;
        }
      }
    }
    throw new RequestException(
        "no mailbox is named or has the address " + originator + "; the mailboxes are " + mailboxes());
  }

  private static OrAddress address(String text) throws RequestException {
    try {
      return OrAddress.parse(text);
    } catch (AddressSyntaxException e) {
      throw new RequestException("address " + text + ": " + e.getMessage());
    }
  }

  @Override
  public List<String> mailboxes() {
    return config.mailboxes().stream().map(MailboxConfig::name).toList();
  }

  @Override
  public List<DeliveredMessage> mailbox(String name) throws RequestException {
    if (!mailboxes().contains(name)) {
      throw new RequestException("there is no mailbox \"" + name + "\"; there are " + mailboxes());
    }
    return store.mailbox(name);
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
    Optional<DeliveredMessage> taken = store.delivery(delivery);
    if (taken.isEmpty()) {
      return false;
    }
    TrackingRecord.Draft step = TrackingRecord
        .of(TrackingStep.TAKEN, taken.get().message(), taken.get().mtsId())
        .with(TrackingField.MAILBOX, taken.get().mailbox());
    if (taken.get().recipient() >= 0) {
      step.to(TrackedRecipient.at(taken.get().recipient()));
    }
    lanes.await(store.commit(List.of(new StoreChange.Take(delivery),
        new StoreChange.Track(step.at(lanes.clock().instant())))));
    return true;
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
    routing.use(next);
    inLane(() -> {
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
    listeners.forEach(Network.Listener::close);
    inLane(() -> {
      switchboard.stop();
      return true;
    });
    if (!quietWithin(CLOSE_BOUND)) {
      inLane(() -> {
        switchboard.abortAll("the MTA stops");
        return true;
      });
      quietWithin(ABORT_BOUND);
    }
    if (started) {
      events.log(Event.of(EventId.MTA_STOPPED, "mta", config.name()));
    }
    suspended.leave();
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
