package org.angarium.mta.association;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/** What can happen to a connector. */
public sealed interface ConnectorEvent {
  /** Mail for this connector: new, re-routed to it, or found in the store at start. */
  record Queued(List<QueueEntry> entries) implements ConnectorEvent {}

  /** Entries leave this connector: re-routed or deleted. Those claimed by an association stay. */
  record Withdraw(List<Long> entries) implements ConnectorEvent {}

  /** An association asked for by {@link ConnectorAction.Open} is open. */
  record Opened(long association, boolean twoWay, boolean turnHere) implements ConnectorEvent {}

  /** An association asked for by {@link ConnectorAction.Open} did not come about. */
  record OpenFailed(long association, Failure failure) implements ConnectorEvent {}

  /**
   * The peer has opened an association and was authenticated as this connector's.
   *
   * @param recovers the lost association that it continues, null for a new one
   */
  record AcceptedInbound(long association, boolean twoWay, boolean turnHere,
      @Nullable SessionConnectionReference recovers) implements ConnectorEvent {
    public AcceptedInbound(long association, boolean twoWay, boolean turnHere) {
      this(association, twoWay, turnHere, null);
    }
  }

  /** The peer has taken responsibility for the entry claimed by the association. */
  record Transferred(long association) implements ConnectorEvent {}

  /**
   * The entry claimed by the association was not transferred; the association lives on.
   *
   * @param resumeAt where the transfer can go on, null if it has to start again
   */
  record TransferFailed(long association, TransferProblem problem, String reason,
      @Nullable ResumePoint resumeAt) implements ConnectorEvent {
    public TransferFailed(long association, TransferProblem problem, String reason) {
      this(association, problem, reason, null);
    }
  }

  /** The peer has begun ({@code underWay}) or ended to transfer an APDU to us on the association: it is in use. */
  record Receiving(long association, boolean underWay) implements ConnectorEvent {}

  record TurnReceived(long association) implements ConnectorEvent {}

  record TurnWanted(long association, int priority) implements ConnectorEvent {}

  /** The association has closed in order. */
  record Closed(long association, String reason) implements ConnectorEvent {}

  /**
   * The association is gone without having been closed in order.
   *
   * @param resumeAt where the transfer of the claimed copy can go on, null if nothing of it was confirmed
   * @param suspended the association on which the peer's transfer was started that was under way, if what has arrived of it is kept
   */
  record Lost(long association, Failure failure, @Nullable ResumePoint resumeAt,
      @Nullable SessionConnectionReference suspended) implements ConnectorEvent {
    public Lost(long association, Failure failure) {
      this(association, failure, null, null);
    }
  }

  /** A transfer of ours that the end of an earlier run has cut; comes before the entry is queued. */
  record CutBefore(long entry, ResumePoint resumeAt, boolean ours, Instant until) implements ConnectorEvent {}

  /** A transfer of the peer's that the end of an earlier run has cut, on an association that we had opened. */
  record ReceptionCutBefore(SessionConnectionReference connection, Instant until) implements ConnectorEvent {}

  record TimerExpired(ConnectorTimer timer) implements ConnectorEvent {}

  /** Something shows that the peer may be reachable: whatever waits for a retry is tried now. */
  record SignOfLife(String what) implements ConnectorEvent {}

  /** What came of {@link ConnectorAction.Probe}. */
  record Looked(boolean answered) implements ConnectorEvent {}

  /** Something is due from the peer on the association and nothing has been heard of it for some seconds; or it is heard again. */
  record Silent(long association, boolean silent) implements ConnectorEvent {}

  /** An operator wants it tried now; delayed entries go at once, too. */
  record RetryNow() implements ConnectorEvent {}

  /** The configuration has changed. */
  record Reconfigured(ConnectorConfig config) implements ConnectorEvent {}

  /** The MTA stops or the connector has been removed: close what is open, open nothing more. */
  record Stop() implements ConnectorEvent {}

  /** Why an entry was not transferred over a living association. */
  enum TransferProblem {
    /** The peer cannot take it now; another attempt may help. */
    REFUSED,
    /** It was interrupted for a more urgent one ({@link ConnectorAction.Interrupt}). */
    INTERRUPTED,
    /** It took longer than its priority and size allow. */
    TOO_SLOW,
    /** It cannot be transferred to this peer at all. */
    IMPOSSIBLE,
    /** It has no form that the peer takes, for some of its recipients or for all: not in its edition of the standard, or its types. */
    NO_FORM_FOR_PEER
  }
}
