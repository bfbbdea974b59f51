package org.angarium.mta.fault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** Long waits are a twentieth as long. */
record QuickLanes(Lanes lanes) implements Lanes {
  private static final Duration LONG = Duration.ofSeconds(5);

  @Override
  public InstantSource clock() {
    return lanes.clock();
  }

  @Override
  public Lane lane(String name) {
    return lanes.lane(name);
  }

  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    return lanes.after(delay.compareTo(LONG) < 0 ? delay : delay.dividedBy(20), lane, task);
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return lanes.await(stage);
  }
}
