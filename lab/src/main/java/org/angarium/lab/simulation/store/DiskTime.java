package org.angarium.lab.simulation.store;

import java.time.Duration;

/** Lets a disk take its time. */
@FunctionalInterface
public interface DiskTime {
  /** The disk takes no time at all. */
  DiskTime NONE = (delay, task) -> task.run();

  void after(Duration delay, Runnable task);
}
