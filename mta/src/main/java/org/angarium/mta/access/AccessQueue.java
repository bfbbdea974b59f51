package org.angarium.mta.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one access unit, and who has claimed what. Claims are not durable: after a restart everything that waits may be claimed.
 * Pure; used in one lane.
 */
final class AccessQueue {
  private static final class Copy {
    private final QueueEntry entry;
    private boolean postponed;
    private @Nullable Instant claimedUntil;
    /** What is taken there, as it was when it was claimed. */
    private Optional<AcceptedTypes> claimedAs = Optional.empty();
    private boolean settling;

    Copy(QueueEntry entry) {
      this.entry = entry;
      this.postponed = !entry.notBefore().equals(Instant.MIN);
    }

    /** When something is to happen to it if nobody does anything. */
    Instant wakes() {
      if (claimedUntil != null) {
        return claimedUntil;
      }
      return postponed && entry.notBefore().isBefore(entry.expiry()) ? entry.notBefore() : entry.expiry();
    }

    boolean isFree() { return claimedUntil == null && !settling; }

    /** Of a report nobody is told. */
    boolean isReturnable() {
      return isFree() && entry.kind() != ApduKind.REPORT;
    }
  }

  private final Map<Long, Copy> copies = new HashMap<>();
  private final TreeSet<Copy> inOrder = new TreeSet<>(
      Comparator.comparingInt((Copy copy) -> copy.entry.rank()).thenComparingLong(copy -> copy.entry.id()));
  private final TreeSet<Copy> byTime = new TreeSet<>(
      Comparator.comparing(Copy::wakes).thenComparingLong(copy -> copy.entry.id()));

  /** Takes a copy in, or back as it is now. */
  void add(QueueEntry entry) {
    remove(entry.id());
    Copy copy = new Copy(entry);
    copies.put(entry.id(), copy);
    inOrder.add(copy);
    byTime.add(copy);
  }

  /** Takes a copy out; null if it is not here. */
  @Nullable
  QueueEntry remove(long id) {
    Copy copy = copies.remove(id);
    if (copy == null) {
      return null;
    }
    inOrder.remove(copy);
    byTime.remove(copy);
    return copy.entry;
  }

  /** A copy that nobody has claimed; null if there is none. */
  @Nullable
  QueueEntry unclaimed(long id) {
    Copy copy = copies.get(id);
    return copy != null && copy.isFree() ? copy.entry : null;
  }

  /** Takes a copy out that nobody has claimed; null if there is none. */
  @Nullable
  QueueEntry withdraw(long id) {
    return unclaimed(id) == null ? null : remove(id);
  }

  /** What nobody has claimed, in the order in which it would be. */
  List<QueueEntry> unclaimed() {
    return inOrder.stream().filter(Copy::isFree).map(copy -> copy.entry).toList();
  }

  /** Whether messages or probes wait that nobody has claimed. */
  boolean hasReturnable() {
    return inOrder.stream().anyMatch(Copy::isReturnable);
  }

  /** Takes out the messages and probes that nobody has claimed. */
  List<QueueEntry> withdrawReturnable() {
    List<QueueEntry> all = inOrder.stream().filter(Copy::isReturnable).map(copy -> copy.entry).toList();
    all.forEach(entry -> remove(entry.id()));
    return all;
  }

  /** Takes out everything. */
  List<QueueEntry> clear() {
    List<QueueEntry> all = inOrder.stream().map(copy -> copy.entry).toList();
    copies.clear();
    inOrder.clear();
    byTime.clear();
    return all;
  }

  /**
   * What may be claimed, after {@link #lapse}.
   *
   * @param types what is taken there; absent for everything
   */
  List<QueueEntry> claim(int most, Instant until, Optional<AcceptedTypes> types) {
    List<QueueEntry> claimed = new ArrayList<>();
    for (Copy copy : inOrder) {
      if (claimed.size() == most) {
        break;
      }
      if (copy.isFree() && !copy.postponed) {
        byTime.remove(copy);
        copy.claimedUntil = until;
        copy.claimedAs = types;
        byTime.add(copy);
        claimed.add(copy.entry);
      }
    }
    return claimed;
  }

  /** A copy, and until when it is claimed; null if it is not here. */
  AccessQueues.@Nullable Claimed find(long id, Optional<AcceptedTypes> types) {
    Copy copy = copies.get(id);
    return copy == null
        ? null
        : new AccessQueues.Claimed(copy.entry, copy.claimedUntil, form(copy, types));
  }

  /** Whoever has claimed it was told of a content of that form, whatever is configured since. */
  private static Optional<AcceptedTypes> form(Copy copy, Optional<AcceptedTypes> now) {
    return copy.claimedUntil == null ? now : copy.claimedAs;
  }

  /** Keeps a copy from everybody else until {@link #remove} or {@link #unsettled}. */
  AccessQueues.Begun settle(long id, Optional<AcceptedTypes> types) {
    Copy copy = copies.get(id);
    if (copy == null) {
      return new AccessQueues.Begun(null, false, types);
    }
    if (copy.settling) {
      return new AccessQueues.Begun(null, true, types);
    }
    copy.settling = true;
    // Whoever settles it says soon how that ended, as only the store is waited for.
    byTime.remove(copy);
    return new AccessQueues.Begun(copy.entry, false, form(copy, types));
  }

  /** It could not be settled; what claim there was goes on. */
  void unsettled(long id) {
    Copy copy = copies.get(id);
    if (copy != null && copy.settling) {
      copy.settling = false;
      byTime.add(copy);
    }
  }

  /** Ends claims that have lapsed, and takes out what has expired. */
  Lapsed lapse(Instant now) {
    List<QueueEntry> unclaimed = new ArrayList<>();
    List<QueueEntry> expired = new ArrayList<>();
    while (!byTime.isEmpty() && !byTime.first().wakes().isAfter(now)) {
      Copy copy = byTime.first();
      if (copy.claimedUntil != null) {
        byTime.remove(copy);
        copy.claimedUntil = null;
        byTime.add(copy);
        unclaimed.add(copy.entry);
      } else if (copy.postponed && copy.entry.expiry().isAfter(now)) {
        byTime.remove(copy);
        copy.postponed = false;
        byTime.add(copy);
      } else {
        remove(copy.entry.id());
        expired.add(copy.entry);
      }
    }
    return new Lapsed(unclaimed, expired);
  }

  /**
   * What time has done.
   *
   * @param unclaimed whose claim has lapsed
   * @param expired no longer here
   */
  record Lapsed(List<QueueEntry> unclaimed, List<QueueEntry> expired) {}

  /** When time does something next: a claim lapses, something expires, or may be claimed that was put off. Null for never. */
  @Nullable
  Instant next() {
    return byTime.isEmpty() ? null : byTime.first().wakes();
  }

  AccessQueueView view(String name) {
    int claimed = 0;
    long octets = 0;
    Instant oldest = null;
    for (Copy copy : copies.values()) {
      claimed += copy.isFree() ? 0 : 1;
      octets += copy.entry.octets();
      oldest = oldest == null || copy.entry.arrival().isBefore(oldest) ? copy.entry.arrival() : oldest;
    }
    return new AccessQueueView(name, copies.size() - claimed, claimed, octets, oldest);
  }

  /** Until when which copies are claimed, by their ids. */
  Map<Long, Instant> claims() {
    Map<Long, Instant> claims = new HashMap<>();
    for (Copy copy : copies.values()) {
      if (copy.claimedUntil != null) {
        claims.put(copy.entry.id(), copy.claimedUntil);
      }
    }
    return claims;
  }

  int size() {
    return copies.size();
  }
}
