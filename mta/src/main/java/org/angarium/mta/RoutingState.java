package org.angarium.mta;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.RouteEntry;
import org.angarium.mta.routing.RouteExplanation;
import org.angarium.mta.routing.RoutingTable;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.transfer.RouteChoice;
import org.angarium.x400.address.OrAddress;

/** The routing table in force and which connectors cannot be reached at the moment (law 7). Safe to ask from any lane. */
final class RoutingState implements RouteChoice {
  /** A number of {@link #changes} before all others: for what was decided nobody knows when. */
  static final long LONG_AGO = -1;

  private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
  private final AtomicLong changes = new AtomicLong();
  private final InstantSource clock;
  private volatile RoutingTable table;
  private volatile long tableFrom;

  RoutingState(RoutingTable table, InstantSource clock) {
    this.clock = clock;
    this.table = table;
  }

  /** Messages are routed with the old table until the new one is there. */
  void use(MtaConfig config) {
    table = RoutingTable.of(config);
    tableFrom = changes.incrementAndGet();
  }

  void availability(String connector, boolean available) {
    if (available) {
      unavailable.remove(connector);
    } else {
      unavailable.add(connector);
    }
    changes.incrementAndGet();
  }

  /** Something else that routes depend on has changed, a schedule. */
  void changed() {
    changes.incrementAndGet();
  }

  boolean isAvailable(String connector) {
    return !unavailable.contains(connector);
  }

  @Override
  public long changes() {
    return changes.get();
  }

  /** The number of {@link #changes} since which the table is in force: what was decided at a lower one was decided by another. */
  long tableFrom() {
    return tableFrom;
  }

  /** @see RoutingTable#substitutes */
  Set<String> substitutes(String connector) {
    return table.substitutes(connector);
  }

  @Override
  public Decision route(OrAddress recipient, Traffic traffic) {
    return table.route(recipient, traffic, unavailable::contains, clock.instant());
  }

  /** Why the recipient's mail goes where it goes. */
  RouteExplanation explain(OrAddress recipient, Traffic traffic) {
    return table.explain(recipient, traffic, unavailable::contains, clock.instant());
  }

  /** The table in force. */
  List<RouteEntry> entries() {
    return table.entries(unavailable::contains, clock.instant());
  }
}
