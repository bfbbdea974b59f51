package org.angarium.lab.simulation.planted;

import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** Timers that expire when the wall clock shows their time, however late that is. */
final class WallClockTimers extends LanesWrapper {
  WallClockTimers(Lanes lanes) {
    super(lanes);
  }

  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    return new Following(clock().instant().plus(delay), delay, lane, task);
  }

  /** One timer, set again as long as its time has not come. */
  private final class Following implements Timer {
    private Timer timer;

    Following(Instant due, Duration delay, Lane lane, Runnable task) {
      this.timer = set(due, delay, lane, task);
    }

    private Timer set(Instant due, Duration delay, Lane lane, Runnable task) {
      return WallClockTimers.super.after(delay, lane, () -> {
        Duration left = Duration.between(clock().instant(), due);
        if (left.isPositive()) {
          timer = set(due, left, lane, task);
        } else {
          task.run();
        }
      });
    }

    @Override
    public void cancel() {
      timer.cancel();
    }
  }
}
