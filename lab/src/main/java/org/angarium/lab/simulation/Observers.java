package org.angarium.lab.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.lab.simulation.law.Altered;
import org.angarium.lab.simulation.law.Laws;
import org.angarium.lab.simulation.law.RouteWatch;
import org.angarium.lab.simulation.law.SignWatch;
import org.angarium.lab.simulation.law.Watchdog;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.lab.simulation.time.VirtualTime;
import org.angarium.mta.Holdings;
import org.angarium.mta.association.PeerAssociation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.store.StoreChange;

/** Who watch from outside: told of what people do, what passes the network and what reaches the disks, and see of an MTA what operators see. */
final class Observers {
  private final Watchdog watchdog;
  private final SignWatch signs;
  private final Map<String, RouteWatch> routes = new HashMap<>();

  Observers(Topology topology, Laws laws, VirtualTime time, Altered altered) {
    this.watchdog = new Watchdog(laws, time::elapsed);
    this.signs = new SignWatch(laws, time::elapsed, after -> time.after(after, () -> {
      // Something has to happen, so that everything is looked at.
    }));
    for (String mta : topology.mtas()) {
      Map<String, Map<String, Integer>> ways = topology.ways(mta);
      if (RouteWatch.areWorthWatching(ways)) {
        routes.put(mta, new RouteWatch(mta, ways, laws, time::elapsed, altered));
      }
    }
  }

  // ---- the network

  void calling(SimConnection connection) {
    // A look whether the peer accepts connections is no attempt.
    if (isOfAssociation(connection.caller())) {
      String from = connection.caller().hostName();
      String to = connection.called().hostName();
      watchdog.calling(from, to);
      signs.calling(from, to);
    }
  }

  /** A call has been answered by TCP. */
  void connected(ConnectionEnd caller) {
    if (!isOfAssociation(caller)) {
      signs.sign(caller.hostName(), caller.peer(), "it saw that connections are accepted again");
    }
  }

  private static boolean isOfAssociation(ConnectionEnd end) {
    return end.handler() instanceof PeerAssociation;
  }

  /** The called side has accepted an association. */
  void accepted(SimConnection connection) {
    signs.sign(connection.called().hostName(), connection.caller().hostName(),
        "the peer opened an association");
  }

  // ---- people

  /** An operator has had it tried again now, over this connector or over all. */
  void retried(SimMta mta, Optional<String> connector) {
    for (ConnectorConfig each : mta.config().connectors()) {
      if (connector.isEmpty() || connector.get().equals(each.name())) {
        signs.sign(mta.name(), each.host(), "an operator wanted a retry");
      }
    }
  }

  /** An MTA that runs uses another configuration. */
  void reconfigured(SimMta mta, MtaConfig before, MtaConfig now) {
    if (before.equals(now)) {
      return;
    }
    for (ConnectorConfig connector : now.connectors()) {
      boolean changed = before.connectors().stream()
          .anyMatch(old -> old.name().equals(connector.name()) && !old.equals(connector));
      if (changed) {
        signs.sign(mta.name(), connector.host(), "the configuration of the connector was changed");
      }
    }
    RouteWatch ways = routes.get(mta.name());
    if (ways != null) {
      ways.reconfigured();
    }
  }

  void processEnded(String mta) {
    signs.ended(mta);
    RouteWatch ways = routes.get(mta);
    if (ways != null) {
      ways.ended();
    }
  }

  // ---- disks

  void durable(String mta, List<StoreChange> changes) {
    RouteWatch ways = routes.get(mta);
    if (ways != null) {
      ways.durable(changes);
    }
  }

  // ---- looks

  /** Looks at everybody when nothing more is ready to run. */
  void look(List<SimMta> mtas) {
    boolean due = watchdog.isDue();
    for (SimMta each : mtas) {
      boolean signed = signs.concerns(each.name());
      if (!due && !signed || each.mta() == null) {
        continue;
      }
      if (each.isFrozen() || each.isStopping()) {
        signs.pause(each.name());
        continue;
      }
      Holdings holdings = each.mta().holdings();
      if (due) {
        watchdog.look(each.name(), holdings, each.host(), each.runningSince());
        lookAtWays(each, holdings);
      }
      if (signed) {
        signs.look(each.name(), holdings);
      }
    }
  }

  /** Looks at the ways of an MTA that has done something. */
  void lookAtWays(SimMta mta, Holdings holdings) {
    RouteWatch ways = routes.get(mta.name());
    if (ways != null && !mta.isStopping()) {
      ways.look(holdings, mta.runningSince());
    }
  }

  /** Signs of life given so far. */
  long signs() {
    return signs.given();
  }

  /** Copies moved from one queue to another so far, where there is more than one way. */
  long moves() {
    return routes.values().stream().mapToLong(RouteWatch::moves).sum();
  }
}
