package org.angarium.mta.store;

import java.time.Instant;

/** Times as the database keeps them: milliseconds since 1970, the farthest past and future at the ends of the range. */
final class Times {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Times() {}

  static long toMilliseconds(Instant time) {
    if (time.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  static Instant fromMilliseconds(long milliseconds) {
    if (milliseconds == Long.MIN_VALUE) {
      return Instant.MIN;
    }
    return milliseconds == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(milliseconds);
  }
}
