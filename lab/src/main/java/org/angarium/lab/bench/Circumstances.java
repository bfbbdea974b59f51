package org.angarium.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.angarium.lab.bench.LateTime.Cause;

/**
 * What went on while messages were transferred.
 *
 * @param processor when this machine had no processor for a thread that was due
 */
record Circumstances(FlightRecording mta, List<Span> processor) {
  /** A write that takes longer is worth being called a wait for the disk. */
  static final Duration SLOW_WRITE = Duration.ofMillis(10);

  /** Milliseconds; 0 if the store wrote nothing during the round. */
  double longestWrite(Latency latency) {
    Span round = latency.round();
    return mta.commits().stream().filter(round::overlaps).mapToDouble(Span::milliseconds).max().orElse(0);
  }

  /** What happened while messages of a round were late. */
  LateTime lateTime(Latency latency) {
    List<Span> slow = mta.commits().stream().filter(span -> span.length().compareTo(SLOW_WRITE) > 0).toList();
    return LateTime.of(latency.late(),
        Map.of(Cause.DISK, slow, Cause.COLLECTOR, mta.collections(), Cause.PROCESSOR, processor));
  }
}
