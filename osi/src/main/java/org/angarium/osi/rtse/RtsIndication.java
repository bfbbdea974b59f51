package org.angarium.osi.rtse;

import org.jspecify.annotations.Nullable;

/**
 * What RTSE tells its user (X.218): indications and confirms. Every association ends with exactly one of {@link OpenRefused},
 * {@link Closed} and {@link Aborted}, in either role and whoever ended it.
 */
public sealed interface RtsIndication {
  /** On the way to an open association this layer has been established. */
  record Progress(Layer layer) implements RtsIndication {}

  /** RT-OPEN indication; answer with {@link RtsEvent.Accept} or {@link RtsEvent.Refuse}. */
  record OpenIndicated(OpenProposal proposal) implements RtsIndication {}

  /**
   * RT-OPEN confirm, accepted.
   *
   * @param checkpointKilooctets what both sides use, 0 for no checkpoints
   * @param userData the encoded bind result as received, possibly empty
   */
  record OpenConfirmed(int checkpointKilooctets, int window, byte[] userData) implements RtsIndication {}

  /**
   * RT-OPEN confirm, refused, by whichever layer. At the initiator every end before the association is open; at the responder a
   * refusal, by a layer below before the user was asked, or by the user itself.
   *
   * @param userData encoded bind error, if the peer sent one
   */
  record OpenRefused(Failure failure, byte @Nullable [] userData) implements RtsIndication {}

  /** The peer starts to transfer an APDU. */
  record TransferStarted(int activity) implements RtsIndication {}

  /**
   * The peer wants to go on with an activity; answer {@link RtsEvent.AcceptResume} or {@link RtsEvent.ReportException}. The octets of
   * the point are -1: the peer does not say them.
   */
  record ResumeIndicated(ResumePoint point) implements RtsIndication {}

  /** Sender: this APDU cannot be sent on this association; nothing was started. */
  record TransferRefused(Failure failure) implements RtsIndication {}

  /** The next octets of the APDU that is being received. */
  record OctetsReceived(byte[] octets) implements RtsIndication {}

  /**
   * The peer set a checkpoint; answer with {@link RtsEvent.ConfirmCheckpoint}.
   *
   * @param octets octets of the APDU before it
   */
  record CheckpointReached(int serial, long octets) implements RtsIndication {}

  /** RT-TRANSFER indication: the whole APDU is here; answer {@link RtsEvent.AcceptTransfer} or {@link RtsEvent.ReportException}. */
  record TransferEnded(long octets) implements RtsIndication {}

  /** Receiver: the sender interrupted the activity and may resume it. Comes after all answers that the user owed. */
  record TransferInterrupted(int reason) implements RtsIndication {}

  /** Receiver: the sender gave the activity up. Comes after all answers that the user owed. */
  record TransferDiscarded(int reason) implements RtsIndication {}

  /** Sender: supply these octets of the APDU. Void once the transfer is stopped or an exception is reported. */
  record FetchOctets(long offset, int length) implements RtsIndication {}

  /** Sender: the peer confirmed a checkpoint; it has these octets. */
  record CheckpointConfirmed(ResumePoint point) implements RtsIndication {}

  /** RT-TRANSFER confirm, positive: the peer has taken responsibility. */
  record TransferConfirmed() implements RtsIndication {}

  /**
   * Sender: the activity has ended without transfer, after {@link RtsEvent.Interrupt} or {@link RtsEvent.Discard}.
   *
   * @param resume where it can go on, null if discarded or nothing was confirmed
   */
  record TransferStopped(@Nullable ResumePoint resume) implements RtsIndication {}

  /**
   * Sender: the receiver cannot go on; answer with {@link RtsEvent.Interrupt}, {@link RtsEvent.Discard} or {@link RtsEvent.Abort}.
   *
   * @param reason X.225 ED reason code
   * @param confirmed the last confirmed checkpoint, null if none
   */
  record ExceptionReported(int reason, @Nullable ResumePoint confirmed) implements RtsIndication {}

  /** RT-TURN-PLEASE indication. */
  record TurnWanted(int priority) implements RtsIndication {}

  /** RT-TURN-GIVE indication: the turn is ours. */
  record TurnReceived() implements RtsIndication {}

  /** The peer has acknowledged {@link RtsEvent.GiveTurn}. */
  record TurnGiven() implements RtsIndication {}

  /** RT-CLOSE indication; answer with {@link RtsEvent.AcceptClose}. */
  record CloseIndicated() implements RtsIndication {}

  /** RT-CLOSE confirm, or the end of a close that we answered: the association is closed in order. */
  record Closed() implements RtsIndication {}

  /** RT-P-ABORT or RT-U-ABORT indication, or our own abort: the association is gone, what was under way is not confirmed. */
  record Aborted(Failure failure) implements RtsIndication {}
}
