package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.angarium.lab.simulation.time.VirtualTime;
import org.jspecify.annotations.Nullable;

/** What people, chance and fate do to the world, one thing after the other: never in the middle of a task. */
final class Agenda {
  private final VirtualTime time;
  private final PriorityQueue<Item> items = new PriorityQueue<>(
      Comparator.comparing(Item::at).thenComparingLong(Item::number));
  private long numbers;

  /** One thing to do. */
  private record Item(Duration at, long number, Runnable action) {}

  Agenda(VirtualTime time) {
    this.time = time;
  }

  void at(Duration elapsed, Runnable action) {
    items.add(new Item(elapsed, numbers++, action));
  }

  void in(Duration delay, Runnable action) {
    at(time.elapsed().plus(delay), action);
  }

  /** Lets everything happen that is due until then, what it adds included. */
  void runUntil(Duration end) {
    for (Item next = due(end); next != null; next = due(end)) {
      time.runUntil(VirtualTime.START.plus(next.at()));
      next.action().run();
      time.settle();
    }
    time.runUntil(VirtualTime.START.plus(end));
  }

  private @Nullable Item due(Duration end) {
    Item next = items.peek();
    return next != null && next.at().compareTo(end) <= 0 ? items.poll() : null;
  }

  void clear() {
    items.clear();
  }
}
