package org.angarium.mta;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.angarium.mta.access.AccessQueues;
import org.angarium.mta.association.ConnectorEvent;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.store.QueueEntry;

/**
 * Routes what waits anew when something has changed that routes depend on (law 7): mail leaves a connector that cannot be reached while
 * there is another way, comes back to a better one, and follows the table. Used in the lane of the connectors.
 */
final class Rerouting {
  private final Lane lane;
  private final RoutingState routing;
  private final Connectors connectors;
  private final AccessQueues access;
  private final Housekeeping housekeeping;
  private final BacklogPieces backlog = new BacklogPieces();
  private boolean underWay;
  private boolean stopped;

  Rerouting(Lane lane, RoutingState routing, Connectors connectors, AccessQueues access,
      Housekeeping housekeeping) {
    this.lane = lane;
    this.routing = routing;
    this.connectors = connectors;
    this.access = access;
    this.housekeeping = housekeeping;
  }

  /** The table is another: everything that waits is looked at. */
  void all() {
    connectors.inUse().forEach(driver -> anew(driver.config().name(), ids(driver.waiting())));
    access.unclaimed().forEach(this::anew);
    goOn();
  }

  /**
   * A connector can take mail now that it could not take before, or the other way round.
   *
   * @param better whether it can; else its own mail may go elsewhere
   */
  void changed(String connector, boolean better) {
    Set<String> substitutes = routing.substitutes(connector);
    if (substitutes.isEmpty()) {
      return;
    }
    // Not now: the machine that says so is still in the middle of its event.
    lane.execute(() -> {
      for (String name : better ? substitutes : Set.of(connector)) {
        ConnectorDriver driver = connectors.named(name);
        if (driver != null) {
          anew(name, ids(driver.waiting()));
        }
      }
      goOn();
    });
  }

  /** What waits for a connector that is no longer configured goes elsewhere or is given up. */
  void ofGone(ConnectorDriver driver) {
    housekeeping.reroute(driver.withdrawAll(), true);
  }

  /**
   * Whether an entry that comes to a queue may belong into another, since it was on its way when {@link #all} or {@link #changed} emptied
   * that queue. Another table may send it anywhere, any other change only to substitutes.
   *
   * @param decidedAt the state of routing in which it was found that it belongs there, {@link RoutingState#changes}
   */
  boolean mayBelongElsewhere(String queue, long decidedAt) {
    boolean byAnotherTable = decidedAt < routing.tableFrom();
    boolean outdated = decidedAt != routing.changes();
    return !stopped && (byAnotherTable || outdated && !routing.substitutes(queue).isEmpty());
  }

  /** What waits stays where it is from now on. */
  void stop() {
    stopped = true;
  }

  /** Short queues at once: their mail is away from them for no longer than that takes. */
  private void anew(String queue, List<Long> entries) {
    if (stopped) {
      return;
    }
    if (entries.size() <= BacklogPieces.MOST) {
      housekeeping.reroute(withdraw(queue, entries), false);
    } else {
      backlog.add(queue, entries);
    }
  }

  private void goOn() {
    if (!underWay) {
      underWay = true;
      nextPiece();
    }
  }

  private void nextPiece() {
    BacklogPieces.Piece piece = stopped ? null : backlog.next();
    if (piece == null) {
      underWay = false;
      return;
    }
    housekeeping.reroute(withdraw(piece.queue(), piece.entries()), false);
    housekeeping.afterwards(() -> lane.execute(this::nextPiece));
  }

  /** What was transferred or claimed meanwhile is left alone. */
  private List<QueueEntry> withdraw(String queue, Collection<Long> entries) {
    ConnectorDriver driver = connectors.named(queue);
    if (driver == null) {
      return access.withdraw(queue, entries);
    }
    Set<Long> wanted = Set.copyOf(entries);
    List<QueueEntry> waiting = driver.waiting().stream().filter(entry -> wanted.contains(entry.id()))
        .toList();
    driver.on(new ConnectorEvent.Withdraw(ids(waiting)));
    return waiting;
  }

  private static List<Long> ids(List<QueueEntry> entries) {
    return entries.stream().map(QueueEntry::id).toList();
  }
}
