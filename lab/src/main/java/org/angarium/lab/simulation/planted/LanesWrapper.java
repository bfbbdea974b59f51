package org.angarium.lab.simulation.planted;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** Lanes around lanes, to be wrong in one method. */
abstract class LanesWrapper implements Lanes {
  private final Lanes lanes;

  LanesWrapper(Lanes lanes) {
    this.lanes = lanes;
  }

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
    return lanes.after(delay, lane, task);
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return lanes.await(stage);
  }
}
