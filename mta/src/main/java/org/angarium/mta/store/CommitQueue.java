package org.angarium.mta.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Units on their way to the writer, first in, first out. The writer takes as many at once as wait, so that they share one disk write;
 * when only patient ones wait it waits for others, but not for long.
 */
final class CommitQueue {
  private static final int BATCH_UNITS = 1024;
  private static final long BATCH_OCTETS = 8L * 1024 * 1024;
  private static final long WAITING_OCTETS = 64L * 1024 * 1024;

  private final long patienceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final ArrayDeque<WriteUnit> waiting = new ArrayDeque<>();
  private long waitingOctets;
  private int impatient;
  private long patientSince;
  private boolean closed;
  private @Nullable Thread writer;

  CommitQueue(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Hands a unit in. Waits while too much waits already: producers that outrun the disk are slowed down instead of filling the memory.
   *
   * @return false when the queue is closed and the unit will not be written
   */
  boolean offer(WriteUnit unit) {
    lock.lock();
    try {
      while (!closed && unit.octets() > 0 && waitingOctets > WAITING_OCTETS
          && Thread.currentThread() != writer) {
        drained.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      boolean wakes = waiting.isEmpty() || impatient == 0 && !unit.patient()
          || waiting.size() == BATCH_UNITS;
      if (waiting.isEmpty()) {
        patientSince = System.nanoTime();
      }
      waiting.add(unit);
      waitingOctets += unit.octets();
      if (!unit.patient()) {
        impatient++;
      }
      if (wakes) {
        filled.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next units to write together; none when the queue is closed and empty. Called by the writer only. */
  List<WriteUnit> take() throws InterruptedException {
    lock.lock();
    try {
      writer = Thread.currentThread();
      while (waiting.isEmpty() && !closed) {
        filled.await();
      }
      while (impatient == 0 && !closed && waiting.size() < BATCH_UNITS) {
        long left = patientSince + patienceNanos - System.nanoTime();
        if (left <= 0 || filled.awaitNanos(left) <= 0) {
          break;
        }
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  private List<WriteUnit> drain() {
    List<WriteUnit> batch = new ArrayList<>(Math.min(waiting.size(), BATCH_UNITS));
    long octets = 0;
    while (batch.size() < BATCH_UNITS && octets < BATCH_OCTETS) {
      WriteUnit unit = waiting.poll();
      if (unit == null) {
        break;
      }
      batch.add(unit);
      octets += unit.octets();
      if (!unit.patient()) {
        impatient--;
      }
    }
    waitingOctets -= octets;
    patientSince = System.nanoTime();
    drained.signalAll();
    return batch;
  }

  /** Nothing more is let in; what waits is still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
