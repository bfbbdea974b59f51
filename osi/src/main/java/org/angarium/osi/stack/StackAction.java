package org.angarium.osi.stack;

import java.time.Duration;
import org.angarium.osi.rtse.RtsIndication;

/** What one association end wants done. */
public sealed interface StackAction {
  /** Make the TCP connection; answered by {@link StackEvent.Connected} or {@link StackEvent.Disconnected}. */
  record Connect() implements StackAction {}

  /** Send octets: one or more whole TPKTs. */
  record Send(byte[] octets) implements StackAction {}

  /** Close the TCP connection once everything sent before is out; nothing is expected from it any more. */
  record Disconnect() implements StackAction {}

  /** Start the timer, or start it anew. */
  record StartTimer(StackTimer timer, Duration after) implements StackAction {}

  record StopTimer(StackTimer timer) implements StackAction {}

  /** Tell the RTSE user. */
  record Indicate(RtsIndication indication) implements StackAction {}
}
