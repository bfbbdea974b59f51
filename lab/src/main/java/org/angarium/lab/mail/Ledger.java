package org.angarium.lab.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was submitted, and what the MTAs say they delivered. */
public final class Ledger {
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, Instant> delivered = new HashMap<>();

  public synchronized void submitted(Sent message) {
    sent.put(message.mtsId(), message);
    notifyAll();
  }

  /** An MTA says that it delivered this. */
  public synchronized void delivered(String mtsId, Instant time) {
    delivered.putIfAbsent(mtsId, time);
    notifyAll();
  }

  public synchronized List<Sent> submitted() {
    return new ArrayList<>(sent.values());
  }

  public synchronized int submittedCount() {
    return sent.size();
  }

  public synchronized int deliveredCount() {
    return (int) sent.keySet().stream().filter(delivered::containsKey).count();
  }

  /**
   * Waits for the first delivery that says something about the line.
   *
   * @param before names of messages that had passed the line before, and say nothing
   * @return when it was; empty if none came within the bound
   */
  public synchronized Optional<Instant> firstDelivery(Instant after, Set<String> before, Duration bound)
      throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      Optional<Instant> first = delivered.entrySet().stream()
          .filter(entry -> !entry.getValue().isBefore(after))
          .filter(
              entry -> sent.containsKey(entry.getKey()) && !before.contains(sent.get(entry.getKey()).name()))
          .map(Map.Entry::getValue).min(Instant::compareTo);
      long left = deadline - System.nanoTime();
      if (first.isPresent() || left <= 0) {
        return first;
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
    }
  }

  /** Waits until everything is delivered; answers whether it is. */
  public synchronized boolean awaitAll(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!delivered.keySet().containsAll(sent.keySet())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
    }
    return true;
  }
}
