package org.angarium.mta.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for; a criterion that is null matches every one.
 *
 * @param mtsId MTS-identifier as text; finds the message and the reports on it
 * @param originator whole O/R address as text ({@code OrName.toString}), or a part of it
 * @param recipient as the originator
 * @param content content identifier or correlator
 * @param from accepted at this time or later
 * @param until accepted before this time
 * @param state of one of its recipients
 * @param step that it went through
 * @param limit most messages answered, the latest ones; 1 or more
 */
public record TrackingQuery(@Nullable String mtsId, @Nullable String originator, @Nullable String recipient,
    @Nullable String content, @Nullable Instant from, @Nullable Instant until, @Nullable TrackingState state,
    @Nullable TrackingStep step, int limit) {
  public static final int MOST = 10_000;

  public TrackingQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
    }
  }

  /** Everything about one message. */
  public static TrackingQuery of(String mtsId) {
    return new TrackingQuery(mtsId, null, null, null, null, null, null, null, MOST);
  }

  /** The latest messages. */
  public static TrackingQuery latest(int limit) {
    return new TrackingQuery(null, null, null, null, null, null, null, null, limit);
  }
}
