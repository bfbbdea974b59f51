package org.angarium.mta.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lanes on virtual threads, timers on one scheduler thread that only hands over to lanes. */
public final class LiveLanes implements Lanes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLanes.class);

  private final ScheduledExecutorService scheduler = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timers").factory());

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Lane lane(String name) {
    ThreadFactory threads = Thread.ofVirtual().name(name).factory();
    return new SerialLane(task -> threads.newThread(task).start());
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

  /** Timers no longer run; tasks in lanes do. */
  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  /** A queue that is drained by at most one thread, which lives only while there is work. */
  private static final class SerialLane implements Lane {
    private final Executor carrier;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialLane(Executor carrier) {
      this.carrier = carrier;
    }

    @Override
    public void execute(Runnable task) {
      synchronized (waiting) {
        waiting.add(task);
        if (running) {
          return;
        }
        running = true;
      }
      carrier.execute(this::drain);
    }

    private void drain() {
      while (true) {
        Runnable task;
        synchronized (waiting) {
          task = waiting.poll();
          if (task == null) {
            running = false;
            return;
          }
        }
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          // A task that fails must not take the lane with it.
          LOG.error("task failed in its lane", e);
        }
      }
    }
  }
}
