package org.angarium.mta;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.angarium.mta.access.AccessQueues;
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
  /** What was being transferred when the table changed: should it come back to its queue, it is looked at then. */
  private final Set<Long> unseen = new HashSet<>();
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
    forgetTransferred();
    connectors.inUse().forEach(driver -> {
      backlog.add(driver.config().name(), ids(driver.waiting()));
      unseen.addAll(driver.claimed());
    });
    access.units().forEach(unit -> backlog.add(unit, ids(access.unclaimed(unit))));
    goOn();
  }

  private void forgetTransferred() {
    Set<Long> claimed = new HashSet<>();
    connectors.inUse().forEach(driver -> claimed.addAll(driver.claimed()));
    unseen.retainAll(claimed);
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
      forgetTransferred();
      for (String name : better ? substitutes : Set.of(connector)) {
        ConnectorDriver driver = connectors.named(name);
        if (driver != null) {
          backlog.add(name, ids(driver.waiting()));
          unseen.addAll(driver.claimed());
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
   * Whether an entry that comes to a queue may belong into another, since it was on its way when {@link #all} or {@link #changed} looked at
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

  /** The association under which the connector was transferring something has ended, or the transfer has failed. */
  void back(ConnectorDriver driver) {
    if (unseen.isEmpty() || stopped) {
      return;
    }
    List<QueueEntry> back = driver.waiting(unseen);
    if (!back.isEmpty()) {
      ids(back).forEach(unseen::remove);
      look(driver.config().name(), back, () -> {
        // there is nothing more to do
      });
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
    remember(piece.queue(), piece.entries());
    look(piece.queue(), waiting(piece.queue(), piece.entries()), this::nextPiece);
  }

  /** What has been claimed of these since they were found waiting is looked at when it comes back. */
  private void remember(String queue, Collection<Long> entries) {
    ConnectorDriver driver = connectors.named(queue);
    if (driver != null) {
      driver.claimed().stream().filter(entries::contains).forEach(unseen::add);
    }
  }

  /** What belongs elsewhere leaves the queue and goes there; all else is not disturbed. What was transferred or claimed meanwhile is left alone. */
  private void look(String queue, List<QueueEntry> waiting, Runnable then) {
    housekeeping.look(waiting, misplaced -> lane.execute(() -> {
      if (!stopped && !misplaced.isEmpty()) {
        remember(queue, misplaced);
        housekeeping.reroute(withdraw(queue, misplaced), false);
      }
      then.run();
    }));
  }

  private List<QueueEntry> waiting(String queue, Collection<Long> entries) {
    ConnectorDriver driver = connectors.named(queue);
    return driver == null ? access.unclaimed(queue, entries) : driver.waiting(entries);
  }

  private List<QueueEntry> withdraw(String queue, Collection<Long> entries) {
    ConnectorDriver driver = connectors.named(queue);
    return driver == null ? access.withdraw(queue, entries) : driver.withdraw(entries);
  }

  private static List<Long> ids(List<QueueEntry> entries) {
    return entries.stream().map(QueueEntry::id).toList();
  }
}
