package org.angarium.mta.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Carries events from many callers to one taker on a thread of its own; a full queue drops what comes and counts it. */
final class EventQueue<T> implements AutoCloseable {
  /** Takes what has gathered; must not throw. */
  interface Taker<T> {
    /**
     * Called whenever there is something, and else once a second.
     *
     * @param batch possibly empty
     * @param dropped how many did not find room since the last call
     */
    void take(List<T> batch, long dropped);
  }

  private static final int LARGEST_BATCH = 1000;

  /** An empty one only wakes the taker. */
  private final BlockingQueue<Optional<T>> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final Taker<T> taker;
  private final Thread thread;
  private volatile boolean closing;

  EventQueue(String name, int capacity, Taker<T> taker) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.taker = taker;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Never waits. */
  void offer(T value) {
    if (queue.offer(Optional.of(value))) {
      offered.incrementAndGet();
    } else {
      dropped.incrementAndGet();
    }
  }

  /** Waits until everything offered before has been taken, or the time is over. */
  boolean drain(Duration most) throws InterruptedException {
    long goal = offered.get();
    long end = System.nanoTime() + most.toNanos();
    synchronized (taken) {
      while (taken.get() < goal) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        taken.wait(left);
      }
    }
    return true;
  }

  private void run() {
    List<Optional<T>> gathered = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Optional<T> first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          gathered.add(first);
          queue.drainTo(gathered, LARGEST_BATCH - 1);
        }
      } catch (InterruptedException e) {
        // Nobody has reason to; closing is told by a flag, since an interrupt would close the file being written.
        continue;
      }
      List<T> batch = gathered.stream().flatMap(Optional::stream).toList();
      gathered.clear();
      try {
        taker.take(batch, dropped.getAndSet(0));
      } finally {
        synchronized (taken) {
          taken.addAndGet(batch.size());
          taken.notifyAll();
        }
      }
    }
  }

  /** Takes what is left, for at most five seconds; what is offered afterwards is lost. */
  @Override
  public void close() {
    closing = true;
    queue.offer(Optional.empty());
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
