package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;

/**
 * Where transfers that stopped can go on, for the recovery timeout, and which lost associations are worth recovering for that (X.228 §7.8
 * and §7.9): for a transfer of ours, or for one of the peer's, since only who had opened the association may recover it. Only a
 * shortcut: a transfer that cannot be resumed starts again (law 5).
 *
 * <p>A recovery is waited for only where it saves octets, and only while the peer has not shown that it does not recover.
 */
final class Resumptions {
  /** Octets confirmed below which the whole is sent again rather than that anything waits, or is written down, for a resumption. */
  static final long WORTH_WAITING_OCTETS = 64 * 1024;
  /** After the loss: who recovers may have to notice it first. */
  static final Duration KEPT_AFTER_LOSS = Duration.ofSeconds(10);
  /** Once there is a way to the peer: it recovers at once what it wants to. */
  static final Duration KEPT_WITH_A_WAY = Duration.ofSeconds(5);
  private static final long NO_LINK = 0;
  /** Beyond this many the oldest is forgotten: that transfer starts again. */
  private static final int MOST = 256;

  private final Map<Long, Cut> cuts = new LinkedHashMap<>();
  private final Map<SessionConnectionReference, RecoveryTime> receptions = new LinkedHashMap<>();
  /** Until when what is to go on on it is kept for that. */
  private final Map<SessionConnectionReference, Instant> beingRecovered = new HashMap<>();
  /** Whether the peer is believed to recover what it had opened. */
  private boolean peerRecovers = true;

  /**
   * A stopped transfer of ours.
   *
   * @param ours whether we had opened the association: only its initiator may recover it
   * @param advanced whether the lost association had brought it further than any before
   * @param link the association it stopped on, or the one in place of that, if it lives, else NO_LINK
   * @param from not before this time
   * @param kept until when nothing else is done with the entry; null if it is not kept
   * @param wayFound whether there has been a way to the peer since
   * @param openedAnew whether the peer has opened another association since, and so could have recovered this one
   */
  private record Cut(ResumePoint point, boolean ours, boolean advanced, RecoveryTime time, long link,
      Instant from, @Nullable Instant kept, boolean wayFound, boolean openedAnew) {
    Cut(ResumePoint point, boolean ours, boolean advanced, RecoveryTime time, long link, Instant from) {
      this(point, ours, advanced, time, link, from, null, false, false);
    }

    Cut without(long gone) {
      return link == gone
          ? new Cut(point, ours, advanced, time, NO_LINK, from, kept, wayFound, openedAnew)
          : this;
    }

    Cut goingOnOn(Link recovered) {
      return new Cut(point, ours, advanced, time, recovered.id, from, kept, wayFound, openedAnew);
    }

    Cut keptUntil(Instant end) {
      Instant within = end.isBefore(time.until()) ? end : time.until();
      Instant later = kept == null || kept.isBefore(within) ? within : kept;
      return new Cut(point, ours, advanced, time, link, from, later, wayFound, openedAnew);
    }

    Cut withAWay(boolean byPeer) {
      return new Cut(point, ours, advanced, time, link, from, kept, true, openedAnew || byPeer);
    }

    Cut earlier(Duration by) {
      return new Cut(point, ours, advanced, time.earlier(by), link, from.minus(by),
          kept == null ? null : kept.minus(by), wayFound, openedAnew);
    }

    boolean wasKeptInVain(Instant now) {
      return openedAnew && kept != null && !now.isBefore(kept);
    }
  }

  /** An entry that can go on, but not before the time {@code from}. */
  record Pending(long entry, Instant from) {}

  /** Whether so much is confirmed that going on there is worth something being done, or not done, for it. */
  static boolean isWorthWaitingFor(ResumePoint point) {
    return point.octets() >= WORTH_WAITING_OCTETS;
  }

  /** The association was lost in the middle of this transfer, perhaps in an earlier run. */
  void cut(long entry, ResumePoint point, boolean ours, boolean advanced, RecoveryTime time) {
    keep(entry, new Cut(point, ours, advanced, time, NO_LINK, time.since()));
    beingRecovered.remove(point.connection());
  }

