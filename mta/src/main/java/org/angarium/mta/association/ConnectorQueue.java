package org.angarium.mta.association;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one connector: what waits, in the order it will be transferred, and what is claimed by an association. Priority first,
 * then arrival; an entry whose transfers keep losing associations goes behind all others, so that it cannot starve them.
 */
final class ConnectorQueue {
  /** Associations lost under an entry before it has to wait behind the others. */
  private static final int SUSPECT_AFTER = 2;

  private static final Comparator<Waiting> TRANSFER_ORDER = Comparator
      .comparing((Waiting w) -> w.losses >= SUSPECT_AFTER)
      .thenComparingInt(w -> w.entry.rank()).thenComparingLong(w -> w.entry.id());
  private static final Comparator<Waiting> DUE_ORDER = Comparator
      .comparing((Waiting w) -> w.entry.notBefore())
      .thenComparingLong(w -> w.entry.id());
  private static final Comparator<Waiting> EXPIRY_ORDER = Comparator
      .comparing((Waiting w) -> w.entry.expiry())
      .thenComparingLong(w -> w.entry.id());

  private final Map<Long, Waiting> all = new HashMap<>();
  private final TreeSet<Waiting> ready = new TreeSet<>(TRANSFER_ORDER);
  private final TreeSet<Waiting> delayed = new TreeSet<>(DUE_ORDER);
  private final TreeSet<Waiting> byExpiry = new TreeSet<>(EXPIRY_ORDER);
  private long octets;

  private static final class Waiting {
    private final QueueEntry entry;
    private final int losses;

    Waiting(QueueEntry entry, int losses) {
      this.entry = entry;
      this.losses = losses;
    }
  }

  /** Adds an entry; one that is there already stays as it is. */
  void add(QueueEntry entry, Instant now) {
    put(new Waiting(entry, 0), now);
  }

  /** Takes the next entry to transfer out of the queue, for an association that now owns it. */
  @Nullable
  Claim claim(Instant now) {
    promote(now);
    Waiting first = ready.isEmpty() ? null : ready.first();
    if (first == null) {
      return null;
    }
    remove(first.entry.id());
    return new Claim(first.entry, first.losses);
  }

  /** The claim's association ended before the transfer did. */
  void giveBack(Claim claim, Instant now) {
    put(new Waiting(claim.entry(), claim.losses() + 1), now);
  }

  @Nullable
  QueueEntry remove(long entry) {
    Waiting waiting = all.remove(entry);
    if (waiting == null) {
      return null;
    }
    ready.remove(waiting);
    delayed.remove(waiting);
    byExpiry.remove(waiting);
    octets -= waiting.entry.octets();
    return waiting.entry;
  }

  /** The entry that would be claimed next. */
  @Nullable
  QueueEntry peek(Instant now) {
    promote(now);
    return ready.isEmpty() ? null : ready.first().entry;
  }

  /** How many could be transferred now. */
  int readyCount(Instant now) {
    promote(now);
    return ready.size();
  }

  int size() {
    return all.size();
  }

  long octets() {
    return octets;
  }

  boolean isEmpty() { return all.isEmpty(); }

  /** Takes the expired entries out. */
  List<QueueEntry> takeExpired(Instant now) {
    List<QueueEntry> expired = new ArrayList<>();
    while (!byExpiry.isEmpty() && !byExpiry.first().entry.expiry().isAfter(now)) {
      QueueEntry entry = byExpiry.first().entry;
      remove(entry.id());
      expired.add(entry);
    }
    return expired;
  }

  /** Takes everything out. */
  List<QueueEntry> takeAll() {
    List<QueueEntry> taken = entries();
    taken.forEach(entry -> remove(entry.id()));
    return taken;
  }

  /** Nothing is held back any longer. */
  void release() {
    ready.addAll(delayed);
    delayed.clear();
  }

  /** When something becomes due or expires by itself, or null. */
  @Nullable
  Instant nextWake() {
    Instant due = delayed.isEmpty() ? null : delayed.first().entry.notBefore();
    Instant expiry = byExpiry.isEmpty() ? null : byExpiry.first().entry.expiry();
    if (due == null || expiry == null) {
      return due == null ? expiry : due;
    }
    return due.isBefore(expiry) ? due : expiry;
  }

  /** Everything that waits, in transfer order, delayed entries last. */
  List<QueueEntry> entries() {
    List<QueueEntry> list = new ArrayList<>(all.size());
    collect(ready, list);
    collect(delayed, list);
    return list;
  }

  @Nullable
  Instant oldestArrival() {
    Instant oldest = null;
    for (Waiting waiting : all.values()) {
      if (oldest == null || waiting.entry.arrival().isBefore(oldest)) {
        oldest = waiting.entry.arrival();
      }
    }
    return oldest;
  }

  private static void collect(Collection<Waiting> from, List<QueueEntry> list) {
    from.forEach(waiting -> list.add(waiting.entry));
  }

  private void put(Waiting waiting, Instant now) {
    if (all.putIfAbsent(waiting.entry.id(), waiting) != null) {
      return;
    }
    (waiting.entry.notBefore().isAfter(now) ? delayed : ready).add(waiting);
    byExpiry.add(waiting);
    octets += waiting.entry.octets();
  }

  private void promote(Instant now) {
    while (!delayed.isEmpty() && !delayed.first().entry.notBefore().isAfter(now)) {
      Waiting due = delayed.first();
      delayed.remove(due);
      ready.add(due);
    }
  }

  /**
   * An entry owned by an association.
   *
   * @param losses associations that ended under it so far
   */
  record Claim(QueueEntry entry, int losses) {}
}
