package org.angarium.mta.association;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.angarium.mta.config.Conformance;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.event.ErrorCode;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackLimits;
import org.angarium.osi.stack.StackTimer;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaBindError;
import org.jspecify.annotations.Nullable;

/**
 * One association of this MTA: carries octets, time and primitives between the pure stack, its connection and its owner. All of it runs
 * in one lane. Whatever ends it, {@link #end} frees everything it has, once.
 */
public final class PeerAssociation implements ConnectionHandler {
  private static final int ABORT_LOCAL_SYSTEM_PROBLEM = 0;
  private static final int ABORT_TEMPORARY_PROBLEM = 3;
  private static final int REFUSE_CANNOT_RECOVER = 1;
  private static final int REFUSE_VALIDATION = 2;

  private final long id;
  private final boolean initiator;
  private final AssociationContext context;
  private final AssociationOwner owner;
  private final Lane lane;
  private final RtsAssociation stack;
  private final Map<StackTimer, Lanes.Timer> timers = new EnumMap<>(StackTimer.class);
  private final SilenceTimer silence;
  private final TransferOut transferOut;
  private final TransferIn transferIn;
  private @Nullable Connection connection;
  private @Nullable Dial dial;
  private final Deque<StackEvent> pending = new ArrayDeque<>();
  private boolean feeding;
  private boolean open;
  private boolean turnHere;
  private boolean connected;
  private boolean closing;
  private boolean ended;
  private volatile String connector = "";
  private volatile SessionConnectionReference reference = SessionConnectionReference.NONE;
  private volatile @Nullable SessionConnectionReference recovers;
  private Duration receiveTimeout = OverrideValues.DEFAULTS.bounds().receive();
  private long octetsReceived;
  private Duration recoveryTimeout = Duration.ZERO;
  private PeerForm peerForm = PeerForm.AS_STORED;
  private ProtocolMode mode = ProtocolMode.NORMAL;

  /** What is needed to call a peer. */
  public record Dial(String host, int port, Optional<InetAddress> from, Duration connectTimeout,
      OpenProposal proposal, BindCheck check, Duration recoveryTimeout, Duration receiveTimeout,
      PeerForm peerForm) {}

  /** Whether the peer that answered is the one that was called. */
  @FunctionalInterface
  public interface BindCheck {
    /** Null if it is; else why not, one clause for a person. */
    @Nullable
    String fault(MtaBind result);
  }

  /**
   * @param stack the association end, fresh
   * @param connector name of the connector it belongs to, empty while a peer has not said who it is
   */
  public PeerAssociation(long id, boolean initiator, String connector, RtsAssociation stack,
      AssociationContext context,
      AssociationOwner owner) {
    this.id = id;
    this.initiator = initiator;
    this.connector = connector;
    this.stack = stack;
    this.context = context;
    this.owner = owner;
    this.lane = context.lanes().lane("association " + id);
    this.silence = new SilenceTimer(context.lanes(), lane, this::isPeerDue, this::octetsReceived,
        silent -> owner.silent(this, silent));
    this.transferOut = new TransferOut(context, this::request, owner, this);
    this.transferIn = new TransferIn(context, lane, this::request, owner, this);
  }

  public long id() {
    return id;
  }

  /** Whether we opened it. */
  public boolean initiator() {
    return initiator;
  }

  /** Name of the connector it belongs to, empty while that is not known. */
  public String connector() {
    return connector;
  }

  /** Identifies this association for ever, between us and the peer. */
  public SessionConnectionReference reference() {
    return reference;
  }

  /** The lost association that this one continues, or is to continue; null for a new one. */
  @Nullable
  public SessionConnectionReference recovers() {
    return recovers;
  }

  /** What is spoken on it: ours if we opened it, else the peer's. */
  ProtocolMode mode() {
    return mode;
  }

  /** What an APDU of 1988 is framed in on it: in normal mode it names its presentation context, whose number the initiator chose. */
  ApduFraming framing() {
    int context = stack.transferContext();
    return context < 0 ? new ApduFraming.Bare() : new ApduFraming.External(context);
  }

  PeerForm peerForm() {
    return peerForm;
  }

  /** How long we wait for the next octets of a transfer. */
  Duration receiveTimeout() {
    return receiveTimeout;
  }

  /** Octets that have arrived on its connection. */
  long octetsReceived() {
    return octetsReceived;
  }

  Duration recoveryTimeout() {
    return recoveryTimeout;
  }