  /** The transfer was stopped in order; it can go on on the same association, but not before the time {@code from}. */
  void suspended(long entry, ResumePoint point, Link link, RecoveryTime time, Instant from) {
    keep(entry, new Cut(point, link.initiator, false, time, link.id, from));
  }

  private void keep(long entry, Cut cut) {
    cuts.remove(entry);
    if (cuts.size() >= MOST) {
      cuts.remove(cuts.keySet().iterator().next());
    }
    cuts.put(entry, cut);
  }

  /** An association that we had opened was lost while the peer was sending, and what it has sent is kept. */
  void receptionCut(SessionConnectionReference connection, RecoveryTime time) {
    receptions.put(connection, time);
    beingRecovered.remove(connection);
  }

  /**
   * Whether a lost association should be recovered now.
   *
   * @param waits whether an entry still waits, and for nothing else
   */
  boolean isDue(LongPredicate waits, Instant now) {
    return candidate(waits, now) != null;
  }

  /** A lost association that the next one to be opened should continue, or null. */
  @Nullable
  SessionConnectionReference nextToRecover(LongPredicate waits, Instant now) {
    SessionConnectionReference next = candidate(waits, now);
    if (next != null) {
      beingRecovered.put(next, now.plus(KEPT_WITH_A_WAY));
    }
    return next;
  }

  /**
   * What is to be kept, and until when, because the association it was cut with is being recovered: on any other it would start again,
   * a moment too early. Short ones, too, since the attempt is made anyway and shows soon whether it was worth it.
   */
  Map<Long, Instant> keptWhileRecovering(SessionConnectionReference connection) {
    Map<Long, Instant> entries = new LinkedHashMap<>();
    Instant until = beingRecovered.get(connection);
    if (until != null) {
      cutWith(connection).forEach(
          (entry, cut) -> entries.put(entry,
              until.isBefore(cut.time().until()) ? until : cut.time().until()));
    }
    return entries;
  }

  /** Until when the entry is kept whatever becomes of the attempt; null if it is not. */
  @Nullable
  Instant keptUntil(long entry) {
    Cut cut = cuts.get(entry);
    return cut == null ? null : cut.kept();
  }

  private Map<Long, Cut> cutWith(SessionConnectionReference connection) {
    Map<Long, Cut> its = new LinkedHashMap<>();
    cuts.forEach((entry, cut) -> {
      if (cut.point().connection().equals(connection)) {
        its.put(entry, cut);
      }
    });
    return its;
  }

  private @Nullable SessionConnectionReference candidate(LongPredicate waits, Instant now) {
    cuts.values().removeIf(cut -> cut.time().isOver(now));
    receptions.values().removeIf(time -> time.isOver(now));
    for (Map.Entry<Long, Cut> each : cuts.entrySet()) {
      Cut cut = each.getValue();
      if (cut.ours() && cut.link() == NO_LINK && waits.test(each.getKey()) && !cut.from().isAfter(now)
          && !beingRecovered.containsKey(cut.point().connection())) {
        return cut.point().connection();
      }
    }
    return receptions.keySet().stream().filter(connection -> !beingRecovered.containsKey(connection))
        .findFirst()
        .orElse(null);
  }

  /**
   * How soon an attempt that the network has failed should be made again, so that what is pending is recovered while it can be; null if
   * nothing is that is worth it. Only what advanced hastens: a peer that dies at the same octet each time is not called more often for it.
   *
   * @param waits whether an entry still waits
   */
  @Nullable
  Duration haste(LongPredicate waits, Instant now) {
    Stream<RecoveryTime> transfers = cuts.entrySet().stream().filter(each -> {
      Cut cut = each.getValue();
      return cut.ours() && cut.advanced() && cut.link() == NO_LINK && waits.test(each.getKey());
    }).map(each -> each.getValue().time());
    return Stream.concat(transfers, receptions.values().stream()).map(time -> time.nextAttempt(now))
        .filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }

