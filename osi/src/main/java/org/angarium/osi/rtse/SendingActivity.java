package org.angarium.osi.rtse;

import java.util.ArrayDeque;
import java.util.Deque;
import org.angarium.osi.rtse.Awaited.Answer;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of one APDU as the sender sees it (X.228 §7.3, §7.5, §7.6). Octets are pulled from the user a piece at a time, so that
 * what is in memory is one piece, and what is in flight is bounded by the window.
 */
final class SendingActivity {
  private enum State {
    SENDING, AWAITING_END, EXCEPTION_REPORTED, STOPPING, DONE
  }

  private record Checkpoint(int serial, long octets) {}

  private final Agreement agreement;
  private final RtsOutput out;
  private final int maxPiece;
  private final long length;
  private final SessionConnectionReference startedOn;
  private final int startedAs;
  private final Deque<Checkpoint> outstanding = new ArrayDeque<>();
  private @Nullable ResumePoint confirmed;
  private State state = State.SENDING;
  private long offset;
  private int fetching;
  private boolean endSent;
  private final boolean resumed;
  private boolean discarding;
  private long progress;

  /**
   * @param maxPiece most octets in one RTTR
   * @param number activity number if this is no resumption
   */
  SendingActivity(Agreement agreement, RtsOutput out, int maxPiece, int number, @Nullable ResumePoint resume,
      long length) {
    this.agreement = agreement;
    this.out = out;
    this.maxPiece = maxPiece;
    this.length = length;
    this.confirmed = resume;
    this.resumed = resume != null;
    this.offset = resume == null ? 0 : resume.octets();
    this.startedOn = resume == null ? agreement.reference() : resume.connection();
    this.startedAs = resume == null ? number : resume.activity();
    byte[] identifier = ActivityIdentifier.encode(number);
    if (resume == null) {
      out.request(new SessionEvent.ActivityStart(identifier));
    } else {
      boolean sameConnection = resume.connection().equals(agreement.reference());
      out.request(new SessionEvent.ActivityResume(identifier, ActivityIdentifier.encode(resume.activity()),
          resume.serial(),
          sameConnection ? SessionConnectionReference.NONE : resume.connection()));
    }
    fetch();
  }

  private void fetch() {
    boolean windowOpen = outstanding.size() < agreement.window();
    if (state == State.SENDING && fetching == 0 && windowOpen) {
      int piece = agreement.checkpointOctets() == 0
          ? Integer.MAX_VALUE
          : Math.min(agreement.checkpointOctets(), maxPiece);
      fetching = (int) Math.min(piece, length - offset);
      out.indicate(new RtsIndication.FetchOctets(offset, fetching));
    }
  }

  void supply(byte[] octets) {
    if (state != State.SENDING) {
      // Asked for before the transfer was stopped.
      return;
    }
    if (fetching == 0 || octets.length != fetching) {
      throw new IllegalStateException(
          octets.length + " octets supplied where " + fetching + " were asked for");
    }
    fetching = 0;
    offset += octets.length;
    out.request(new SessionEvent.Data(agreement.mapping().data(octets)));
    if (offset < length) {
      out.request(new SessionEvent.SyncMinor());
    } else {
      state = State.AWAITING_END;
      endSent = true;
      out.request(new SessionEvent.ActivityEnd());
    }
  }

  /** The session layer has numbered the checkpoint behind the octets sent so far. */
  void checkpointSent(int serial) {
    outstanding.add(new Checkpoint(serial, offset));
    fetch();
  }

  void checkpointConfirmed(int serial) {
    Checkpoint last = null;
    while (!outstanding.isEmpty() && outstanding.getFirst().serial <= serial) {
      last = outstanding.removeFirst();
    }
    if (last == null || state == State.STOPPING) {
      return;
    }
    progress++;
    ResumePoint point = new ResumePoint(startedOn, startedAs, last.serial, last.octets);
    confirmed = point;
    out.indicate(new RtsIndication.CheckpointConfirmed(point));
    fetch();
  }

  void endConfirmed() throws RtseProtocolException {
    if (state != State.AWAITING_END) {
      throw new RtseProtocolException("the peer confirms the end of a transfer that has not ended");
    }
    state = State.DONE;
    out.indicate(new RtsIndication.TransferConfirmed());
  }

  void exceptionReported(int reason) {
    if (state == State.SENDING || state == State.AWAITING_END) {
      state = State.EXCEPTION_REPORTED;
      out.indicate(new RtsIndication.ExceptionReported(reason, confirmed));
    }
  }

  void stop(boolean discard, int reason) {
    if (state == State.STOPPING) {
      throw new IllegalStateException("the transfer is being stopped already");
    }
    state = State.STOPPING;
    discarding = discard;
    out.request(
        discard ? new SessionEvent.ActivityDiscard(reason) : new SessionEvent.ActivityInterrupt(reason));
  }

  void stopConfirmed() throws RtseProtocolException {
    if (state != State.STOPPING) {
      throw new RtseProtocolException("the peer confirms a stop that was not asked for");
    }
    state = State.DONE;
    out.indicate(new RtsIndication.TransferStopped(discarding ? null : confirmed));
  }

  /** Whether the receiver may have the whole APDU, so that it can claim to have completed the transfer. */
  boolean mayBeCompleted() {
    return endSent || resumed;
  }

  boolean done() {
    return state == State.DONE;
  }

  Awaited awaited() {
    return switch (state) {
      case SENDING -> outstanding.isEmpty() ? Awaited.NOTHING : new Awaited(Answer.CHECKPOINT, progress);
      case AWAITING_END -> new Awaited(Answer.END, 0);
      case STOPPING -> new Awaited(Answer.STOP, 0);
      case EXCEPTION_REPORTED, DONE -> Awaited.NOTHING;
    };
  }
}
