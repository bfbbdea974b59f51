package org.angarium.osi.stack;

import java.time.Duration;

/**
 * Bounds of one association end: no wait and no buffer is without one.
 *
 * @param open whole opening of the association, all layers
 * @param answer an answer of the peer to a checkpoint, turn, interrupt, discard or release
 * @param endAnswer an answer to the end of an activity: the peer makes the message durable first
 * @param receive next octets of an activity from the peer
 * @param disconnect session timer TIM
 * @param maxTpduSize TPDU size to propose, 128…8192 and a power of two
 * @param maxSsduOctets largest session service data unit that is reassembled
 * @param maxUncheckpointedOctets largest APDU that is sent or received when no checkpoints were agreed, since it must be in memory
 */
public record StackLimits(Duration open, Duration answer, Duration endAnswer, Duration receive,
    Duration disconnect, int maxTpduSize,
    int maxSsduOctets, int maxUncheckpointedOctets) {
  public static final StackLimits DEFAULT = new StackLimits(Duration.ofSeconds(60), Duration.ofSeconds(120),
      Duration.ofSeconds(300), Duration.ofSeconds(180), Duration.ofSeconds(30), 8192, 1 << 20, 8 << 20);
}
