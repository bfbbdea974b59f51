package org.angarium.mta.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** How long after its submission a message is reported as not delivered, by priority (classic: 2, 7 and 10 days). */
public record Lifetimes(Duration urgent, Duration normal, Duration nonUrgent) {
  public static final Lifetimes DEFAULTS = new Lifetimes(Duration.ofDays(2), Duration.ofDays(7),
      Duration.ofDays(10));

  public Duration longest() {
    return Collections.max(List.of(urgent, normal, nonUrgent));
  }

  /** @param rank 0 urgent, 1 normal, 2 non-urgent */
  public Duration ofRank(int rank) {
    return switch (rank) {
      case 0 -> urgent;
      case 1 -> normal;
      default -> nonUrgent;
    };
  }
}
