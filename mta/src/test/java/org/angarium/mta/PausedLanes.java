package org.angarium.mta;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;

/** Lanes of which some can be stopped for a while, so that a test decides what comes first. */
public final class PausedLanes implements Lanes {
  private final Lanes lanes;
  private final String prefix;
  private final List<Runnable> later = new ArrayList<>();
  private boolean paused;

  /** @param prefix with which the names of those begin that can be stopped */
  public PausedLanes(Lanes lanes, String prefix) {
    this.lanes = lanes;
    this.prefix = prefix;
  }

  /** From now on such lanes do nothing. */
  public synchronized void pause() {
    paused = true;
  }

  /** They go on with what they were given meanwhile. */
  public synchronized void goOn() {
    paused = false;
    later.forEach(Runnable::run);
    later.clear();
  }

  private synchronized void run(Runnable start) {
    if (paused) {
      later.add(start);
    } else {
      start.run();
    }
  }

  @Override
  public InstantSource clock() {
    return lanes.clock();
  }

  @Override
  public Lane lane(String name) {
    Lane lane = lanes.lane(name);
    return name.startsWith(prefix) ? task -> run(() -> lane.execute(task)) : lane;
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
