package org.angarium.osi.stack;

import org.angarium.osi.rtse.RtsEvent;

/** What can happen to one association end. */
public sealed interface StackEvent {
  /** A request of the RTSE user. */
  record User(RtsEvent request) implements StackEvent {}

  /** The TCP connection is there: asked for by {@link StackAction.Connect}, or accepted from a listener. */
  record Connected() implements StackEvent {}

  /** Octets arrived. */
  record Received(byte[] octets) implements StackEvent {}

  /**
   * The TCP connection could not be made, or has ended.
   *
   * @param cause one clause for a person ("connection refused", "connection reset by peer", "closed by peer")
   */
  record Disconnected(String cause) implements StackEvent {}

  /** A timer started by {@link StackAction.StartTimer} ran out. */
  record TimerExpired(StackTimer timer) implements StackEvent {}
}
