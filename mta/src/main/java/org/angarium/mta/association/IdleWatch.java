package org.angarium.mta.association;

import java.time.Instant;
import org.angarium.mta.association.Link.Phase;

/** Ends associations on which nothing is under way: those that are not wanted, at once, the others after a time. */
final class IdleWatch {
  private final Links links;
  private final Demand demand;
  private final Turns turns;
  private final RunningTimers timers;
  private final ConnectorJournal journal;
  /** Mail waits, but associations on which it cannot leave have taken all places. */
  private boolean crowded;

  IdleWatch(Links links, Demand demand, Turns turns, RunningTimers timers, ConnectorJournal journal) {
    this.links = links;
    this.demand = demand;
    this.turns = turns;
    this.timers = timers;
    this.journal = journal;
  }

  /** @param nowCrowded whether mail waits, but associations on which it cannot leave have taken all places */
  void noteCrowding(boolean nowCrowded) {
    if (nowCrowded && !crowded) {
      journal.limitReached(demand.config());
      links.forEach(link -> timers.stop(ConnectorTimer.idle(link)));
    }
    crowded = nowCrowded;
  }

  /** Looks at every association anew. */
  void look(Instant now) {
    links.forEach(link -> look(link, now));
  }

  private void look(Link link, Instant now) {
    if (!link.isFree()) {
      return;
    }
    boolean closing = link.closeWanted || link.mustEnd;
    if (link.mustEnd && !link.mayClose()) {
      links.abort(link, "no longer wanted");
    } else if (isInTheWay(link) && link.isOlderThan(Link.IN_THE_WAY, now)
        && links.stream().noneMatch(other -> other.phase == Phase.CLOSING)) {
      links.abort(link, "mail waits for its place");
    } else if (closing && link.lacksTurn()) {
      turns.askToClose(link);
    } else {
      bound(link);
    }
  }

  private boolean isInTheWay(Link link) {
    return crowded && !demand.isServedBy(link);
  }

  /** The wait for a turn has its own bound. */
  private void bound(Link link) {
    ConnectorTimer timer = ConnectorTimer.idle(link);
    if (timers.runs(timer) || timers.runs(ConnectorTimer.turn(link))) {
      return;
    }
    if (isInTheWay(link)) {
      timers.start(timer, Link.IN_THE_WAY);
    } else if (!isPermanent(link)) {
      timers.start(timer, link.mayClose()
          ? demand.config().override().association().lifetime()
          : demand.config().override().bounds().idle());
    }
  }

  /** Of a permanent connector's, the first that we opened is kept, and what the peer keeps; TCP keep-alive watches them. */
  private boolean isPermanent(Link link) {
    return demand.config().permanent() && (!link.initiator || links.stream()
        .filter(other -> other.initiator && other.phase == Phase.OPEN).findFirst().orElse(link) == link);
  }

  /** The bound has passed. */
  void idleTooLong(Link link) {
    if (link.mayClose()) {
      link.closeWanted = true;
    } else if (!crowded || demand.isServedBy(link)) {
      links.abort(link, "idle for too long");
    }
  }
}
