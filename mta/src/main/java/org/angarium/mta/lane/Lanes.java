package org.angarium.mta.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Makes lanes and timers; carries the clock, so that nothing else reads one. */
public interface Lanes {
  InstantSource clock();

  /** A new lane. {@code name} appears in thread dumps. */
  Lane lane(String name);

  /** Runs the task in the lane after the delay, unless cancelled before. */
  Timer after(Duration delay, Lane lane, Runnable task);

  /**
   * Waits for what lanes, timers, the network or the store will complete; never called in a lane.
   *
   * @throws java.util.concurrent.CompletionException if it completes exceptionally
   */
  <T> T await(CompletionStage<T> stage);

  /**
   * Tells from now on of tasks that do not come to an end. Nothing is told where time stands still while a task runs, as in a simulation.
   */
  default void watch(LaneListener listener) {}

  /** Tasks that do not come to an end; can be asked while no lane moves. */
  default List<StuckTask> stuck() {
    return List.of();
  }

  /** A timer that has been started. */
  interface Timer {
    /** The task will not be started any more; called in the timer's lane, that is certain. */
    void cancel();
  }
}
