package org.angarium.osi.rtse;

import java.util.List;
import java.util.Objects;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.Awaited.Answer;
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
  private final Opening opening;
  private final int maxPiece;
  private final int maxUncheckpointed;
  private Phase phase = Phase.CLOSED;
  private boolean turn;
  private int activities;
  private boolean completedReception;
  private int deferredPlease = NO_PLEASE;
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
    this.opening = new Opening(out, maxPiece);
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
        out.request(new SessionEvent.Abort(
            opening.mapping().abort(AbortReason.TEMPORARY_PROBLEM, opening.sessionVersion())));
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

  /** Presentation context of what is transferred on an open association; -1 in X.410 mode, which has none. */
  public int transferContext() {
    return opening.mapping().transferContext();
  }

  public boolean ended() {
    return phase == Phase.ENDED;
  }

  // Requests and responses of the user.

  private void user(RtsEvent request) throws RtseProtocolException {
    switch (request) {
      case RtsEvent.Open(OpenProposal wanted) -> {
        require(request, phase == Phase.CLOSED);
        phase = Phase.OPENING;
        opening.request(wanted);
      }
      case RtsEvent.Accept accept -> {
        require(request, phase == Phase.OPEN_INDICATED);
        opening.accept(accept);
        established();
      }
      case RtsEvent.Refuse refuse -> {
        require(request, phase == Phase.OPEN_INDICATED);
        opening.refuse(refuse);
        phase = Phase.ENDED;
      }
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
        require(request, phase == Phase.IDLE && turn && opening.alternates());
        phase = Phase.GIVING_TURN;
        out.request(new SessionEvent.ControlGive());
      }
      case RtsEvent.Close _ -> {
        require(request, phase == Phase.IDLE && turn && (opening.initiator() || !opening.alternates()));
        phase = Phase.CLOSING;
        out.request(new SessionEvent.Release(opening.mapping().releaseRequest()));
      }
      case RtsEvent.AcceptClose _ -> {
        require(request, phase == Phase.CLOSE_INDICATED);
        out.request(new SessionEvent.ReleaseResponse(opening.mapping().releaseResponse()));
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

  private void established() {
    turn = opening.startsWithTurn();
    phase = Phase.IDLE;
  }

  private void transfer(RtsEvent request, @Nullable ResumePoint point, long length) {
    Agreement agreed = opening.agreement();
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
    require(request, open && opening.alternates());
    if (phase == Phase.GIVING_TURN || !turn) {
      deferredPlease = priority;
    }
  }

  private void userAbort(int reason) {
    if (phase != Phase.CLOSED) {
      out.request(new SessionEvent.Abort(opening.mapping().abort(reason, opening.sessionVersion())));
    }
    phase = Phase.ENDED;
    Layer layer = reason == AbortReason.USER_ERROR ? Layer.APPLICATION : Layer.RTSE;
    out.indicate(new RtsIndication.Aborted(new Failure(layer, Failure.Kind.ABORTED, reason, false,
        "we aborted: " + AbortReason.text(reason) + " (RTAB reason " + reason + ")")));
  }

  // Indications and confirms from the peer.

  private void peer(SessionAction.Indication indication) throws RtseProtocolException {
    switch (indication) {
      case SessionAction.ConnectIndicated connect -> {
        expect(phase == Phase.CLOSED, "a second association request");
        phase = opening.indicated(connect) ? Phase.OPEN_INDICATED : Phase.ENDED;
      }
      case SessionAction.ConnectAccepted accepted -> {
        expect(phase == Phase.OPENING, "an answer to an association request that was not made");
        if (opening.accepted(accepted)) {
          established();
        } else {
          phase = Phase.ENDED;
        }
      }
      case SessionAction.ConnectRefused refused -> {
        expect(phase == Phase.OPENING, "an answer to an association request that was not made");
        opening.refused(refused);
        phase = Phase.ENDED;
      }
      case SessionAction.UserAborted(byte[] userData) -> peerAborted(PeerAbort.read(userData));
      case SessionAction.ProviderAborted aborted -> end(failure(aborted));
      case SessionAction.TokenPleaseReceived(byte[] userData) -> turnWanted(userData);
      case SessionAction.ControlReceived _ -> {
        expect(phase == Phase.IDLE && !turn && opening.alternates(),
            "the peer gives a turn that it cannot give");
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
        expect(phase == Phase.IDLE && !turn && (!opening.initiator() || !opening.alternates()),
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

  private void turnWanted(byte[] userData) throws RtseProtocolException {
    expect(opening.alternates() && opening.agreement() != null, "the peer asks for the turn in a monologue");
    int priority;
    try {
      priority = userData.length == 0 ? RtseCodec.NO_PRIORITY : opening.mapping().priority(userData);
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

  private Agreement receive(boolean resuming) throws RtseProtocolException {
    Agreement agreed = opening.agreement();
    if (agreed == null || phase != Phase.IDLE || turn) {
      throw new RtseProtocolException("the peer starts a transfer without the turn");
    }
    phase = Phase.RECEIVING;
    completedReception = false;
    receiving = new ReceivingActivity(agreed, out, maxUncheckpointed, resuming);
    return agreed;
  }

  private void resumed(SessionAction.ActivityResumed resumed) throws RtseProtocolException {
    Agreement agreed = receive(true);
    boolean here = resumed.oldConnection().equals(SessionConnectionReference.NONE);
    SessionConnectionReference connection = here ? agreed.reference() : resumed.oldConnection();
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
    out.request(new SessionEvent.Abort(opening.mapping().abort(e.abortReason(), opening.sessionVersion())));
    end(e.failure());
  }

  private void end(Failure failure) {
    boolean refusal = failure.kind() == Failure.Kind.REFUSED_PERMANENT
        || failure.kind() == Failure.Kind.REFUSED_TRANSIENT;
    boolean unopened = opening.agreement() == null && (opening.initiator() || refusal);
    phase = Phase.ENDED;
    sending = null;
    receiving = null;
    out.indicate(
        unopened ? new RtsIndication.OpenRefused(failure, null) : new RtsIndication.Aborted(failure));
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
      out.request(new SessionEvent.TokenPlease(opening.mapping().turnPlease(deferredPlease)));
      deferredPlease = NO_PLEASE;
    }
  }
}
