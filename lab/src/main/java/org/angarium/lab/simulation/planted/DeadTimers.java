package org.angarium.lab.simulation.planted;

import java.time.Duration;
import org.angarium.lab.simulation.time.VirtualLane;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** Lanes whose associations have no timers. */
final class DeadTimers extends LanesWrapper {
  DeadTimers(Lanes lanes) {
    super(lanes);
  }

  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    if (lane instanceof VirtualLane virtual && virtual.name().startsWith("association")) {
      return () -> {};
    }
    return super.after(delay, lane, task);
  }
}
