package org.angarium.mta.transfer;

import java.time.Instant;
import org.angarium.mta.config.Lifetimes;

/** How long a subject may wait. */
record Lifespan(Lifetimes lifetimes) {
  /**
   * When it is given up: at the originator's latest delivery time, but no later than the life of its priority after it began to wait,
   * which is counted here: clocks elsewhere may be wrong.
   */
  Instant end(Subject subject, Instant beginning) {
    Instant byPriority = beginning.plus(lifetimes.ofRank(subject.rank()));
    Instant latest = subject.extensions().latestDeliveryTime();
    return latest != null && latest.isBefore(byPriority) ? latest : byPriority;
  }
}
