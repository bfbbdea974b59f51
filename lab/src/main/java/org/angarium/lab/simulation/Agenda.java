package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.angarium.lab.simulation.time.VirtualTime;

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
    time.settle();
    while (true) {
      Item next = items.peek();
      Duration limit = next != null && next.at().compareTo(end) < 0 ? next.at() : end;
      // One step at a time: what happens in it may bring something else forward.
      if (time.step(VirtualTime.START.plus(limit))) {
        time.settle();
      } else if (next != null && next.at().compareTo(end) <= 0) {
        time.advanceTo(VirtualTime.START.plus(limit));
        items.remove(next);
        next.action().run();
        time.settle();
      } else {
        time.advanceTo(VirtualTime.START.plus(end));
        return;
      }
    }
  }

  void clear() {
    items.clear();
  }
}
