package org.angarium.osi.stack;

/** The waits of one association end; each is started by an action and bounds one thing. */
public enum StackTimer {
  /** From the start of opening until the association is open; at the responder, until the peer has opened it. */
  OPEN,
  /** Session timer TIM: an end was sent, the peer should drop the transport connection. */
  SESSION_DISCONNECT,
  /** An answer of the peer is due: checkpoint, end, interrupt, discard, turn or release. */
  ANSWER,
  /** Receiver: the next octets of an activity are due. */
  RECEIVE
}
