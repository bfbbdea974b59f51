package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final int LARGEST_PROBE_DOUBLING = 16;

  private int attempts;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private @Nullable Instant holdUntil;
  private boolean onlyFurther;
  private @Nullable Instant lastAttempt;
  /** When the last attempt began, until it has led to an association. */
  private @Nullable Instant attemptBegan;
  /** When it was last looked whether the peer can be reached, unless there was a sign of life since. */
  private @Nullable Instant lastLook;
  /** Of the last failure, whether it counted or not. */
  private @Nullable Instant lastFailed;
  private boolean signSinceAttempt;
  private boolean hastened;
  private int vainProbes;
  private @Nullable Failure lastFailure;

  boolean isHolding() { return holdUntil != null; }

  /** Whether only further associations wait, beside one that was open when the attempt failed. */
  boolean holdsOnlyFurther() {
    return onlyFurther;
  }

  @Nullable
  Instant holdUntil() {
    return holdUntil;
  }

  /** Failed attempts since an association was last of use, or since this number last reached the maximum. */
  int attempts() {
    return attempts;
  }

  @Nullable
  Failure lastFailure() {
    return lastFailure;
  }

  void attempting(Instant now) {
    lastAttempt = now;
    attemptBegan = now;
    signSinceAttempt = false;
  }

  /** Answers whether to look if the peer can be reached: not if an attempt is about to be made, which is a look, too. */
  boolean looks(Instant now) {
    if (isAttemptDue(now, now)) {
      return false;
    }
    lastLook = now;
    return true;
  }

  /** Whether the wait ends by this time. One that ended a while ago is of a clock that was set forward since: its timer still runs. */
  private boolean isAttemptDue(Instant by, Instant now) {
    return holdUntil != null && !by.isBefore(holdUntil) && holdUntil.plus(LEAST_SPACING).isAfter(now);
  }

  /** The peer answered the last attempt, though not with what was hoped for: it is not dead, and nothing need be spaced. */
  void answered() {
    lastAttempt = null;
  }

  /**
   * An attempt failed, or an association was lost before it was of use. An attempt that a sign of life brought forward counts once in an
   * open interval only: signs of life must not use up the retries that mail is entitled to. Nor do attempts that were made side by side.
   */
  void failed(Failure failure, Instant now, Duration openInterval) {
    lastFailure = failure;
    Instant last = failures.peekLast();
    boolean besideAnother = lastFailed != null && lastAttempt != null && lastAttempt.isBefore(lastFailed);
    boolean tooSoon = hastened && last != null && last.plus(openInterval).isAfter(now);
    if (!besideAnother && !tooSoon) {
      attempts++;
      failures.addLast(now);
    }
    if (hastened && failure.layer() != Layer.TCP && failure.kind() != Failure.Kind.TIMEOUT) {
      vainProbes = Math.min(vainProbes + 1, LARGEST_PROBE_DOUBLING);
    }
    hastened = false;
    lastFailed = now;
  }

  /**
   * The next attempt has to wait. Answers how long: a sign of life since the last attempt began shortens it, whichever of those made side by
   * side has failed.
   *
   * <p>The open interval lies between the beginnings of attempts. An attempt that nobody answers takes as long as its bound; were that added,
   * a peer that is back just after an attempt has begun at its old address, or into a network that swallows it, would wait for both.
   *
   * @param soonest how long if there is a reason not to wait for the whole open interval, else the open interval
   */
  Duration hold(Instant now, Duration openInterval, Duration soonest, boolean furtherOnly) {
    onlyFurther = furtherOnly;
    Duration wait = restOf(openInterval, now);
    if (signSinceAttempt) {
      hastened = true;
      wait = shorter(spacing(now), wait);
    } else if (soonest.compareTo(openInterval) < 0) {
      hastened = true;
      wait = shorter(soonest.compareTo(spacing(now)) < 0 ? spacing(now) : soonest, wait);
    }
    Instant sooner = holdUntil;
    if (sooner != null && !sooner.isBefore(now) && sooner.isBefore(now.plus(wait))) {
      // Of attempts made side by side one has failed before, and a sign of life has shortened the wait for the next.
      hastened = true;
      wait = Duration.between(now, sooner);
    }
    holdUntil = now.plus(wait);
    return wait;
  }

  /** What is left of the interval since the attempt began that has just failed; all of it if it had led to an association. */
  private Duration restOf(Duration openInterval, Instant now) {
    Instant began = attemptBegan;
    if (began == null || began.isAfter(now)) {
      return openInterval;
    }
    Duration rest = openInterval.minus(Duration.between(began, now));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Nothing failed, but the last attempt was only just made. */
  Duration holdForSpacing(Instant now) {
    onlyFurther = false;
    Duration wait = spacing(now);
    holdUntil = now.plus(wait);
    return wait;
  }

  /** The clock was set back: what was noted by it is as much earlier. */
  void clockSetBack(Duration by) {
    lastAttempt = earlier(lastAttempt, by);
    attemptBegan = earlier(attemptBegan, by);
    lastLook = earlier(lastLook, by);
    lastFailed = earlier(lastFailed, by);
    List<Instant> noted = List.copyOf(failures);
    failures.clear();
    noted.forEach(time -> failures.add(time.minus(by)));
    holdUntil = earlier(holdUntil, by);
  }

  private static @Nullable Instant earlier(@Nullable Instant time, Duration by) {
    return time == null ? null : time.minus(by);
  }

  /**
   * How long to wait so that attempts, and looks that found nothing, keep their least spacing; one in the future keeps nothing waiting.
   */
  Duration spacing(Instant now) {
    Instant last = later(lastAttempt, lastLook);
    if (last == null || last.isAfter(now)) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, last.plus(LEAST_SPACING));
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || other != null && other.isAfter(one) ? other : one;
  }

  void opened() {
    attemptBegan = null;
    // Still hastened: if it is lost before it was of use, that counts no more than an attempt that failed.
    holdEnds();
    lastFailure = null;
  }

  /** An association was of use: the peer works. */
  void proven() {
    attempts = 0;
    failures.clear();
    hastened = false;
    vainProbes = 0;
  }

  /**
   * Since when as many attempts have failed as there may be, with no association of use among them: what is here since then has had them
   * all. Null while there were fewer.
   */
  @Nullable
  Instant exhaustedSince(int maximum) {
    if (attempts >= maximum) {
      attempts = 0;
    }
    while (failures.size() > maximum) {
      failures.removeFirst();
    }
    return failures.size() < maximum ? null : failures.peekFirst();
  }

  void holdEnds() {
    holdUntil = null;
    onlyFurther = false;
  }

  /**
   * Its timer has run: as much time has passed as it was to wait. If the clock shows less, it was set back meanwhile by more than the machine
   * could see; what was noted by it is as much earlier, so that no spacing is kept a second time.
   */
  void holdRanOut(Instant now) {
    if (holdUntil != null && holdUntil.isAfter(now)) {
      clockSetBack(Duration.between(now, holdUntil));
    }
    holdEnds();
  }

  /**
   * A sign of life. Answers how long the next attempt must still wait, which is zero unless one was made just now, or null if this changes
   * nothing.
   */
  @Nullable
  Duration shorten(Instant now) {
    lastLook = null;
    // Attempts may be under way beside the wait.
    signSinceAttempt = true;
    Instant end = holdUntil;
    if (end == null) {
      return null;
    }
    Duration wait = spacing(now);
    // An end that has passed is of a clock that was set forward since: the timer still has to run as long as it had.
    boolean isNext = !now.plus(wait).isBefore(end) && !now.isAfter(end);
    if (isNext) {
      return null;
    }
    hastened = true;
    if (wait.isZero()) {
      holdEnds();
    } else {
      holdUntil = now.plus(wait);
    }
    return wait;
  }

  /** Whether the last failure says nothing about the peer but that the network did not reach it. */
  boolean networkFailed() {
    if (lastFailure == null) {
      return false;
    }
    boolean refused = lastFailure.kind() == Failure.Kind.REFUSED_PERMANENT
        || lastFailure.kind() == Failure.Kind.REFUSED_TRANSIENT;
    return lastFailure.layer() == Layer.TCP || !refused && lastFailure.layer() == Layer.TRANSPORT
        || lastFailure.kind() == Failure.Kind.CONNECTION_LOST || lastFailure.kind() == Failure.Kind.TIMEOUT;
  }

  /**
   * Time between two looks whether the peer can be reached. Where a connection can be made but associations fail at once, looking says little
   * and is done ever more rarely; an attempt that runs into its bound above TCP takes its time anyway, and the next should be there when a
   * peer that stands still goes on.
   */
  Duration lookInterval(Duration openInterval) {
    return shorter(LOOK_INTERVAL.multipliedBy(1L << vainProbes), openInterval);
  }

  /**
   * How long until the next look, null if an attempt is due no later. The interval counts from the last look or the beginning of the last
   * attempt: what has run into its bound need not be followed by another wait.
   */
  @Nullable
  Duration untilLook(Duration interval, Instant now) {
    Instant last = later(lastAttempt, lastLook);
    Duration wait = interval;
    if (lastAttempt != null && last != null && !last.isAfter(now)) {
      wait = longer(interval.minus(Duration.between(last, now)), Duration.ZERO);
    }
    return isAttemptDue(now.plus(wait), now) ? null : wait;
  }
}
