package org.angarium.mta.association;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Where transfers that stopped can go on, for the recovery timeout, and which lost associations are worth recovering for that (X.228 §7.8
 * and §7.9): for a transfer of ours, or for one of the peer's, since only who had opened the association may recover it. Only a
 * shortcut: a transfer that cannot be resumed starts again (law 5).
 */
final class Resumptions {
  private static final long NO_LINK = 0;
  /** Beyond this many the oldest is forgotten: that transfer starts again. */
  private static final int MOST = 256;

  private final Map<Long, Cut> cuts = new LinkedHashMap<>();
  private final Map<SessionConnectionReference, Instant> receptions = new LinkedHashMap<>();
  private final Set<Long> waitedFor = new HashSet<>();
  private final Set<SessionConnectionReference> beingRecovered = new HashSet<>();

  /**
   * A stopped transfer of ours.
   *
   * @param ours whether we had opened the association: only its initiator may recover it
   * @param link the association it stopped on, if that lives on, else NO_LINK
   */
  private record Cut(ResumePoint point, boolean ours, Instant until, long link) {}

  /** The association was lost in the middle of this transfer, perhaps in an earlier run. */
  void cut(long entry, ResumePoint point, boolean ours, Instant until) {
    keep(entry, new Cut(point, ours, until, NO_LINK));
    beingRecovered.remove(point.connection());
  }

  /** The transfer was stopped in order; it can go on on the same association. */
  void suspended(long entry, ResumePoint point, Link link, Instant until) {
    keep(entry, new Cut(point, link.initiator, until, link.id));
  }

  private void keep(long entry, Cut cut) {
    cuts.remove(entry);
    waitedFor.retainAll(cuts.keySet());
    if (cuts.size() >= MOST) {
      cuts.remove(cuts.keySet().iterator().next());
    }
    cuts.put(entry, cut);
  }

  /** An association that we had opened was lost while the peer was sending, and what it has sent is kept. */
  void receptionCut(SessionConnectionReference connection, Instant until) {
    receptions.put(connection, until);
    beingRecovered.remove(connection);
  }

  /**
   * Whether a lost association should be recovered now.
   *
   * @param waits whether an entry still waits
   */
  boolean isDue(LongPredicate waits, Instant now) {
    return candidate(waits, now) != null;
  }

  /** A lost association that the next one to be opened should continue, or null. */
  @Nullable
  SessionConnectionReference nextToRecover(LongPredicate waits, Instant now) {
    SessionConnectionReference next = candidate(waits, now);
    if (next != null) {
      beingRecovered.add(next);
    }
    return next;
  }

  private @Nullable SessionConnectionReference candidate(LongPredicate waits, Instant now) {
    cuts.values().removeIf(cut -> !cut.until().isAfter(now));
    receptions.values().removeIf(until -> !until.isAfter(now));
    for (Map.Entry<Long, Cut> each : cuts.entrySet()) {
      Cut cut = each.getValue();
      if (cut.ours() && cut.link() == NO_LINK && waits.test(each.getKey())
          && !beingRecovered.contains(cut.point().connection())) {
        return cut.point().connection();
      }
    }
    return receptions.keySet().stream().filter(connection -> !beingRecovered.contains(connection)).findFirst()
        .orElse(null);
  }

  /** Entries whose transfer was cut with a lost association that the peer may recover; each is answered once after its cut. */
  Set<Long> peersToRecover(Instant now) {
    Set<Long> entries = new HashSet<>();
    cuts.forEach((entry, cut) -> {
      if (!cut.ours() && cut.link() == NO_LINK && cut.until().isAfter(now)
          && waitedFor.add(entry)) {
        entries.add(entry);
      }
    });
    return entries;
  }

  /** The association stands, in place of the lost one. Answers the entry that should go on on it, or null. */
  @Nullable
  Long recovered(SessionConnectionReference connection, Instant now) {
    receptions.remove(connection);
    beingRecovered.remove(connection);
    for (Map.Entry<Long, Cut> each : cuts.entrySet()) {
      if (each.getValue().point().connection().equals(connection) && each.getValue().until().isAfter(now)) {
        return each.getKey();
      }
    }
    return null;
  }

  /** Where this entry goes on on this association; null if it starts there. Either way its stop is history. */
  @Nullable
  ResumePoint resumeOn(Link link, long entry, Instant now) {
    Cut cut = cuts.remove(entry);
    boolean possible = cut != null && cut.until().isAfter(now)
        && (cut.link() == link.id || cut.point().connection().equals(link.recovers));
    return possible && cut != null ? cut.point() : null;
  }

  /** The association is gone: what was stopped on it in order is as if cut with it. */
  void gone(Link link) {
    cuts.replaceAll((entry, cut) -> cut.link() == link.id
        ? new Cut(cut.point(), cut.ours(), cut.until(), NO_LINK)
        : cut);
  }

  /** The attempt to recover failed before the peer had an opinion: the next attempt may recover it, too. */
  void notReached(SessionConnectionReference connection) {
    beingRecovered.remove(connection);
  }

  /** The peer does not recover this association: what was cut with it starts again. Answers those entries. */
  Set<Long> refused(SessionConnectionReference connection) {
    Set<Long> entries = new HashSet<>();
    cuts.entrySet().removeIf(each -> {
      boolean its = each.getValue().point().connection().equals(connection);
      if (its) {
        entries.add(each.getKey());
      }
      return its;
    });
    receptions.remove(connection);
    beingRecovered.remove(connection);
    return entries;
  }
}
