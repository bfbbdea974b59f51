package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a lost association can be recovered: as long as either side keeps what is needed for that.
 *
 * @param since when it was lost, or when we came to know of it
 * @param until when it is over
 */
record RecoveryTime(Instant since, Instant until) {
  /** Part of the whole time that attempts are apart at most. */
  private static final int LEAST_ATTEMPTS = 4;

  RecoveryTime earlier(Duration by) {
    return new RecoveryTime(since.minus(by), until.minus(by));
  }

  boolean isOver(Instant now) {
    return !until.isAfter(now);
  }

  /**
   * How long to wait for the next attempt after one that failed: as long as has passed already, but not less than the least spacing nor so
   * long that much of the time goes by unused. Null if that would come too late.
   */
  @Nullable
  Duration nextAttempt(Instant now) {
    Duration wait = Duration.between(since, now);
    Duration longest = Duration.between(since, until).dividedBy(LEAST_ATTEMPTS);
    if (wait.compareTo(longest) > 0) {
      wait = longest;
    }
    if (wait.compareTo(OpenRetry.LEAST_SPACING) < 0) {
      wait = OpenRetry.LEAST_SPACING;
    }
    return now.plus(wait).isBefore(until) ? wait : null;
  }
}
