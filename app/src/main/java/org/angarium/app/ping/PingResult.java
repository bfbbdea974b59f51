package org.angarium.app.ping;

import java.time.Duration;
import java.util.List;
import org.angarium.osi.rtse.Layer;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt to open an association came.
 *
 * @param accepted whether the peer accepted our bind and gave the name expected
 * @param steps what was reached, lowest layer first
 * @param failedAt the layer that stopped it, null if accepted
 * @param failure why, one sentence; null if accepted
 * @param peer MTA name the peer gave, null if it gave none
 * @param closed whether the association was closed in order afterwards
 */
public record PingResult(boolean accepted, List<Step> steps, @Nullable Layer failedAt,
    @Nullable String failure, @Nullable String peer, boolean closed) {
  public PingResult {
    steps = List.copyOf(steps);
  }

  /**
   * A layer that was reached.
   *
   * @param after since the start of the attempt
   * @param detail what is worth knowing about it, possibly empty
   */
  public record Step(Layer layer, Duration after, String detail) {}
}
