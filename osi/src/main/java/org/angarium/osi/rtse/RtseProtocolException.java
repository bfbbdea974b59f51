package org.angarium.osi.rtse;

/** The peer did what X.228 does not allow in the current state: the association has to be aborted. */
final class RtseProtocolException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int abortReason;
  private final Failure.Kind kind;

  RtseProtocolException(String what) {
    this(what, AbortReason.PROTOCOL_ERROR, Failure.Kind.PROTOCOL_ERROR);
  }

  /** @param abortReason RTAB reason to tell the peer */
  RtseProtocolException(String what, int abortReason, Failure.Kind kind) {
    super(what, null, false, false);
    this.abortReason = abortReason;
    this.kind = kind;
  }

  Failure failure() {
    return new Failure(Layer.RTSE, kind, abortReason, false, String.valueOf(getMessage()));
  }

  int abortReason() {
    return abortReason;
  }
}
