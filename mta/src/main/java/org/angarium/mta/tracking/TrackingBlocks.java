package org.angarium.mta.tracking;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the records are kept. */
@FunctionalInterface
public interface TrackingBlocks {
  /**
   * Visits blocks, the newest first, until the visitor answers false. A block is good until the visitor returns.
   *
   * @param from only those with a record of this time or later; null for all
   * @param until only those with a record before this time; null for all
   */
  void visit(@Nullable Instant from, @Nullable Instant until, Predicate<TrackingBlock> visitor);
}
