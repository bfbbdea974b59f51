package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.config.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Whether a peer that has to call counts as reachable for routing (law 7): while it is connected so that mail can leave. It comes to count
 * so once in an open interval at most, so that a peer that calls and leaves does not toss mail to and fro.
 */
final class PeerPresence {
  private final Demand demand;
  private final Links links;
  private final Consumer<ConnectorAction> out;
  /** What routing believes. It takes a connector that it has not heard of for one that can be reached. */
  private boolean present = true;
  private @Nullable Instant presentSince;
  /** It has lost its association and may be about to recover it. */
  private @Nullable Instant mayRecoverUntil;
  /** When last asked for the turn it did not give it: until it does, its being connected says nothing. */
  private boolean keepsTurn;

  PeerPresence(Demand demand, Links links, Consumer<ConnectorAction> out) {
    this.demand = demand;
    this.links = links;
    this.out = out;
  }

  /** Looks at the associations anew. */
  void look(Instant now) {
    if (demand.isStopped()) {
      return;
    }
    boolean nowPresent = demand.config().activation() != Activation.REMOTE_INITIATED || isConnected(now);
    if (nowPresent != present) {
      present = nowPresent;
      presentSince = nowPresent ? now : presentSince;
      mayRecoverUntil = null;
      out.accept(new ConnectorAction.Availability(nowPresent));
    }
  }

  private boolean isConnected(Instant now) {
    boolean serves = isServed();
    return present
        ? serves || mayRecoverUntil != null && now.isBefore(mayRecoverUntil)
        : serves && !now.isBefore(soonest());
  }

  private boolean isServed() {
    return links.stream().anyMatch(link -> link.phase == Phase.OPEN && demand.isServedBy(link)
        && (link.turnHere || !keepsTurn));
  }

  private Instant soonest() {
    return presentSince == null
        ? Instant.MIN
        : presentSince.plus(demand.config().override().retry().openInterval());
  }

  /** When to look again, whatever happens; null if there is no need. */
  @Nullable
  Instant nextLook() {
    if (demand.config().activation() != Activation.REMOTE_INITIATED || demand.isStopped()) {
      return null;
    }
    boolean serves = isServed();
    return present
        ? serves ? null : mayRecoverUntil
        : serves ? soonest() : null;
  }

  /** An association that was not ended by us has been lost. */
  void lost(Instant now) {
    mayRecoverUntil = present ? now.plus(Resumptions.KEPT_AFTER_LOSS) : null;
  }

  void turnNotGiven() {
    keepsTurn = true;
  }

  void turnGiven() {
    keepsTurn = false;
  }

  /** What is known of the peer's behaviour counts no longer. */
  void believe() {
    keepsTurn = false;
    presentSince = null;
  }

  /** The clock was set back: what was noted by it is as much earlier. */
  void clockSetBack(Duration by) {
    presentSince = presentSince == null ? null : presentSince.minus(by);
    mayRecoverUntil = mayRecoverUntil == null ? null : mayRecoverUntil.minus(by);
  }
}
