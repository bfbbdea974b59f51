package org.angarium.lab.bench;

import java.time.Duration;
import java.time.Instant;

/**
 * From one time to another, by the system's clock: that of another process on this machine is the same.
 *
 * @param to not before {@code from}
 */
record Span(Instant from, Instant to) {
  static Span until(Instant to, Duration length) {
    return new Span(to.minus(length), to);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  double milliseconds() {
    return length().toNanos() / 1e6;
  }

  boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
