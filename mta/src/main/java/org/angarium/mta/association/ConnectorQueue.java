package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one connector: what waits, in the order it will be transferred. What an association has claimed is not in it. Priority
 * first, then arrival; an entry whose transfers keep losing associations goes behind the others, so that it cannot starve them, but gets
 * its turn now and then, so that they cannot starve it.
 */
final class ConnectorQueue {
  /** Associations lost under an entry before it has to wait behind the others. */
  private static final int SUSPECT_AFTER = 2;
  /** Other entries claimed before a suspect one gets its turn. */
  private static final int OTHERS_BEFORE_SUSPECT = 20;

  private static final Comparator<Waiting> TRANSFER_ORDER = Comparator
      .comparingInt((Waiting w) -> w.entry.rank()).thenComparingLong(w -> w.entry.id());
  private static final Comparator<Waiting> DUE_ORDER = Comparator
      .comparing(Waiting::due)
      .thenComparingLong(w -> w.entry.id());
  private static final Comparator<Waiting> EXPIRY_ORDER = Comparator
      .comparing((Waiting w) -> w.entry.expiry())
      .thenComparingLong(w -> w.entry.id());

  private final Map<Long, Waiting> all = new HashMap<>();
  private final TreeSet<Waiting> ready = new TreeSet<>(TRANSFER_ORDER);
  private final TreeSet<Waiting> suspect = new TreeSet<>(TRANSFER_ORDER);
  private final TreeSet<Waiting> delayed = new TreeSet<>(DUE_ORDER);
  private final TreeSet<Waiting> byExpiry = new TreeSet<>(EXPIRY_ORDER);
  private final Map<Long, Past> withdrawn = new RememberedPasts();
  private long octets;
  private int othersSinceSuspect;

