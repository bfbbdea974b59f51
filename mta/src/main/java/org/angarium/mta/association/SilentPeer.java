package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.angarium.mta.association.Link.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Associations on which the peer has fallen silent while the network may be gone. TCP sends again ever more rarely: after an outage of a
 * minute it may be silent for another one, though the peer can be reached. So it is looked for beside them (eager recovery), and once it has
 * been out of reach and is back, what has not been heard of by then is ended, to be recovered on an association of its own. A peer that can
 * be reached all the time is only slow: it is left to the bounds of its waits, and looked for ever more rarely.
 */
final class SilentPeer {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final int LARGEST_DOUBLING = 6;

  private final Demand demand;
  private final Links links;
  /** Associations ended so since something was last transferred: a bad network that loses looks must not end them for ever. */
  private int vain;

  SilentPeer(Demand demand, Links links) {
    this.demand = demand;
    this.links = links;
  }

  /** It has fallen silent, or is heard again. */
  void heard(Link link, boolean silent) {
    link.silent = silent;
    link.missedLooks = 0;
    link.answeredLooks = 0;
  }

  /** How long to wait between looks for the peer; null if there is no reason for any. */
  @Nullable
  Duration lookInterval(Instant now) {
    if (!demand.callsPeer(now)) {
      return null;
    }
    return silent().stream()
        .map(link -> LOOK_INTERVAL.multipliedBy(1L << Math.min(link.answeredLooks, LARGEST_DOUBLING)))
        .min(Duration::compareTo).orElse(null);
  }

  /** It has been looked for the peer. */
  void looked(boolean answered) {
    for (Link link : silent()) {
      if (!answered) {
        link.missedLooks++;
      } else if (link.missedLooks >= 1 << vain) {
        links.abort(link, "the peer was out of reach and is back, but nothing has come on it since");
        vain = Math.min(vain + 1, LARGEST_DOUBLING);
      } else {
        link.missedLooks = 0;
        link.answeredLooks++;
      }
    }
  }

  /** Something was transferred. */
  void proven() {
    vain = 0;
  }

  /** The peer recovers what it has opened. */
  private List<Link> silent() {
    return links.stream().filter(link -> link.silent && link.initiator && link.phase != Phase.CLOSING)
        .toList();
  }
}
