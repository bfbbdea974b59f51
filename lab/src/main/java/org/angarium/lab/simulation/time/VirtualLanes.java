package org.angarium.lab.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.jspecify.annotations.Nullable;

/** The lanes, timers and wall clock of one process. Killed, nothing of it runs any more; frozen, it all waits. */
public final class VirtualLanes implements Lanes {
  private static final Instant FOR_EVER = VirtualTime.START.plus(Duration.ofDays(10_000));

  private final String name;
  private final VirtualTime time;
  private final BiConsumer<String, Throwable> failed;
  private Consumer<VirtualLane> afterEach = lane -> {};
  private final Set<RunningTimer> timers = new LinkedHashSet<>();
  private final List<VirtualLane> thawing = new ArrayList<>();
  private Duration clockError = Duration.ZERO;
  private boolean clockWasSet;
  private boolean dead;
  private boolean frozen;
  private long tasks;
  private @Nullable Runnable before;

  /** A timer that runs, and its lane. */
  public final class RunningTimer implements Timer {
    private final VirtualLane lane;
    private final Runnable task;
    private final VirtualTime.Timed timed;

    private RunningTimer(Duration delay, VirtualLane lane, Runnable task) {
      this.lane = lane;
      this.task = task;
      this.timed = time.after(delay, this::expire);
    }

    public String lane() {
      return lane.name();
    }

    private void expire() {
      if (dead) {
        return;
      }
      lane.execute(() -> {
        if (timers.remove(this)) {
          task.run();
        }
      });
    }

    @Override
    public void cancel() {
      timed.cancel();
      timers.remove(this);
    }
  }

  /** @param failed told of a task that ended with an exception, and of its lane */
  public VirtualLanes(String name, VirtualTime time, BiConsumer<String, Throwable> failed) {
    this.name = name;
    this.time = time;
    this.failed = failed;
  }

  @Override
  public InstantSource clock() {
    return () -> time.now().plus(clockError);
  }

  @Override
  public Lane lane(String laneName) {
    return new VirtualLane(laneName, time, this);
  }

  /** Timers count on the monotonic clock: a jump of the wall clock does not touch them. */
  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    RunningTimer timer = new RunningTimer(delay, (VirtualLane) lane, task);
    timers.add(timer);
    return timer;
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    time.beginAwaiting();
    try {
      runUntilDone(future);
    } finally {
      time.endAwaiting();
    }
    return future.join();
  }

  /** Not longer: whoever waits goes on while other lanes still have something to do. */
  private void runUntilDone(CompletableFuture<?> future) {
    while (!time.settleUntil(future::isDone) && !future.isDone()) {
      if (dead) {
        throw new CompletionException(new IllegalStateException(name + " was killed"));
      }
      time.quiet();
      if (!time.step(FOR_EVER)) {
        throw new StandstillException(name + " waits for what nothing will complete");
      }
    }
  }

  /** Learns of every task that has run, while the process lives. */
  public void afterEach(Consumer<VirtualLane> observer) {
    afterEach = observer;
  }

  void run(VirtualLane lane, Runnable task) {
    tasks++;
    try {
      task.run();
      if (!dead) {
        afterEach.accept(lane);
      }
    } catch (RuntimeException | Error e) {
      if (!dead) {
        failed.accept(lane.toString(), e);
      }
    }
  }

  /** Sets the wall clock, which timers do not follow. */
  public void jumpClock(Duration by) {
    clockError = clockError.plus(by);
    clockWasSet |= !by.isZero();
  }

  /** Whether somebody has set it since the process started. */
  public boolean clockWasSet() {
    return clockWasSet;
  }

  /** Tasks run so far: what has not run has not changed. */
  public long tasks() {
    return tasks;
  }

  /** Runs this with the next task that is handed to a lane, just before it. */
  public void beforeNext(Runnable action) {
    before = action;
  }

  Runnable withBefore(Runnable task) {
    Runnable first = before;
    before = null;
    return first == null ? task : () -> {
      first.run();
      task.run();
    };
  }

  /** Ends the process: no task and no timer of it runs any more. */
  public void kill() {
    dead = true;
    List.copyOf(timers).forEach(RunningTimer::cancel);
  }

  public boolean isDead() { return dead; }

  /** Stops all lanes until {@link #thaw}; what becomes due in the meantime runs then. */
  public void freeze() {
    frozen = true;
  }

  public void thaw() {
    frozen = false;
    List<VirtualLane> lanes = List.copyOf(thawing);
    thawing.clear();
    lanes.forEach(VirtualLane::thawed);
  }

  boolean isFrozen() { return frozen; }

  void wakeWhenThawed(VirtualLane lane) {
    thawing.add(lane);
  }

  /** Timers that run, in the order they were started. */
  public Set<RunningTimer> timers() {
    return timers;
  }

  @Override
  public String toString() {
    return name;
  }
}
