package org.angarium.osi.rtse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.Awaited.Answer;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of one APDU as the receiver sees it (X.228 §7.3, §7.5, §7.6).
 *
 * <p>The user owes an answer to each checkpoint, to a resumption and to the end. When the sender stops the activity meanwhile, the stop
 * is answered only after the user has said what it owes: so an answer of the user never meets another activity than the one it is
 * for, and what the user has made its own is never given up.
 */
final class ReceivingActivity {
  private enum State {
    /** AR indicated; what the sender sends on is held. */
    RESUMING, RECEIVING,
    /** AE indicated; the user decides. */
    ENDED,
    /** ED sent, or the provider reported an exception: the sender has to stop. */
    EXCEPTION, DONE
  }

  /** AI or AD that waits for the user. */
  private record Stop(boolean discard, int reason) {}

  private final RtsOutput out;
  private final Agreement agreement;
  private final long maxOctets;
  private final long maxHeldOctets;
  private final Deque<Integer> owed = new ArrayDeque<>();
  private final List<SessionAction.Indication> held = new ArrayList<>();
  private State state;
  private @Nullable Stop stop;
  private boolean providerException;
  private long octets;
  private long heldOctets;
  private boolean empty = true;
  private long progress;

  /**
   * @param maxOctets largest APDU while no checkpoints were agreed
   * @param resuming whether it begins with AR
   */
  ReceivingActivity(Agreement agreement, RtsOutput out, long maxOctets, boolean resuming) {
    this.agreement = agreement;
    this.out = out;
    this.maxOctets = agreement.checkpointOctets() == 0 ? maxOctets : Long.MAX_VALUE;
    // What a sender may send before it waits for confirmation; framing and small excesses are tolerated.
    this.maxHeldOctets = agreement.checkpointOctets() == 0
        ? maxOctets
        : Math.max(1 << 16, 2L * (agreement.window() + 1) * agreement.checkpointOctets());
    this.state = resuming ? State.RESUMING : State.RECEIVING;
  }

  /** Data, checkpoint or end from the sender. */
  void received(SessionAction.Indication indication) throws RtseProtocolException {
    progress++;
    switch (state) {
      case RESUMING -> hold(indication);
      case RECEIVING -> take(indication);
      case EXCEPTION -> {
        // On its way before the sender heard of the exception.
      }
      case ENDED, DONE -> throw new RtseProtocolException("the peer sends on after the end of the transfer");
    }
  }

  private void hold(SessionAction.Indication indication) throws RtseProtocolException {
    heldOctets += indication instanceof SessionAction.DataReceived(byte[] ssdu) ? ssdu.length : 32;
    if (heldOctets > maxHeldOctets) {
      throw new RtseProtocolException("the peer sends more than the window allows");
    }
    held.add(indication);
  }

  private void take(SessionAction.Indication indication) throws RtseProtocolException {
    switch (indication) {
      case SessionAction.DataReceived(byte[] ssdu) -> data(ssdu);
      case SessionAction.SyncMinorReceived(int serial) -> {
        owed.add(serial);
        out.indicate(new RtsIndication.CheckpointReached(serial, octets));
      }
      case SessionAction.ActivityEndReceived _ -> {
        if (empty) {
          throw new RtseProtocolException("the peer ends a transfer without having sent anything");
        }
        state = State.ENDED;
        out.indicate(new RtsIndication.TransferEnded(octets));
      }
      default -> throw new IllegalArgumentException(indication.toString());
    }
  }

  private void data(byte[] ssdu) throws RtseProtocolException {
    byte[] piece;
    try {
      piece = agreement.mapping().octets(ssdu);
    } catch (BerException e) {
      throw new RtseProtocolException("transferred data cannot be decoded: " + e.getMessage());
    }
    if (piece.length == 0) {
      return;
    }
    if (piece.length > maxOctets - octets) {
      throw new RtseProtocolException(
          "the peer transfers more than " + maxOctets + " octets on an association without checkpoints",
          AbortReason.TEMPORARY_PROBLEM, Failure.Kind.ABORTED);
    }
    octets += piece.length;
    empty = false;
    out.indicate(new RtsIndication.OctetsReceived(piece));
  }

  /** AI or AD. */
  void stopped(boolean discard, int reason) throws RtseProtocolException {
    if (stop != null) {
      throw new RtseProtocolException("the peer stops a transfer twice");
    }
    stop = new Stop(discard, reason);
    answerStopOnceNothingIsOwed();
  }

  private void answerStopOnceNothingIsOwed() {
    Stop pending = stop;
    boolean userDecides = state == State.RESUMING || state == State.ENDED || !owed.isEmpty();
    if (pending == null || userDecides) {
      return;
    }
    state = State.DONE;
    if (pending.discard) {
      out.request(new SessionEvent.ActivityDiscardResponse());
      out.indicate(new RtsIndication.TransferDiscarded(pending.reason));
    } else {
      out.request(new SessionEvent.ActivityInterruptResponse());
      out.indicate(new RtsIndication.TransferInterrupted(pending.reason));
    }
  }

  /** S-P-EXCEPTION-REPORT: nothing more can be confirmed in this activity. */
  void providerException() {
    providerException = true;
    if (state == State.RECEIVING) {
      owed.clear();
      state = State.EXCEPTION;
    }
  }

  void confirmCheckpoint(int serial) {
    boolean any = false;
    while (!owed.isEmpty() && owed.getFirst() <= serial) {
      owed.removeFirst();
      any = true;
    }
    if (any && stop == null && !providerException) {
      progress++;
      out.request(new SessionEvent.SyncMinorResponse(serial));
    }
    answerStopOnceNothingIsOwed();
  }

  /**
   * The user has taken responsibility.
   *
   * @return false if the peer no longer waits for that answer, and has to be told otherwise
   */
  boolean acceptTransfer() {
    if (state != State.ENDED) {
      throw new IllegalStateException("no transfer has ended");
    }
    owed.clear();
    state = State.DONE;
    if (stop != null || providerException) {
      return false;
    }
    out.request(new SessionEvent.ActivityEndResponse());
    return true;
  }

  /** The user can go on; {@code octetsBefore} the checkpoint it goes on from. */
  void acceptResume(long octetsBefore) throws RtseProtocolException {
    if (state != State.RESUMING) {
      throw new IllegalStateException("no transfer is being resumed");
    }
    octets = octetsBefore;
    state = providerException ? State.EXCEPTION : State.RECEIVING;
    List<SessionAction.Indication> waiting = List.copyOf(held);
    held.clear();
    for (SessionAction.Indication indication : waiting) {
      received(indication);
    }
    answerStopOnceNothingIsOwed();
  }

  void reportException(int reason) {
    if (state == State.EXCEPTION || state == State.DONE) {
      return;
    }
    owed.clear();
    held.clear();
    state = State.EXCEPTION;
    if (stop != null) {
      answerStopOnceNothingIsOwed();
    } else if (!providerException) {
      out.request(new SessionEvent.ExceptionReport(reason));
    }
  }

  boolean done() {
    return state == State.DONE;
  }

  /** Whether the session layer is in a state that lets us ask for the turn. */
  boolean undisturbed() {
    return state != State.EXCEPTION && stop == null && !providerException;
  }

  Awaited awaited() {
    if (stop != null) {
      return Awaited.NOTHING;
    }
    return switch (state) {
      case RECEIVING -> owed.isEmpty() ? new Awaited(Answer.OCTETS, progress) : Awaited.NOTHING;
      case EXCEPTION -> new Awaited(Answer.EXCEPTION, 0);
      case RESUMING, ENDED, DONE -> Awaited.NOTHING;
    };
  }
}
