package org.angarium.osi.rtse;

/** Requests and responses of the RTSE user (X.218). Where a request is not allowed in the current state the machine throws. */
public sealed interface RtsEvent {
  /** RT-OPEN request: connects all layers below, too. */
  record Open(OpenProposal proposal) implements RtsEvent {}

  /**
   * RT-OPEN response that accepts.
   *
   * @param checkpointKilooctets size to use, 0 for no checkpoints; the machine lowers it to what was proposed
   * @param window the machine lowers it to what was proposed
   * @param userData encoded bind result as it stands in connection data, in normal mode with its [17] tag
   */
  record Accept(int checkpointKilooctets, int window, byte[] userData) implements RtsEvent {}

  /**
   * RT-OPEN response that refuses.
   *
   * @param permanent AARE result rejected-permanent, else rejected-transient
   * @param refuseReason X.228 refuse reason, sent in X.410 mode: 0 busy, 1 cannot recover, 2 validation failure, 3 dialogue mode
   * @param userData encoded bind error as it stands in user data RJ, in normal mode with its [18] tag; empty for none
   */
  record Refuse(boolean permanent, int refuseReason, byte[] userData) implements RtsEvent {}

  /**
   * RT-TRANSFER request; allowed with the turn and without an activity. The octets are asked for by
   * {@link RtsIndication.FetchOctets}, a piece at a time.
   *
   * @param length octets of the APDU, 1 or more
   */
  record Transfer(long length) implements RtsEvent {}

  /** Answer to {@link RtsIndication.FetchOctets}: exactly the octets asked for. */
  record Supply(byte[] octets) implements RtsEvent {}

  /** Goes on with an activity that was interrupted or lost (X.228 §7.9); octets before the point are not asked for again. */
  record Resume(ResumePoint point, long length) implements RtsEvent {}

  /** Receiver: all octets before this checkpoint are safe. Each checkpoint is answered, or a later one, or an exception reported. */
  record ConfirmCheckpoint(int serial) implements RtsEvent {}

  /** Receiver: answer to {@link RtsIndication.TransferEnded}; responsibility has been taken, durably. */
  record AcceptTransfer() implements RtsEvent {}

  /**
   * Receiver: goes on with the activity named by {@link RtsIndication.ResumeIndicated} from its checkpoint.
   *
   * @param octets octets of the APDU before that checkpoint; later counts continue from there
   */
  record AcceptResume(long octets) implements RtsEvent {}

  /**
   * Receiver: cannot go on with the current activity (X.228 §7.5); also refuses a resumption. Has no effect when the activity is over.
   * Reason: X.225 ED reason code.
   */
  record ReportException(int reason) implements RtsEvent {}

  /** Sender: suspends the current activity, to be resumed later; answered by {@link RtsIndication.TransferStopped}. */
  record Interrupt(int reason) implements RtsEvent {}

  /** Sender: gives the current activity up; answered by {@link RtsIndication.TransferStopped}. */
  record Discard(int reason) implements RtsEvent {}

  /** RT-TURN-PLEASE request. {@code priority}: 0 is the most urgent. Has no effect with the turn. */
  record PleaseTurn(int priority) implements RtsEvent {}

  /** RT-TURN-GIVE request; allowed with the turn and without an activity. */
  record GiveTurn() implements RtsEvent {}

  /** RT-CLOSE request; the initiator's only, with the turn (in monologue: the turn holder's). */
  record Close() implements RtsEvent {}

  /** RT-CLOSE response. */
  record AcceptClose() implements RtsEvent {}

  /**
   * RT-U-ABORT request, or an abort by RTSE itself.
   *
   * @param reason X.228 abort reason: 0 local system problem, 3 temporary problem, 5 permanent problem, 6 user error, 7 transfer completed
   */
  record Abort(int reason) implements RtsEvent {}
}
