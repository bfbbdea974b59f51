package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.event.Event;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/** What a connector wants done. */
public sealed interface ConnectorAction {
  /**
   * Open an association under this number; answered by Opened or OpenFailed.
   *
   * @param recovers the lost association that it is to continue (X.228 §7.8), null for a new one
   */
  record Open(long association, @Nullable SessionConnectionReference recovers) implements ConnectorAction {}

  /**
   * Transfer the entry on the association, which has the turn; answered by Transferred, TransferFailed or the association's end.
   *
   * @param resumeAt where it goes on, if the association continues one on which part of it was confirmed; else null
   */
  record Assign(long association, QueueEntry entry,
      @Nullable ResumePoint resumeAt) implements ConnectorAction {}

  /**
   * Interrupt the current transfer if it can go on later: something more urgent waits. Answered by TransferFailed, or the transfer
   * goes on to its end.
   */
  record Interrupt(long association) implements ConnectorAction {}

  /** Give the current transfer up; answered by TransferFailed, Transferred or the association's end. */
  record StopTransfer(long association) implements ConnectorAction {}

  /** Ask the peer for the turn; answered by TurnReceived, or the machine ends the association. */
  record PleaseTurn(long association, int priority) implements ConnectorAction {}

  record GiveTurn(long association) implements ConnectorAction {}

  /** Release the association, which has the turn; answered by Closed, or by Lost after the bound for it. */
  record Close(long association) implements ConnectorAction {}

  /**
   * End the association at once, without the peer's consent; one that is still being opened is given up. Answered by Lost, for one being
   * opened OpenFailed will do, too.
   */
  record Abort(long association, String reason) implements ConnectorAction {}

  /** One that runs already is started anew. */
  record StartTimer(ConnectorTimer timer, Duration after) implements ConnectorAction {}

  record StopTimer(ConnectorTimer timer) implements ConnectorAction {}

  /** See whether the peer's address accepts a connection, cheaply; answered by {@link ConnectorEvent.Looked}. */
  record Probe() implements ConnectorAction {}

  /** Return the entry to its originator; it has left the queue. */
  record Return(QueueEntry entry, ReturnReason reason) implements ConnectorAction {}

  /** Remember that an attempt failed. */
  record RecordAttempt(QueueEntry entry, int attempts, Instant notBefore) implements ConnectorAction {}

  /** Whether the peer is believed to be reachable has changed: routing wants to know. */
  record Availability(boolean available) implements ConnectorAction {}

  /** A selected time has begun or ended: routing wants to know. */
  record Scheduled(boolean open) implements ConnectorAction {}

  record Log(Event event) implements ConnectorAction {}

  /** Why mail goes back. */
  enum ReturnReason {
    EXPIRED, OPEN_RETRIES_EXHAUSTED, TRANSFER_RETRIES_EXHAUSTED, TRANSFER_TOO_SLOW, TRANSFER_IMPOSSIBLE,
    /** Only for the recipients to whom it cannot go in any form that the peer takes; the others stay. */
    NO_FORM_FOR_PEER
  }
}
