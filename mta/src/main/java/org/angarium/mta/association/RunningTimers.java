package org.angarium.mta.association;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Which timers of a connector run: one that does not run is not stopped, and one that was stopped does not expire. */
final class RunningTimers {
  private final Set<ConnectorTimer> running = new HashSet<>();
  private final Consumer<ConnectorAction> out;

  RunningTimers(Consumer<ConnectorAction> out) {
    this.out = out;
  }

  boolean runs(ConnectorTimer timer) {
    return running.contains(timer);
  }

  /** Starts it; one that runs is started anew. */
  void start(ConnectorTimer timer, Duration after) {
    running.add(timer);
    out.accept(new ConnectorAction.StartTimer(timer, after));
  }

  void stop(ConnectorTimer timer) {
    if (running.remove(timer)) {
      out.accept(new ConnectorAction.StopTimer(timer));
    }
  }

  /** Stops everything that bounds something on this association. */
  void stopAll(Link link) {
    stop(ConnectorTimer.idle(link));
    stop(ConnectorTimer.turn(link));
    stop(ConnectorTimer.transfer(link));
  }

  /** Answers whether the timer was running; an expiry that was overtaken by a stop has no effect. */
  boolean expired(ConnectorTimer timer) {
    return running.remove(timer);
  }
}