  /**
   * Until when the entry is to be kept for the recovery of its association, after the loss; null if it need not be kept.
   *
   * @param weCall whether we may open associations now
   */
  @Nullable
  Instant keptAfterLoss(long entry, boolean weCall, Instant now) {
    Cut cut = cuts.get(entry);
    if (cut == null || !isWorthWaitingFor(cut.point()) || !(cut.ours() ? weCall : peerRecovers)) {
      return null;
    }
    Cut keeping = cut.keptUntil(now.plus(KEPT_AFTER_LOSS));
    cuts.put(entry, keeping);
    return keeping.kept();
  }

  /**
   * There is a way to the peer. Answers what is to be kept, and until when, because whoever had opened a lost association may need a
   * moment to recover it; once for each cut.
   *
   * @param openedByPeer whether the peer has opened that way
   * @param weCall whether we may open another association now
   */
  Map<Long, Instant> keptWithAWay(boolean openedByPeer, boolean weCall, Instant now) {
    Map<Long, Instant> entries = new LinkedHashMap<>();
    cuts.replaceAll((entry, cut) -> {
      boolean awaited = cut.ours() ? openedByPeer && weCall : peerRecovers;
      if (!awaited || cut.link() != NO_LINK || !isWorthWaitingFor(cut.point()) || cut.time().isOver(now)) {
        return cut;
      }
      Cut keeping = cut.wayFound() ? cut : cut.keptUntil(now.plus(KEPT_WITH_A_WAY));
      if (!cut.wayFound() && keeping.kept() != null) {
        entries.put(entry, keeping.kept());
      }
      return keeping.withAWay(openedByPeer && !cut.ours());
    });
    return entries;
  }

  /** The peer's behaviour is not known any longer. */
  void believe() {
    peerRecovers = true;
  }

  /** The association stands, in place of the lost one. Answers the entry that should go on on it, or null. */
  @Nullable
  Pending recovered(SessionConnectionReference connection, Link link, Instant now) {
    peerRecovers |= !link.initiator;
    receptions.remove(connection);
    beingRecovered.remove(connection);
    cuts.replaceAll(
        (entry, cut) -> cut.point().connection().equals(connection) ? cut.goingOnOn(link) : cut);
    for (Map.Entry<Long, Cut> each : cuts.entrySet()) {
      if (each.getValue().point().connection().equals(connection) && !each.getValue().time().isOver(now)) {
        return new Pending(each.getKey(), each.getValue().from());
      }
    }
    return null;
  }

  /**
   * A transfer that goes on.
   *
   * @param point where
   * @param until when it could go on there once more, if it stops again and has come no further
   */
  record Resumed(ResumePoint point, Instant until) {
    /** Of a stop now: for the whole timeout only where it has come further. */
    static RecoveryTime time(@Nullable Resumed before, ResumePoint stoppedAt, Duration timeout, Instant now) {
      Instant until = before != null && before.point().equals(stoppedAt) ? before.until() : now.plus(timeout);
      return new RecoveryTime(now, until);
    }

    Resumed earlier(Duration by) {
      return new Resumed(point, until.minus(by));
    }
  }

  /** Where this entry goes on on this association; null if it starts there. Either way its stop is history. */
  @Nullable
  Resumed resumeOn(Link link, long entry, Instant now) {
    Cut cut = cuts.remove(entry);
    boolean possible = cut != null && !cut.time().isOver(now)
        && (cut.link() == link.id || cut.point().connection().equals(link.recovers));
    if (cut != null && !possible && cut.wasKeptInVain(now)) {
      peerRecovers = false;
    }
    return possible && cut != null ? new Resumed(cut.point(), cut.time().until()) : null;
  }

  /** The clock was set back: what was noted by it is as much earlier. */
  void clockSetBack(Duration by) {
    cuts.replaceAll((entry, cut) -> cut.earlier(by));
    receptions.replaceAll((connection, time) -> time.earlier(by));
    beingRecovered.replaceAll((connection, until) -> until.minus(by));
  }

  /** The association is gone: what was stopped on it in order is as if cut with it. */
  void gone(Link link) {
    cuts.replaceAll((entry, cut) -> cut.without(link.id));
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
