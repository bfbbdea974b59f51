package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a connector between attempts to open. It belongs to the connector: no association's end can stop it, and it never gives up
 * (law 3).
 */
final class OpenRetry {
  /** Even with signs of life all the time, a peer that does not answer sees no more than one attempt in this time. */
  static final Duration LEAST_SPACING = Duration.ofSeconds(1);

  private int attempts;
  private @Nullable Instant holdUntil;
  private @Nullable Instant lastAttempt;
  private @Nullable Failure lastFailure;

  boolean isHolding() { return holdUntil != null; }

  @Nullable
  Instant holdUntil() {
    return holdUntil;
  }

  /** Failed attempts since an association was last open, or since mail was last returned. */
  int attempts() {
    return attempts;
  }

  @Nullable
  Failure lastFailure() {
    return lastFailure;
  }

  void attempting(Instant now) {
    lastAttempt = now;
  }

  /** An attempt failed, or an association that had achieved nothing was lost. */
  void failed(Failure failure, Instant now, Duration openInterval) {
    attempts++;
    lastFailure = failure;
    holdUntil = now.plus(openInterval);
  }

  void opened() {
    attempts = 0;
    holdUntil = null;
    lastFailure = null;
  }

  /** Mail has been returned; counting starts anew, trying goes on. */
  void countAnew() {
    attempts = 0;
  }

  void holdEnds() {
    holdUntil = null;
  }

  /** A sign of life: answers how long the next attempt must still wait, which is zero unless one was made just now. */
  Duration shorten(Instant now) {
    Instant earliest = lastAttempt == null ? now : lastAttempt.plus(LEAST_SPACING);
    if (!earliest.isAfter(now)) {
      holdUntil = null;
      return Duration.ZERO;
    }
    holdUntil = earliest;
    return Duration.between(now, earliest);
  }

  /** Whether the last failure says nothing about the peer but that the network did not reach it. */
  boolean networkFailed() {
    if (lastFailure == null) {
      return false;
    }
    boolean refused = lastFailure.kind() == Failure.Kind.REFUSED_PERMANENT
        || lastFailure.kind() == Failure.Kind.REFUSED_TRANSIENT;
    return !refused && lastFailure.layer().compareTo(Layer.TRANSPORT) <= 0
        || lastFailure.kind() == Failure.Kind.CONNECTION_LOST || lastFailure.kind() == Failure.Kind.TIMEOUT;
  }
}
