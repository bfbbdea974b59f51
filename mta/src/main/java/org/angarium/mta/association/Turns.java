package org.angarium.mta.association;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.store.QueueEntry;

/**
 * The turns of a connector's associations: what is done with one that is here, and which are asked for, within a bound. {@link TurnPolicy}
 * says when one is given.
 */
final class Turns {
  private final Links links;
  private final Demand demand;
  private final Transfers transfers;
  private final RunningTimers timers;
  private final Consumer<ConnectorAction> out;

  Turns(Links links, Demand demand, Transfers transfers, RunningTimers timers,
      Consumer<ConnectorAction> out) {
    this.links = links;
    this.demand = demand;
    this.transfers = transfers;
    this.timers = timers;
    this.out = out;
  }

  void use(Instant now) {
    links.forEach(link -> use(link, now));
  }

  private void use(Link link, Instant now) {
    if (link.phase != Phase.OPEN || !link.turnHere || link.claim != null) {
      return;
    }
    if (link.mustEnd && link.mayClose()) {
      links.close(link);
      return;
    }
    QueueEntry next = link.mustEnd || !link.sends ? null : transfers.next(link, now);
    if (link.peerWants >= 0 && TurnPolicy.mustGive(link, next)) {
      link.turnGiven();
      out.accept(new ConnectorAction.GiveTurn(link.id));
    } else if (next != null) {
      transfers.assign(demand.config(), link, now);
    } else if (link.closeWanted) {
      links.close(link);
    }
  }

  /** Asks for as many turns as there are associations wanted for what waits, not for every turn there is. */
  void askFor(Instant now) {
    for (Link link : links) {
      QueueEntry preferred = transfers.waitingFor(link, now);
      if (preferred != null && link.lacksTurn() && demand.isServedBy(link)) {
        please(link, TurnPolicy.priority(preferred));
      }
    }
    QueueEntry next = demand.next(now);
    if (next == null) {
      return;
    }
    int missing = demand.forMail(now);
    for (Link link : links) {
      if (demand.isServedBy(link) && link.turnAsked) {
        missing--;
      }
    }
    for (Link link : links) {
      if (missing > 0 && link.lacksTurn() && demand.isServedBy(link)) {
        missing--;
        please(link, TurnPolicy.priority(next));
      }
    }
  }

  /** Asks the peer for the turn in order to close. */
  void askToClose(Link link) {
    please(link, TurnPolicy.PRIORITY_TO_CLOSE);
  }

  private void please(Link link, int priority) {
    link.turnAsked = true;
    timers.stop(ConnectorTimer.idle(link));
    out.accept(new ConnectorAction.PleaseTurn(link.id, priority));
    timers.start(ConnectorTimer.turn(link), bound(link));
  }

  private Duration bound(Link link) {
    return link.closeWanted || link.mustEnd
        ? demand.config().override().association().disconnect()
        : demand.config().override().bounds().answer();
  }

  void received(Link link) {
    timers.stop(ConnectorTimer.turn(link));
    link.turnReceived();
  }

  /** The peer has begun or ended to send. The bound of an overdue turn begins anew when it has ended. */
  void peerSends(Link link, boolean underWay) {
    if (!link.turnOverdue || link.phase != Phase.OPEN) {
      return;
    }
    if (!underWay) {
      timers.start(ConnectorTimer.turn(link), bound(link));
    } else if (link.mustEnd) {
      links.abort(link, "the peer goes on sending instead of giving the turn");
    }
  }

  /**
   * The bound has passed. Neither side can send on an association whose turn is nowhere (Q166594); one on which the peer sends is alive, but
   * no use to us. Answers whether mail lacks the turn: not if it was asked for in order to close.
   */
  boolean notGiven(Link link, String reason) {
    if (link.receiving) {
      link.turnOverdue = true;
      return false;
    }
    boolean forMail = !link.closeWanted && !link.mustEnd;
    links.abort(link, reason);
    return forMail;
  }
}
