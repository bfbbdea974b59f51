package org.angarium.lab.simulation.law;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.angarium.lab.simulation.network.ConnectionEnd;
import org.angarium.lab.simulation.network.SimHost;
import org.angarium.mta.Holdings;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.OverrideValues;

/**
 * Measures waits from outside, by the time that passes in the world: an MTA that believes itself to have a timer may be wrong about what
 * that timer measures.
 */
public final class Watchdog {
  /** Nothing here is wrong by less than minutes. */
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final Laws laws;
  private final Supplier<Duration> clock;
  private final Map<Pair, Duration> waitingSince = new HashMap<>();
  private final Map<Pair, Duration> called = new HashMap<>();
  private Duration next = Duration.ZERO;

  /** An MTA and its neighbour. */
  private record Pair(String mta, String neighbour) {}

  /** @param clock time since the start */
  public Watchdog(Laws laws, Supplier<Duration> clock) {
    this.laws = laws;
    this.clock = clock;
  }

  /** One MTA calls another. */
  public void calling(String from, String to) {
    called.put(new Pair(from, to), clock.get());
  }

  /** Whether it is time to look again. */
  public boolean isDue() {
    Duration now = clock.get();
    if (now.compareTo(next) < 0) {
      return false;
    }
    next = now.plus(LOOK);
    return true;
  }

  /**
   * Looks at an MTA that runs.
   *
   * @param since from when on it has run without a stop
   */
  public void look(String mta, Holdings holdings, SimHost host, Duration since) {
    List<ConnectionEnd> ends = host.connectionEnds();
    for (Holdings.OfConnector connector : holdings.connectors()) {
      attemptIsDue(mta, connector, ends, since);
    }
    Duration bound = longestSilence(holdings.connectors()).plus(GRACE);
    for (ConnectionEnd end : ends) {
      Duration silent = clock.get().minus(later(end.lastActivity(), since));
      if (!end.isClosing() && silent.compareTo(bound) > 0) {
        laws.broken("wait too long", mta + " has waited " + silent + " on " + end);
      }
    }
  }

  /** Law 3: while mail waits, hardly more than an open interval passes without an association or an attempt to get one. */
  private void attemptIsDue(String mta, Holdings.OfConnector connector, List<ConnectionEnd> ends,
      Duration since) {
    Pair pair = new Pair(mta, connector.config().host());
    boolean alone = ends.stream().noneMatch(end -> end.peer().equals(pair.neighbour));
    if (!alone || connector.waiting().isEmpty() || connector.config().activation() != Activation.ALWAYS) {
      waitingSince.remove(pair);
      return;
    }
    Duration from = later(waitingSince.computeIfAbsent(pair, any -> clock.get()),
        later(called.getOrDefault(pair, Duration.ZERO), since));
    Duration waited = clock.get().minus(from);
    OverrideValues.Retry retry = connector.config().override().retry();
    // What was given back by a lost association may wait one interval before the next call, and that one fail.
    Duration bound = retry.openInterval().plus(retry.transferInterval()).plus(GRACE);
    if (waited.compareTo(bound) > 0) {
      laws.broken("attempt overdue", mta + " has mail for " + pair.neighbour + " and has not called it for "
          + waited + ": " + connector.view() + " " + connector.timers());
    }
  }

  private static Duration longestSilence(Collection<Holdings.OfConnector> connectors) {
    Duration longest = OverrideValues.DEFAULTS.bounds().idle();
    for (Holdings.OfConnector connector : connectors) {
      ConnectorConfig config = connector.config();
      longest = later(longest, config.override().bounds().idle());
      longest = later(longest, config.override().association().lifetime());
    }
    return longest;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