  /** The most recent ones; forgetting older ones costs no more than a few attempts. */
  private static final class RememberedPasts extends LinkedHashMap<Long, Past> {
    private static final int MOST = 1000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Past> eldest) {
      return size() > MOST;
    }
  }

  /**
   * What has happened under an entry so far.
   *
   * @param losses associations that ended under it without having brought it further
   * @param reached octets of it that a peer has confirmed at most
   */
  private record Past(int losses, long reached) {
    static final Past NONE = new Past(0, 0);
  }

  /** @param kept until when it is kept for an association, apart from any other reason to wait; {@link Instant#MIN} if it is not */
  private record Waiting(QueueEntry entry, Past past, Instant kept) {
    Waiting(QueueEntry entry, Past past) {
      this(entry, past, Instant.MIN);
    }

    Instant due() {
      return entry.notBefore().isBefore(kept) ? kept : entry.notBefore();
    }

    Waiting keptUntil(Instant until) {
      return new Waiting(entry, past, until);
    }

    /** As others see it: when it may go, for whatever reason it may not yet. */
    QueueEntry shown() {
      return entry.attempted(entry.attempts(), due());
    }

    /** Waits for nothing. */
    Waiting free() {
      return notBefore(Instant.MIN).keptUntil(Instant.MIN);
    }

    Waiting notBefore(Instant time) {
      return new Waiting(entry.attempted(entry.attempts(), time), past, kept);
    }
  }

  /** Adds an entry; one that is there already stays as it is. */
  void add(QueueEntry entry, Instant now) {
    put(new Waiting(entry, withdrawn.getOrDefault(entry.id(), Past.NONE)), now);
  }

  /** Takes entries out for another connector; if they come back, what they did here is not forgotten. */
  void withdraw(List<Long> entries) {
    for (long entry : entries) {
      Waiting waiting = all.get(entry);
      remove(entry);
      if (waiting != null && !waiting.past.equals(Past.NONE)) {
        withdrawn.put(entry, waiting.past);
      }
    }
  }

  /** Takes the next entry to transfer out of the queue, for an association that now owns it. */
  @Nullable
  Claim claim(Instant now) {
    Waiting next = next(now);
    if (next == null) {
      return null;
    }
    othersSinceSuspect = suspect.isEmpty() || isSuspect(next) ? 0 : othersSinceSuspect + 1;
    return claim(next);
  }

  /** Takes this entry out of the queue, whether it is its turn or not, for an association that now owns it. */
  @Nullable
  Claim claim(long entry) {
    Waiting waiting = all.get(entry);
    return waiting == null ? null : claim(waiting);
  }

  private Claim claim(Waiting waiting) {
    remove(waiting.entry.id());
    return new Claim(waiting.free().entry, waiting.past.losses, waiting.past.reached);
  }

  /** Keeps the entry for {@link #claim(long)} until then; afterwards it is anybody's again. */
  void hold(long entry, Instant until, Instant now) {
    Waiting waiting = all.get(entry);
    if (waiting != null && waiting.kept.isBefore(until)) {
      replace(waiting.keptUntil(until), now);
    }
  }

  /** It need not be kept any longer; what it waits for otherwise it still does. */
  void unhold(long entry, Instant now) {
    Waiting waiting = all.get(entry);
    if (waiting != null) {
      replace(waiting.keptUntil(Instant.MIN), now);
    }
  }

  private void replace(Waiting waiting, Instant now) {
    remove(waiting.entry.id());
    put(waiting, now);
  }

  /** The claim's association ended before the transfer did, and has not brought it further. */
  void giveBack(Claim claim, Instant now) {
    put(new Waiting(claim.entry(), new Past(claim.losses() + 1, claim.reached())), now);
  }

  /** The transfer of the claim was interrupted in order, or lost after it had come further than ever. */
  void putBack(Claim claim, Instant now) {
    put(new Waiting(claim.entry(), new Past(claim.losses(), claim.reached())), now);
  }

  /** An entry whose claim was given back is not to be tried again before this time. */
  void delay(long entry, Instant notBefore, Instant now) {
    Waiting waiting = all.get(entry);
    if (waiting != null) {
      replace(waiting.notBefore(notBefore), now);
    }
  }

  @Nullable
  QueueEntry remove(long entry) {
    Waiting waiting = all.remove(entry);
    if (waiting == null) {
      return null;
    }
    ready.remove(waiting);
    suspect.remove(waiting);
    delayed.remove(waiting);
    byExpiry.remove(waiting);
    octets -= waiting.entry.octets();
    return waiting.entry;
  }

  /** The entry that would be claimed next. */
  @Nullable
  QueueEntry peek(Instant now) {
    Waiting next = next(now);
    return next == null ? null : next.entry;
  }

  /** How many could be transferred now. */
  int readyCount(Instant now) {
    promote(now);
    return ready.size() + suspect.size();
  }

  /** The entry of this number, if it waits. */
  @Nullable
  QueueEntry find(long entry) {
    Waiting waiting = all.get(entry);
    return waiting == null ? null : waiting.shown();
  }

  /** Whether the entry waits, and for nothing but an association. */
  boolean isTimely(long entry, Instant now) {
    Waiting waiting = all.get(entry);
    return waiting != null && !waiting.entry.notBefore().isAfter(now);
  }

  boolean contains(long entry) {
    return all.containsKey(entry);
  }

  int size() {
    return all.size();
  }

  long octets() {
    return octets;
  }

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

  /** Takes out what came until then. */
  List<QueueEntry> takeArrivedUntil(Instant time) {
    List<QueueEntry> taken = entries().stream().filter(entry -> !entry.arrival().isAfter(time)).toList();
    taken.forEach(entry -> remove(entry.id()));
    return taken;
  }

  /** The clock was set back: what is held back is due as much earlier by it. */
  void clockSetBack(Duration by, Instant now) {
    for (Waiting waiting : List.copyOf(delayed)) {
      replace(waiting.notBefore(earlier(waiting.entry.notBefore(), by)).keptUntil(earlier(waiting.kept, by)),
          now);
    }
  }

  /** Nothing is held back any longer. */
  void release(Instant now) {
    for (Waiting waiting : List.copyOf(delayed)) {
      replace(waiting.free(), now);
    }
  }

  private static Instant earlier(Instant time, Duration by) {
    return time.equals(Instant.MIN) ? time : time.minus(by);
  }

  /** When something becomes due or expires by itself, or null. */
  @Nullable
  Instant nextWake() {
    Instant due = delayed.isEmpty() ? null : delayed.first().due();
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
    collect(suspect, list);
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
    from.forEach(waiting -> list.add(waiting.shown()));
  }

  private void put(Waiting waiting, Instant now) {
    if (all.containsKey(waiting.entry.id())) {
      return;
    }
    boolean due = !waiting.due().isAfter(now);
    // It has waited as long as it had to: that time is not looked at again, should the clock be set back behind it.
    Waiting put = due ? waiting.free() : waiting;
    all.put(put.entry.id(), put);
    if (due) {
      makeReady(put);
    } else {
      delayed.add(put);
    }
    byExpiry.add(put);
    octets += put.entry.octets();
  }

  private void promote(Instant now) {
    while (!delayed.isEmpty() && !delayed.first().due().isAfter(now)) {
      replace(delayed.first(), now);
    }
  }

  private void makeReady(Waiting waiting) {
    (isSuspect(waiting) ? suspect : ready).add(waiting);
  }

  private static boolean isSuspect(Waiting waiting) {
    return waiting.past.losses >= SUSPECT_AFTER;
  }

  private @Nullable Waiting next(Instant now) {
    promote(now);
    if (ready.isEmpty() || !suspect.isEmpty() && othersSinceSuspect >= OTHERS_BEFORE_SUSPECT) {
      return suspect.isEmpty() ? null : suspect.first();
    }
    return ready.first();
  }

  /**
   * An entry owned by an association.
   *
   * @param losses associations that ended under it without having brought it further
   * @param reached octets of it that a peer has confirmed at most
   */
  record Claim(QueueEntry entry, int losses, long reached) {
    Claim reaching(long octets) {
      return new Claim(entry, losses, Math.max(reached, octets));
    }

    boolean isSuspect() { return losses >= SUSPECT_AFTER; }
  }
}
