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
 * Where transfers that lost their association can go on, for the recovery timeout, and which lost associations are worth recovering for
 * that (X.228 §7.8 and §7.9). Only a shortcut: a transfer that cannot be resumed starts again (law 5).
 */
final class Resumptions {
  private final Map<Long, Cut> cuts = new LinkedHashMap<>();
  private final Set<SessionConnectionReference> beingRecovered = new HashSet<>();

  /** @param ours whether we had opened the association: only its initiator may recover it */
  private record Cut(ResumePoint point, boolean ours, Instant until) {}

  void cut(long entry, ResumePoint point, boolean ours, Instant until) {
    cuts.put(entry, new Cut(point, ours, until));
    beingRecovered.remove(point.connection());
  }

  /**
   * A lost association that the next one to be opened should continue, or null.
   *
   * @param waits whether an entry still waits
   */
  @Nullable
  SessionConnectionReference nextToRecover(LongPredicate waits, Instant now) {
    cuts.entrySet().removeIf(cut -> !cut.getValue().until().isAfter(now) || !waits.test(cut.getKey()));
    for (Cut cut : cuts.values()) {
      if (cut.ours() && beingRecovered.add(cut.point().connection())) {
        return cut.point().connection();
      }
    }
    return null;
  }

  /** Where this entry goes on on this association; null if it starts there. Either way its cut is history. */
  @Nullable
  ResumePoint resumeOn(Link link, long entry, Instant now) {
    Cut cut = cuts.remove(entry);
    boolean possible = cut != null && cut.until().isAfter(now)
        && cut.point().connection().equals(link.recovers);
    return possible && cut != null ? cut.point() : null;
  }

  /** The attempt to recover failed before the peer had an opinion: the next attempt may recover it, too. */
  void notReached(SessionConnectionReference connection) {
    beingRecovered.remove(connection);
  }

  /** The peer does not recover this association: what was cut with it starts again. */
  void refused(SessionConnectionReference connection) {
    cuts.values().removeIf(cut -> cut.point().connection().equals(connection));
    beingRecovered.remove(connection);
  }
}
