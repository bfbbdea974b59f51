package org.angarium.osi.rtse;

import java.util.List;
import java.util.Objects;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.presentation.ProviderReason;
import org.angarium.osi.rtse.Awaited.Answer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * One end of an RTSE association (X.228 §7), in either role: requests of the user go in and come out as session service requests,
 * session indications go in and come out as indications to the user. The first event decides the role.
 *
 * <p>Every association ends with exactly one of {@link RtsIndication.OpenRefused}, {@link RtsIndication.Closed} and
 * {@link RtsIndication.Aborted}; after it everything is ignored.
 */
public final class RtseMachine {
  private enum Phase {
    CLOSED, OPENING, OPEN_INDICATED, IDLE, SENDING, RECEIVING, GIVING_TURN, CLOSING, CLOSE_INDICATED, ENDED
  }

  private static final int KILOOCTET = 1024;
  private static final int NO_PLEASE = -1;

  private final RtsOutput out = new RtsOutput();
  private final int maxPiece;
  private final int maxUncheckpointed;
  private Phase phase = Phase.CLOSED;
  private boolean initiator;
  private boolean turn;
  private int sessionVersion = 2;
  private int activities;
  private boolean completedReception;
  private int deferredPlease = NO_PLEASE;
  private Mapping mapping = NormalModeMapping.ofInitiator();
  private @Nullable OpenProposal proposal;
  private @Nullable Agreement agreement;
  private @Nullable SendingActivity sending;
  private @Nullable ReceivingActivity receiving;

  /**
   * @param maxPiece octets of the largest piece of an APDU between checkpoints, at least 1024
   * @param maxUncheckpointed octets of the largest APDU that is sent or received without checkpoints
   */
  public RtseMachine(int maxPiece, int maxUncheckpointed) {
    if (maxPiece < KILOOCTET) {
      throw new IllegalArgumentException(
          "a piece of " + maxPiece + " octets is smaller than the smallest checkpoint size");
    }
    this.maxPiece = maxPiece;
    this.maxUncheckpointed = maxUncheckpointed;
  }

  /** @throws IllegalStateException if the request is not allowed in the current state */
  public List<RtsAction> on(RtsEvent request) {
    if (phase != Phase.ENDED) {
      try {
        user(request);
      } catch (RtseProtocolException e) {
        abort(e);
      }
      settle();
    }
    return out.take();
  }

  public List<RtsAction> on(SessionAction.Indication indication) {
    if (phase != Phase.ENDED) {
      try {
        peer(indication);
      } catch (RtseProtocolException e) {
        abort(e);
      }
      settle();
    }
    return out.take();
  }

  /** The connection below is gone, or a wait has taken too long: ends the association, telling the peer if it can still be told. */
  public List<RtsAction> fail(Failure failure, boolean tellPeer) {
    if (phase != Phase.ENDED) {
      if (tellPeer && phase != Phase.CLOSED) {
        out.request(new SessionEvent.Abort(mapping.abort(AbortReason.TEMPORARY_PROBLEM, sessionVersion)));
      }
      end(failure);
    }
    return out.take();
  }

  /** What is due from the peer. */
  public Awaited awaited() {
    SendingActivity sender = sending;
    ReceivingActivity receiver = receiving;
    return switch (phase) {
      case CLOSED, OPENING -> new Awaited(Answer.OPEN, 0);
      case GIVING_TURN -> new Awaited(Answer.TURN, 0);
      case CLOSING -> new Awaited(Answer.RELEASE, 0);
      case SENDING -> sender == null ? Awaited.NOTHING : sender.awaited();
      case RECEIVING -> receiver == null ? Awaited.NOTHING : receiver.awaited();
      case OPEN_INDICATED, IDLE, CLOSE_INDICATED, ENDED -> Awaited.NOTHING;
    };
  }

  public boolean ended() {
    return phase == Phase.ENDED;
  }

  // Requests and responses of the user.

