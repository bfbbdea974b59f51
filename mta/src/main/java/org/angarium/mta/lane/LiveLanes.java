package org.angarium.mta.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lanes on virtual threads, timers on one scheduler thread that only hands over to lanes, and a thread that looks whether lanes move. */
public final class LiveLanes implements Lanes, AutoCloseable {
  /** Far more than any task takes: none waits for the network, and the slowest disk answers within it. */
  private static final Duration MOST_PER_TASK = Duration.ofMinutes(1);
  private static final int LOOKS_PER_BOUND = 12;
  private static final int MOST_CALLS_SHOWN = 20;
  private static final Logger LOG = LoggerFactory.getLogger(LiveLanes.class);

  private final ScheduledExecutorService scheduler = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timers").factory());
  private final ScheduledExecutorService watchman = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lane watch").factory());
  private final Set<SerialLane> busy = ConcurrentHashMap.newKeySet();
  private final Duration mostPerTask;
  private final LaneWatch watch;

  public LiveLanes() {
    this(MOST_PER_TASK);
  }

  /** @param mostPerTask a task that runs for longer is stuck, at least 12 ns */
  public LiveLanes(Duration mostPerTask) {
    this.mostPerTask = mostPerTask;
    this.watch = new LaneWatch(mostPerTask);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Lane lane(String name) {
    return new SerialLane(name);
  }

  @Override
  public Timer after(Duration delay, Lane lane, Runnable task) {
    AtomicBoolean cancelled = new AtomicBoolean();
    ScheduledFuture<?> future = scheduler.schedule(() -> lane.execute(() -> {
      if (!cancelled.get()) {
        task.run();
      }
    }), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      cancelled.set(true);
      future.cancel(false);
    };
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void watch(LaneListener listener) {
    long between = mostPerTask.toNanos() / LOOKS_PER_BOUND;
    var _ = watchman.scheduleWithFixedDelay(() -> look(listener), between, between, TimeUnit.NANOSECONDS);
  }

  private void look(LaneListener listener) {
    try {
      for (LaneWatch.Finding finding : watch.look(running())) {
        switch (finding) {
          case LaneWatch.Finding.Stuck(LaneWatch.Running running) -> listener.stuck(seen(running));
          case LaneWatch.Finding.MovesAgain(LaneWatch.Running running) -> listener.movesAgain(running.lane(),
              running.runsFor());
        }
      }
    } catch (RuntimeException e) {
      // Without this the next look would never come.
      LOG.error("cannot look at the lanes", e);
    }
  }

  @Override
  public List<StuckTask> stuck() {
    return running().stream().filter(watch::isStuck).map(LiveLanes::seen).toList();
  }

  private List<LaneWatch.Running> running() {
    List<LaneWatch.Running> running = new ArrayList<>();
    for (SerialLane lane : busy) {
      Work work = lane.work;
      if (work != null) {
        running.add(new LaneWatch.Running(work, lane.name, work.runsFor()));
      }
    }
    return running;
  }

  private static StuckTask seen(LaneWatch.Running running) {
    return new StuckTask(running.lane(), running.runsFor(),
        Arrays.stream(((Work) running.task()).thread().getStackTrace()).limit(MOST_CALLS_SHOWN)
            .map(StackTraceElement::toString).toList());
  }

  /** Timers no longer run, and nobody looks at the lanes; tasks in lanes still run. */
  @Override
  public void close() {
    watchman.shutdownNow();
    scheduler.shutdownNow();
  }

  /** A task that runs. */
  private static final class Work {
    private final Thread thread = Thread.currentThread();
    private final long began = System.nanoTime();

    Thread thread() {
      return thread;
    }

    Duration runsFor() {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  /** A queue that is drained by at most one thread, which lives only while there is work. */
  private final class SerialLane implements Lane {
    private final String name;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private volatile @Nullable Work work;

    SerialLane(String name) {
      this.name = name;
    }

    @Override
    public void execute(Runnable task) {
      synchronized (waiting) {
        waiting.add(task);
        if (running) {
          return;
        }
        running = true;
        busy.add(this);
      }
      Thread.ofVirtual().name(name).start(this::drain);
    }

    private void drain() {
      while (true) {
        Runnable task;
        synchronized (waiting) {
          task = waiting.poll();
          if (task == null) {
            running = false;
            busy.remove(this);
            return;
          }
        }
        work = new Work();
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          // A task that fails must not take the lane with it.
          LOG.error("task failed in its lane", e);
        } finally {
          work = null;
        }
      }
    }
  }
}