  /** Calls the peer. */
  public void open(Dial target) {
    lane.execute(() -> {
      dial = target;
      reference = target.proposal().reference();
      recovers = target.proposal().recover();
      recoveryTimeout = target.recoveryTimeout();
      receiveTimeout = target.receiveTimeout();
      peerForm = target.peerForm();
      mode = target.proposal().mode();
      request(new RtsEvent.Open(target.proposal()));
    });
  }

  /** Takes over a connection accepted from a listener. */
  public PeerAssociation accepted(Connection incoming) {
    connection = incoming;
    return this;
  }

  /**
   * Lets the peer in.
   *
   * @param asConnector the connector it was recognised as
   * @param limits its waits
   * @param hasTurn whether the turn is here at the start
   * @param bindResult empty for an association that is recovered
   */
  public void accept(ConnectorConfig asConnector, StackLimits limits, boolean hasTurn, byte[] bindResult) {
    // At once: if the peer has gone meanwhile, its end finds the connector that has just begun to count it.
    connector = asConnector.name();
    lane.execute(() -> {
      if (!ended) {
        OverrideValues.Rts rts = asConnector.override().rts();
        recoveryTimeout = rts.recoveryTimeout();
        receiveTimeout = asConnector.override().bounds().receive();
        peerForm = PeerForm.of(asConnector);
        open = true;
        turnHere = hasTurn;
        stack.waitAsIn(limits);
        request(new RtsEvent.Accept(rts.checkpointKilooctets(), rts.windowCheckpoints(), bindResult));
      }
    });
  }

  /** What is transferred from now on goes in this form. */
  public void use(PeerForm changed) {
    lane.execute(() -> peerForm = changed);
  }

  /** Says that the association the peer wants to recover is not known here: it will open a new one. */
  public void refuseRecovery() {
    lane.execute(() -> request(new RtsEvent.Refuse(false, REFUSE_CANNOT_RECOVER, new byte[0])));
  }

  /** Turns the peer away. */
  public void refuse(boolean permanent, MtaBindError error) {
    lane.execute(() -> request(new RtsEvent.Refuse(permanent, error.code(), MtaBind.encodeError(error))));
  }

  /** Transfers the copy; the association has the turn and nothing else under way. */
  public void assign(QueueEntry entry, @Nullable ResumePoint resumeAt) {
    // An association that ends gives the claim back, so a copy assigned too late is not lost.
    lane.execute(() -> {
      if (mayUseTurn()) {
        transferOut.start(entry, resumeAt);
      }
    });
  }

  public void stopTransfer() {
    lane.execute(() -> transferOut.stop("it takes longer than its priority and size allow"));
  }

  /** Lets what is more urgent pass, if the transfer under way can go on afterwards. */
  public void interruptTransfer() {
    lane.execute(transferOut::letPass);
  }

  public void pleaseTurn(int priority) {
    lane.execute(() -> {
      if (open && !turnHere && !closing && !ended) {
        request(new RtsEvent.PleaseTurn(priority));
      }
    });
  }

  public void giveTurn() {
    lane.execute(() -> {
      if (mayUseTurn()) {
        turnHere = false;
        request(new RtsEvent.GiveTurn());
      }
    });
  }

  public void close() {
    lane.execute(() -> {
      if (mayUseTurn()) {
        closing = true;
        request(new RtsEvent.Close());
      }
    });
  }

  private boolean mayUseTurn() {
    return open && turnHere && !closing && !ended;
  }

  /** Ends it at once. */
  public void abort(String reason) {
    lane.execute(() -> {
      if (!ended) {
        // Ended first, so that the reason that is told is ours and not RTSE's for the abort.
        end(new Failure(Layer.APPLICATION, Failure.Kind.ABORTED, -1, false, "aborted here: " + reason));
        feed(new StackEvent.User(new RtsEvent.Abort(ABORT_TEMPORARY_PROBLEM)));
      }
    });
  }

  // ---- what the connection says, on threads of the network

  @Override
  public void connected() {
    lane.execute(() -> {
      connected = true;
      feed(new StackEvent.Connected());
      silence.start();
    });
  }

  @Override
  public void received(byte[] octets, Runnable consumed) {
    lane.execute(() -> {
      octetsReceived += octets.length;
      silence.heard();
      try {
        feed(new StackEvent.Received(octets));
      } finally {
        consumed.run();
      }
    });
  }

  @Override
  public void disconnected(String cause) {
    lane.execute(() -> feed(new StackEvent.Disconnected(cause)));
  }

  // ---- in the lane