  private void user(RtsEvent request) throws RtseProtocolException {
    switch (request) {
      case RtsEvent.Open(OpenProposal wanted) -> open(wanted);
      case RtsEvent.Accept accept -> accept(accept);
      case RtsEvent.Refuse refuse -> refuse(refuse);
      case RtsEvent.Transfer(long length) -> transfer(request, null, length);
      case RtsEvent.Resume(ResumePoint point, long length) -> transfer(request, point, length);
      case RtsEvent.Supply(byte[] octets) -> {
        if (sending != null) {
          sending.supply(octets);
        }
      }
      case RtsEvent.Interrupt(int reason) -> requireSending(request).stop(false, reason);
      case RtsEvent.Discard(int reason) -> requireSending(request).stop(true, reason);
      case RtsEvent.ConfirmCheckpoint(int serial) -> {
        if (receiving != null) {
          receiving.confirmCheckpoint(serial);
        }
      }
      case RtsEvent.ReportException(int reason) -> {
        if (receiving != null) {
          receiving.reportException(reason);
        }
      }
      case RtsEvent.AcceptTransfer _ -> acceptTransfer(requireReceiving(request));
      case RtsEvent.AcceptResume(long octets) -> requireReceiving(request).acceptResume(octets);
      case RtsEvent.PleaseTurn(int priority) -> pleaseTurn(request, priority);
      case RtsEvent.GiveTurn _ -> {
        require(request, phase == Phase.IDLE && turn && alternates());
        phase = Phase.GIVING_TURN;
        out.request(new SessionEvent.ControlGive());
      }
      case RtsEvent.Close _ -> {
        require(request, phase == Phase.IDLE && turn && (initiator || !alternates()));
        phase = Phase.CLOSING;
        out.request(new SessionEvent.Release(mapping.releaseRequest()));
      }
      case RtsEvent.AcceptClose _ -> {
        require(request, phase == Phase.CLOSE_INDICATED);
        out.request(new SessionEvent.ReleaseResponse(mapping.releaseResponse()));
        phase = Phase.ENDED;
        out.indicate(new RtsIndication.Closed());
      }
      case RtsEvent.Abort(int reason) -> userAbort(reason);
    }
  }

  private void require(RtsEvent request, boolean allowed) {
    if (!allowed) {
      throw new IllegalStateException(request.getClass().getSimpleName() + " is not allowed in phase " + phase
          + (turn ? " with" : " without") + " the turn");
    }
  }

  private SendingActivity requireSending(RtsEvent request) {
    SendingActivity activity = sending;
    require(request, activity != null);
    return Objects.requireNonNull(activity);
  }

  private ReceivingActivity requireReceiving(RtsEvent request) {
    ReceivingActivity activity = receiving;
    require(request, activity != null);
    return Objects.requireNonNull(activity);
  }

  private void open(OpenProposal wanted) {
    require(new RtsEvent.Open(wanted), phase == Phase.CLOSED);
    initiator = true;
    OpenProposal bounded = wanted
        .withCheckpoint(Math.min(wanted.checkpointKilooctets(), maxPiece / KILOOCTET));
    proposal = bounded;
    if (wanted.mode() != ProtocolMode.NORMAL) {
      mapping = new X410ModeMapping();
    }
    phase = Phase.OPENING;
    out.request(
        new SessionEvent.Connect(wanted.calling().session(), wanted.called().session(), wanted.reference(),
            FunctionalUnits.RTSE, wanted.initialTurn() == Turn.INITIATOR, mapping.open(bounded)));
  }

  private void accept(RtsEvent.Accept accept) {
    OpenProposal offered = proposal;
    require(accept, phase == Phase.OPEN_INDICATED && offered != null);
    if (offered == null) {
      return;
    }
    int checkpoint = Math.min(accept.checkpointKilooctets(), maxPiece / KILOOCTET);
    if (offered.checkpointKilooctets() > 0) {
      checkpoint = Math.min(checkpoint, offered.checkpointKilooctets());
    }
    int window = Math.max(1, Math.min(accept.window(), offered.window()));
    SessionConnectionReference recover = offered.recover();
    RtseApdu.ConnectionData data = recover == null
        ? new RtseApdu.ConnectionData.Open(accept.userData())
        : new RtseApdu.ConnectionData.Recover(recover);
    out.request(new SessionEvent.Accept(offered.called().session(), FunctionalUnits.RTSE,
        mapping.accept(new RtseApdu.Rtoac(checkpoint, window, data))));
    established(offered, checkpoint, window);
  }

  private void established(OpenProposal offered, int checkpoint, int window) {
    agreement = new Agreement(checkpoint * KILOOCTET, window, offered.reference(), mapping);
    turn = initiator == (offered.initialTurn() == Turn.INITIATOR);
    phase = Phase.IDLE;
  }

  private void refuse(RtsEvent.Refuse refuse) {
    require(refuse, phase == Phase.OPEN_INDICATED);
    byte[] answer = mapping.refuse(refuse.permanent(), refuse.refuseReason(), refuse.userData());
    out.request(new SessionEvent.Refuse(2, answer));
    phase = Phase.ENDED;
    out.indicate(new RtsIndication.OpenRefused(new Failure(Layer.APPLICATION,
        refuse.permanent() ? Failure.Kind.REFUSED_PERMANENT : Failure.Kind.REFUSED_TRANSIENT,
        refuse.refuseReason(),
        false, "we refused the association"), null));
  }

