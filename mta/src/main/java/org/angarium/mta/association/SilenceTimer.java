package org.angarium.mta.association;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.jspecify.annotations.Nullable;

/**
 * Notices that nothing is heard of a peer though something of it is due, long before the wait for it reaches its bound. Looks now and then
 * instead of starting a timer with everything that arrives.
 */
final class SilenceTimer {
  private static final Duration LOOK = Duration.ofSeconds(1);
  /** Looks without anything new, after which a peer counts as silent: 2 to 3 s. */
  private static final int LOOKS = 2;

  private final Lanes lanes;
  private final Lane lane;
  private final BooleanSupplier due;
  private final LongSupplier octets;
  private final Consumer<Boolean> silent;
  private Lanes.@Nullable Timer timer;
  private long heard;
  private int vain;
  private boolean told;

  /**
   * @param due whether something is due from the peer
   * @param octets that have been heard so far
   * @param silent learns that the peer is silent, or is no longer
   */
  SilenceTimer(Lanes lanes, Lane lane, BooleanSupplier due, LongSupplier octets, Consumer<Boolean> silent) {
    this.lanes = lanes;
    this.lane = lane;
    this.due = due;
    this.octets = octets;
    this.silent = silent;
  }

  /** Something may have become due. */
  void start() {
    if (timer == null && due.getAsBoolean()) {
      heard = octets.getAsLong();
      vain = 0;
      next();
    }
  }

  private void next() {
    timer = lanes.after(LOOK, lane, this::look);
  }

  private void look() {
    timer = null;
    if (!due.getAsBoolean()) {
      heard();
      return;
    }
    vain = heard == octets.getAsLong() ? vain + 1 : 0;
    heard = octets.getAsLong();
    if (vain == LOOKS) {
      told = true;
      silent.accept(true);
    }
    next();
  }

  /** Octets have arrived. */
  void heard() {
    if (told) {
      told = false;
      vain = 0;
      silent.accept(false);
    }
  }

  /** The association is gone. */
  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