  private void request(RtsEvent event) {
    if (ended) {
      // A request that crossed the end of the association (law 2): nothing waits for its answer.
      owner.log(Event.of(EventId.UNKNOWN_ASSOCIATION_EVENT, "association", id, "connector", connector, "what",
          event.getClass().getSimpleName())
          .with(new ErrorCode(ErrorCode.UNKNOWN_HANDLE, "MTA", "ASSOCIATION", 14)));
      return;
    }
    feed(new StackEvent.User(event));
  }

  /** Events that arise while another one is dealt with wait for their turn, so that what is sent keeps its order. */
  private void feed(StackEvent event) {
    pending.add(event);
    if (feeding) {
      return;
    }
    feeding = true;
    try {
      for (StackEvent next = pending.poll(); next != null; next = pending.poll()) {
        stack.on(next).forEach(this::perform);
      }
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      pending.clear();
      feeding = false;
    }
  }

  private void failed(RuntimeException e) {
    owner.log(
        Event.of(EventId.UNEXPECTED_ERROR, "reason", "association " + id + " with " + connector + ": " + e));
    if (connection != null) {
      connection.close();
    }
    end(new Failure(Layer.APPLICATION, Failure.Kind.ABORTED, -1, false, "unexpected error: " + e));
  }

  private void perform(StackAction action) {
    switch (action) {
      case StackAction.Connect connect -> connect();
      case StackAction.Send send -> {
        if (connection != null) {
          connection.send(send.octets());
        }
      }
      case StackAction.Disconnect disconnect -> {
        if (connection != null) {
          connection.close();
        }
      }
      case StackAction.StartTimer start -> {
        stopTimer(start.timer());
        timers.put(start.timer(), context.lanes().after(start.after(), lane, () -> {
          timers.remove(start.timer());
          feed(new StackEvent.TimerExpired(start.timer()));
        }));
        silence.start();
      }
      case StackAction.StopTimer stop -> stopTimer(stop.timer());
      case StackAction.Indicate indicate -> {
        if (!ended) {
          indicated(indicate.indication());
        }
      }
    }
  }

  private void connect() {
    Dial target = dial;
    if (target == null) {
      throw new IllegalStateException("connect without an address");
    }
    connection = context.network().connect(target.host(), target.port(), target.from(),
        target.connectTimeout(), this);
  }

  /** While TCP connects, nothing can be heard of the peer; that wait has a bound of its own. */
  private boolean isPeerDue() {
    return connected && !ended && !timers.isEmpty();
  }

  private void stopTimer(StackTimer timer) {
    Lanes.Timer running = timers.remove(timer);
    if (running != null) {
      running.cancel();
    }
  }

  private void indicated(RtsIndication indication) {
    switch (indication) {
      case RtsIndication.Progress progress -> {
        // of interest to ping only
      }
      case RtsIndication.OpenIndicated incoming -> openIndicated(incoming.proposal());
      case RtsIndication.OpenConfirmed confirmed -> openConfirmed(confirmed);
      case RtsIndication.OpenRefused refused -> end(withBindError(refused));
      case RtsIndication.TransferStarted started -> transferIn.started(started.activity());
      case RtsIndication.ResumeIndicated resume -> transferIn.resume(resume.point());
      case RtsIndication.OctetsReceived received -> transferIn.octets(received.octets());
      case RtsIndication.CheckpointReached checkpoint ->
        transferIn.checkpoint(checkpoint.serial(), checkpoint.octets());
      case RtsIndication.TransferEnded transferEnded -> transferIn.ended();
      case RtsIndication.TransferInterrupted interrupted -> transferIn.interrupted();
      case RtsIndication.TransferDiscarded discarded -> transferIn.discarded();
      case RtsIndication.FetchOctets fetch -> transferOut.fetch(fetch.offset(), fetch.length());
      case RtsIndication.CheckpointConfirmed confirmed -> transferOut.checkpointConfirmed(confirmed.point());
      case RtsIndication.TransferConfirmed confirmed -> transferOut.confirmed();
      case RtsIndication.TransferStopped stopped -> transferOut.stopped(stopped.resume());
      case RtsIndication.TransferRefused refused -> transferOut.refused(refused.failure());
      case RtsIndication.ExceptionReported exception -> transferOut.exception(exception.reason());
      case RtsIndication.TurnWanted wanted -> owner.turnWanted(this, wanted.priority());
      case RtsIndication.TurnReceived received -> {
        turnHere = true;
        owner.turnReceived(this);
      }
      case RtsIndication.TurnGiven given -> {
        // the connector took the turn away from it when it gave it
      }
      case RtsIndication.CloseIndicated closeIndicated -> {
        closing = true;
        request(new RtsEvent.AcceptClose());
      }
      case RtsIndication.Closed closed -> end(null);
      case RtsIndication.Aborted aborted -> end(aborted.failure());
    }
  }