  private void transfer(RtsEvent request, @Nullable ResumePoint point, long length) {
    Agreement agreed = agreement;
    require(request, phase == Phase.IDLE && turn && agreed != null);
    if (agreed == null) {
      return;
    }
    long from = point == null ? 0 : point.octets();
    if (length < 1 || from < 0 || from >= length) {
      throw new IllegalArgumentException("no octets to transfer: " + from + " to " + length);
    }
    if (agreed.checkpointOctets() == 0 && length - from > maxUncheckpointed) {
      out.indicate(
          new RtsIndication.TransferRefused(new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, -1, false,
              "an APDU of " + length
                  + " octets cannot be sent: no checkpoints were agreed on this association, and without"
                  + " them at most " + maxUncheckpointed + " octets are")));
      return;
    }
    phase = Phase.SENDING;
    sending = new SendingActivity(agreed, out, maxPiece, ++activities, point, length);
  }

  private void acceptTransfer(ReceivingActivity activity) {
    if (activity.acceptTransfer()) {
      completedReception = true;
    } else {
      abort(transferCompleted());
    }
  }

  /** The peer gives up what our user has taken responsibility for: RTAB is the only way left to say so (X.228 §7.5). */
  private static RtseProtocolException transferCompleted() {
    return new RtseProtocolException("the peer stopped a transfer that was complete here",
        AbortReason.TRANSFER_COMPLETED,
        Failure.Kind.ABORTED);
  }

  private void pleaseTurn(RtsEvent request, int priority) {
    boolean open = phase == Phase.IDLE || phase == Phase.RECEIVING || phase == Phase.GIVING_TURN
        || phase == Phase.SENDING;
    require(request, open && alternates());
    if (phase == Phase.GIVING_TURN || !turn) {
      deferredPlease = priority;
    }
  }

  private void userAbort(int reason) {
    if (phase != Phase.CLOSED) {
      out.request(new SessionEvent.Abort(mapping.abort(reason, sessionVersion)));
    }
    phase = Phase.ENDED;
    Layer layer = reason == AbortReason.USER_ERROR ? Layer.APPLICATION : Layer.RTSE;
    out.indicate(new RtsIndication.Aborted(new Failure(layer, Failure.Kind.ABORTED, reason, false,
        "we aborted: " + AbortReason.text(reason) + " (RTAB reason " + reason + ")")));
  }

  // Indications and confirms from the peer.

  private void peer(SessionAction.Indication indication) throws RtseProtocolException {
    switch (indication) {
      case SessionAction.ConnectIndicated connect -> connectIndicated(connect);
      case SessionAction.ConnectAccepted accepted -> connectAccepted(accepted);
      case SessionAction.ConnectRefused(int reason, byte[] userData) ->
        opened(OpenRefusalReader.read(reason, userData), false);
      case SessionAction.UserAborted(byte[] userData) -> peerAborted(PeerAbort.read(userData));
      case SessionAction.ProviderAborted aborted -> end(failure(aborted));
      case SessionAction.TokenPleaseReceived(byte[] userData) -> turnWanted(userData);
      case SessionAction.ControlReceived _ -> {
        expect(phase == Phase.IDLE && !turn && alternates(), "the peer gives a turn that it cannot give");
        turn = true;
        deferredPlease = NO_PLEASE;
        out.indicate(new RtsIndication.TurnReceived());
      }
      case SessionAction.ControlGiven _ -> {
        expect(phase == Phase.GIVING_TURN, "the peer takes a turn that it was not given");
        turn = false;
        phase = Phase.IDLE;
        out.indicate(new RtsIndication.TurnGiven());
      }
      case SessionAction.SyncMinorSent(int serial) -> expectSending().checkpointSent(serial);
      case SessionAction.SyncMinorConfirmed(int serial) -> expectSending().checkpointConfirmed(serial);
      case SessionAction.ActivityEndConfirmed _ -> expectSending().endConfirmed();
      case SessionAction.ActivityInterruptConfirmed _ -> expectSending().stopConfirmed();
      case SessionAction.ActivityDiscardConfirmed _ -> expectSending().stopConfirmed();
      case SessionAction.ExceptionReported(int reason, boolean provider) ->
        exceptionReported(reason, provider);
      case SessionAction.ActivityStarted(byte[] activity) -> {
        receive(false);
        out.indicate(new RtsIndication.TransferStarted(ActivityIdentifier.decode(activity)));
      }
      case SessionAction.ActivityResumed resumed -> resumed(resumed);
      case SessionAction.DataReceived _ -> expectReceiving().received(indication);
      case SessionAction.SyncMinorReceived _ -> expectReceiving().received(indication);
      case SessionAction.ActivityEndReceived _ -> expectReceiving().received(indication);
      case SessionAction.ActivityInterruptReceived(int reason) -> stopped(false, reason);
      case SessionAction.ActivityDiscardReceived(int reason) -> stopped(true, reason);
      case SessionAction.ReleaseReceived _ -> {
        expect(phase == Phase.IDLE && !turn && (!initiator || !alternates()),
            "the peer releases out of turn");
        phase = Phase.CLOSE_INDICATED;
        out.indicate(new RtsIndication.CloseIndicated());
      }
      case SessionAction.ReleaseConfirmed _ -> {
        expect(phase == Phase.CLOSING, "the peer confirms a release that was not asked for");
        phase = Phase.ENDED;
        out.indicate(new RtsIndication.Closed());
      }
    }
  }

  private void expect(boolean allowed, String otherwise) throws RtseProtocolException {
    if (!allowed) {
      throw new RtseProtocolException(otherwise);
    }
  }

  private SendingActivity expectSending() throws RtseProtocolException {
    if (sending == null) {
      throw new RtseProtocolException("the peer confirms something of a transfer that is not under way");
    }
    return sending;
  }

  private ReceivingActivity expectReceiving() throws RtseProtocolException {
    if (receiving == null) {
      throw new RtseProtocolException("the peer sends data outside of a transfer");
    }
    return receiving;
  }

  private void connectIndicated(SessionAction.ConnectIndicated connect) throws RtseProtocolException {
    expect(phase == Phase.CLOSED, "a second connect indication");
    sessionVersion = connect.version();
    switch (new OpenRequest(connect).read()) {
      case OpenRequest.Outcome.Refused(SessionEvent.Refuse answer, Failure failure) -> {
        out.request(answer);
        phase = Phase.ENDED;
        out.indicate(new RtsIndication.OpenRefused(failure, null));
      }
      case OpenRequest.Outcome.Proposed(OpenProposal offered, Mapping chosen) -> {
        proposal = offered;
        mapping = chosen;
        phase = Phase.OPEN_INDICATED;
        out.indicate(new RtsIndication.OpenIndicated(offered));
      }
    }
  }

  private void connectAccepted(SessionAction.ConnectAccepted accepted) {
    sessionVersion = accepted.version();
    if ((accepted.functionalUnits() & FunctionalUnits.RTSE) != FunctionalUnits.RTSE) {
      opened(OpenAnswer.refused(List.of(), new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false,
          "the peer answers session functional units " + Integer.toHexString(accepted.functionalUnits())
              + " (hexadecimal), which lack some that reliable transfer needs")),
          true);
      return;
    }
    opened(mapping.opened(accepted.userData()), true);
  }

  /** @param connected whether the session connection stands and has to be aborted if a layer above says no */
  private void opened(OpenAnswer answer, boolean connected) {
    OpenProposal offered = proposal;
    if (phase != Phase.OPENING || offered == null) {
      abort(new RtseProtocolException("an answer to an association request that was not made"));
      return;
    }
    for (Layer layer : answer.passed()) {
      out.indicate(new RtsIndication.Progress(layer));
    }
    RtseApdu.Rtoac rtoac = answer.accepted();
    Failure failure = answer.failure();
    if (rtoac == null || failure != null) {
      if (connected) {
        boolean readable = failure == null || failure.kind() != Failure.Kind.PROTOCOL_ERROR;
        out.request(new SessionEvent.Abort(readable
            ? mapping.abort(AbortReason.PERMANENT_PROBLEM, sessionVersion)
            : mapping.unreadable(ProviderReason.EVENT_CPA)));
      }
      phase = Phase.ENDED;
      out.indicate(new RtsIndication.OpenRefused(failure == null
          ? new Failure(Layer.RTSE, Failure.Kind.PROTOCOL_ERROR, -1, false, "no answer in the answer")
          : failure, answer.userData()));
      return;
    }
    int checkpoint = Math.min(rtoac.checkpoint(), Integer.MAX_VALUE / KILOOCTET);
    if (offered.checkpointKilooctets() > 0) {
      checkpoint = Math.min(checkpoint, offered.checkpointKilooctets());
    }
    int window = Math.max(1, Math.min(rtoac.window(), offered.window()));
    established(offered, checkpoint, window);
    byte[] userData = rtoac.connectionData() instanceof RtseApdu.ConnectionData.Open(byte[] data)
        ? data
        : new byte[0];
    out.indicate(new RtsIndication.OpenConfirmed(checkpoint, window, userData));
  }

  private void turnWanted(byte[] userData) throws RtseProtocolException {
    expect(alternates() && agreement != null, "the peer asks for the turn in a monologue");
    int priority;
    try {
      priority = mapping.priority(userData);
    } catch (BerException e) {
      throw new RtseProtocolException("a turn request cannot be decoded: " + e.getMessage());
    }
    boolean mayStillGive = turn && phase != Phase.GIVING_TURN && phase != Phase.CLOSING;
    if (mayStillGive) {
      out.indicate(new RtsIndication.TurnWanted(priority));
    }
  }

  private void exceptionReported(int reason, boolean provider) throws RtseProtocolException {
    if (sending != null) {
      sending.exceptionReported(reason);
    } else if (provider) {
      expectReceiving().providerException();
    } else {
      throw new RtseProtocolException("the peer reports an exception of its own transfer");
    }
  }

  private void receive(boolean resuming) throws RtseProtocolException {
    Agreement agreed = agreement;
    if (agreed == null || phase != Phase.IDLE || turn) {
      throw new RtseProtocolException("the peer starts a transfer without the turn");
    }
    phase = Phase.RECEIVING;
    completedReception = false;
    receiving = new ReceivingActivity(agreed, out, maxUncheckpointed, resuming);
  }

  private void resumed(SessionAction.ActivityResumed resumed) throws RtseProtocolException {
    receive(true);
    SessionConnectionReference connection = resumed.oldConnection().equals(SessionConnectionReference.NONE)
        && agreement != null ? agreement.reference() : resumed.oldConnection();
    out.indicate(new RtsIndication.ResumeIndicated(
        new ResumePoint(connection, ActivityIdentifier.decode(resumed.oldActivity()), resumed.serial(), -1)));
  }

  private void stopped(boolean discard, int reason) throws RtseProtocolException {
    if (receiving == null && completedReception) {
      throw transferCompleted();
    }
    expectReceiving().stopped(discard, reason);
  }

  private void peerAborted(Failure failure) {
    boolean completed = sending != null && sending.mayBeCompleted() && PeerAbort.transferCompleted(failure);
    if (completed) {
      out.indicate(new RtsIndication.TransferConfirmed());
    }
    end(failure);
  }

  private static Failure failure(SessionAction.ProviderAborted aborted) {
    return switch (aborted.cause()) {
      case TRANSPORT_LOST ->
        new Failure(Layer.TRANSPORT, Failure.Kind.CONNECTION_LOST, -1, true, aborted.text());
      case PEER_PROVIDER -> new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, true, aborted.text());
      case LOCAL_PROTOCOL_ERROR ->
        new Failure(Layer.SESSION, Failure.Kind.PROTOCOL_ERROR, -1, false, aborted.text());
    };
  }

  // Endings and what follows a step.

  private void abort(RtseProtocolException e) {
    out.request(new SessionEvent.Abort(mapping.abort(e.abortReason(), sessionVersion)));
    end(e.failure());
  }

  private void end(Failure failure) {
    boolean refusal = failure.kind() == Failure.Kind.REFUSED_PERMANENT
        || failure.kind() == Failure.Kind.REFUSED_TRANSIENT;
    boolean opening = agreement == null && (initiator || refusal);
    phase = Phase.ENDED;
    sending = null;
    receiving = null;
    out.indicate(opening ? new RtsIndication.OpenRefused(failure, null) : new RtsIndication.Aborted(failure));
  }

  private boolean alternates() {
    return proposal != null && proposal.dialogue() == Dialogue.TWO_WAY_ALTERNATE;
  }

  /** Leaves an activity that is over, and asks for the turn as soon as that is possible. */
  private void settle() {
    if (sending != null && sending.done() || receiving != null && receiving.done()) {
      sending = null;
      receiving = null;
      if (phase != Phase.ENDED) {
        phase = Phase.IDLE;
      }
    }
    boolean mayAsk = !turn && (phase == Phase.IDLE || receiving != null && receiving.undisturbed());
    if (deferredPlease != NO_PLEASE && mayAsk) {
      out.request(new SessionEvent.TokenPlease(mapping.turnPlease(deferredPlease)));
      deferredPlease = NO_PLEASE;
    }
  }
}
