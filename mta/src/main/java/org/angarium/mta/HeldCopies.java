package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/** Copies that wait for a time rather than for a connector, and the one timer that lets the next of them go. Used in one lane. */
final class HeldCopies {
  /** The clock of the machine may be set while a copy waits. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final Lanes lanes;
  private final Lane lane;
  private final Consumer<QueueEntry> due;
  private final Map<Long, QueueEntry> copies = new HashMap<>();
  private final TreeSet<QueueEntry> byTime = new TreeSet<>(
      Comparator.comparing(QueueEntry::notBefore).thenComparingLong(QueueEntry::id));
  private Lanes.@Nullable Timer timer;
  private boolean stopped;

  /** @param due what is done with a copy whose time has come; it is no longer held then */
  HeldCopies(Lanes lanes, Lane lane, Consumer<QueueEntry> due) {
    this.lanes = lanes;
    this.lane = lane;
    this.due = due;
  }

  void hold(List<QueueEntry> entries) {
    for (QueueEntry entry : entries) {
      copies.put(entry.id(), entry);
      byTime.add(entry);
    }
    letGo();
  }

  /** Takes a copy out; null if it is not held. */
  @Nullable
  QueueEntry take(long id) {
    QueueEntry entry = copies.remove(id);
    if (entry != null) {
      byTime.remove(entry);
      restartTimer();
    }
    return entry;
  }

  /** A copy that is held; null if it is not. */
  @Nullable
  QueueEntry find(long id) {
    return copies.get(id);
  }

  List<QueueEntry> copies() {
    return List.copyOf(byTime);
  }

  /** Lets go whatever waits for this, before its time. */
  void letGo(HeldFor cause) {
    List<QueueEntry> ready = stopped
        ? List.of()
        : byTime.stream().filter(entry -> HeldFor.of(entry) == cause).toList();
    ready.forEach(entry -> take(entry.id()));
    ready.forEach(due);
  }

  private void letGo() {
    Instant now = lanes.clock().instant();
    List<QueueEntry> ready = new ArrayList<>();
    while (!stopped && !byTime.isEmpty() && !byTime.first().notBefore().isAfter(now)) {
      QueueEntry entry = byTime.removeFirst();
      copies.remove(entry.id());
      ready.add(entry);
    }
    restartTimer();
    ready.forEach(due);
  }

  private void restartTimer() {
    cancelTimer();
    if (!byTime.isEmpty() && !stopped) {
      Duration until = Duration.between(lanes.clock().instant(), byTime.first().notBefore());
      timer = lanes.after(until.compareTo(LONGEST_SLEEP) < 0 ? until : LONGEST_SLEEP, lane, this::letGo);
    }
  }

  /** Lets nothing go any more. */
  void stop() {
    stopped = true;
    cancelTimer();
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
