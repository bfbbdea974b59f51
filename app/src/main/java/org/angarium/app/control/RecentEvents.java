package org.angarium.app.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.Events;

/** Remembers the latest events of this run for those who ask; older ones are forgotten. */
public final class RecentEvents implements Events, EventFeed {
  private final InstantSource clock;
  private final int capacity;
  private final Deque<LoggedEvent> events = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private long newest;

  /** @param capacity how many are remembered, 1 or more */
  public RecentEvents(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public void log(Event event) {
    lock.lock();
    try {
      newest++;
      if (events.size() == capacity) {
        events.removeFirst();
      }
      events.addLast(LoggedEvent.of(newest, clock.instant(), event));
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<LoggedEvent> after(long number, int limit) {
    lock.lock();
    try {
      long oldest = newest - events.size();
      return events.stream().skip(Math.max(0, number - oldest)).limit(limit).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(long number, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (newest <= number && left > 0) {
        left = added.awaitNanos(left);
      }
      return newest > number;
    } finally {
      lock.unlock();
    }
  }
}
