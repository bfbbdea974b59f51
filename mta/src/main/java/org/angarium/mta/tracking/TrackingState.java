package org.angarium.mta.tracking;

import java.util.Locale;
import java.util.Optional;

/** Where a message stands for one recipient, as far as this MTA knows. */
public enum TrackingState {
  /** In a queue here. */
  WAITING,
  /** Held until its time. */
  DEFERRED,
  /** With the next MTA. */
  TRANSFERRED, DELIVERED, NOT_DELIVERED,
  /** Other recipients stand for this one: members of a list, another recipient. */
  REPLACED,
  /** A report that ended here. */
  DROPPED;

  /** As commands show and take it: {@code not-delivered}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<TrackingState> of(String word) {
    for (TrackingState state : values()) {
      if (state.word().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
