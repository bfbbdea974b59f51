package org.angarium.lab.simulation.time;

import java.util.ArrayDeque;
import org.angarium.mta.lane.Lane;

/** A lane of one process in virtual time. */
public final class VirtualLane implements Lane {
  private final String name;
  private final VirtualTime time;
  private final VirtualLanes process;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean queued;

  VirtualLane(String name, VirtualTime time, VirtualLanes process) {
    this.name = name;
    this.time = time;
    this.process = process;
  }

  @Override
  public void execute(Runnable task) {
    if (process.isDead()) {
      return;
    }
    waiting.add(process.withBefore(task));
    wake();
  }

  /** Makes it run if it has something to do; while its process is stopped, later. */
  void wake() {
    if (queued || waiting.isEmpty()) {
      return;
    }
    queued = true;
    if (process.isFrozen()) {
      process.wakeWhenThawed(this);
    } else {
      time.ready(this);
    }
  }

  /** Runs the first task. Answers whether the lane stays ready. */
  boolean runOne() {
    if (process.isFrozen()) {
      process.wakeWhenThawed(this);
      return false;
    }
    Runnable task = waiting.poll();
    if (task != null && !process.isDead()) {
      process.run(this, task);
    }
    if (process.isDead()) {
      waiting.clear();
    }
    queued = !waiting.isEmpty();
    return queued;
  }

  void thawed() {
    time.ready(this);
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return process + "/" + name;
  }
}