  private void openIndicated(OpenProposal proposal) {
    reference = proposal.reference();
    recovers = proposal.recover();
    mode = proposal.mode();
    MtaBind bind;
    try {
      bind = MtaBind.decodeArgument(proposal.userData());
    } catch (BerException e) {
      owner.log(Event.of(EventId.ASSOCIATION_REFUSED_HERE, "peer", peer(), "reason",
          "its bind cannot be decoded: " + e.getMessage()));
      request(new RtsEvent.Refuse(true, REFUSE_VALIDATION,
          MtaBind.encodeError(MtaBindError.AUTHENTICATION_ERROR)));
      return;
    }
    owner.bindIndicated(this, new BindRequest(proposal, bind, peer()));
  }

  private void openConfirmed(RtsIndication.OpenConfirmed confirmed) {
    Dial target = dial;
    if (target == null) {
      throw new IllegalStateException("confirmed without having called");
    }
    String fault = target.proposal().recover() == null ? bindFault(target, confirmed.userData()) : null;
    if (fault != null) {
      request(new RtsEvent.Abort(ABORT_LOCAL_SYSTEM_PROBLEM));
      end(new Failure(Layer.APPLICATION, Failure.Kind.REFUSED_PERMANENT, 2, false, fault));
      return;
    }
    open = true;
    boolean twoWay = target.proposal().dialogue() == Dialogue.TWO_WAY_ALTERNATE;
    turnHere = target.proposal().initialTurn() == Turn.INITIATOR;
    owner.log(Event.of(EventId.ASSOCIATION_OPENED, "association", id, "connector", connector, "direction",
        "outbound", "conformance", Conformance.word(mode), "dialogue",
        twoWay ? "two-way-alternate" : "monologue", "checkpoint", confirmed.checkpointKilooctets(), "window",
        confirmed.window()));
    owner.opened(this, twoWay, turnHere);
  }

  private static @Nullable String bindFault(Dial target, byte[] bindResult) {
    try {
      return target.check().fault(MtaBind.decodeResult(bindResult));
    } catch (BerException e) {
      return "its bind result cannot be decoded: " + e.getMessage();
    }
  }

  private static Failure withBindError(RtsIndication.OpenRefused refused) {
    byte[] userData = refused.userData();
    Failure failure = refused.failure();
    if (userData == null || userData.length == 0) {
      return failure;
    }
    try {
      MtaBind.Refusal refusal = MtaBind.decodeError(userData);
      Integer code = refusal.code();
      return new Failure(Layer.APPLICATION, failure.kind(), code == null ? -1 : code, true,
          "the peer refused the bind: " + refusal.describe());
    } catch (BerException e) {
      return failure;
    }
  }

  /**
   * The one place where an association ends (law 2): timers, transfers and connection go, and the owner learns of it, which gives the
   * claim back to the queue.
   *
   * @param failure null if it was closed in order
   */
  private void end(@Nullable Failure failure) {
    if (ended) {
      return;
    }
    ended = true;
    silence.stop();
    for (StackTimer timer : StackTimer.values()) {
      if (timer != StackTimer.SESSION_DISCONNECT) {
        stopTimer(timer);
      }
    }
    ResumePoint resumeAt = failure == null ? null : transferOut.confirmedUntil(failure);
    transferOut.abandon();
    SessionConnectionReference suspended = transferIn.suspend();
    if (!open && initiator) {
      owner.openFailed(this, failure == null ? closedBeforeOpen() : failure);
    } else if (failure == null) {
      owner.closed(this, closing && initiator ? "released by us" : "released by the peer");
    } else {
      if (closing) {
        owner.log(Event.of(EventId.TEARDOWN_ERROR, "association", id(), "connector", connector(), "reason",
            failure.text()));
      }
      owner.lost(this, failure, resumeAt, suspended);
    }
  }

  private static Failure closedBeforeOpen() {
    return new Failure(Layer.RTSE, Failure.Kind.CONNECTION_LOST, -1, true, "closed before it was open");
  }

  /** Address of the other end, for people. */
  public String peer() {
    Connection current = connection;
    return current == null ? "nowhere" : current.peer();
  }

  Instant now() {
    return context.lanes().clock().instant();
  }
}
