package org.angarium.lab.simulation.law;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.angarium.mta.Holdings;
import org.angarium.mta.config.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Law 4, measured from outside: any sign of life of its peer ends the wait of a connector. It is told of the signs that the world gives
 * and of the calls that the network sees; of a connector it asks only what an operator sees, whether it waits in open-retry.
 *
 * <p>After a sign the next call begins within {@link #BOUND}: at once, or when the least spacing has passed since the last one. If a call is under
 * way when the sign comes, the bound begins when that has failed. A connector without a place for another association has nothing to
 * open it with.
 */
public final class SignWatch {
  /** Least spacing of calls to a peer that does not answer. */
  private static final Duration SPACING = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofMillis(200);
  static final Duration BOUND = SPACING.plus(GRACE);

  private final Laws laws;
  private final Supplier<Duration> clock;
  private final Consumer<Duration> wake;
  private final Map<Pair, Sign> signs = new LinkedHashMap<>();
  private final Map<Pair, Duration> called = new HashMap<>();
  private long given;

  /** An MTA and its neighbour. */
  private record Pair(String mta, String neighbour) {}

  /** A sign that no call has followed yet. */
  private static final class Sign {
    private final String what;
    private final Duration at;
    private @Nullable Duration waitingSince;

    Sign(String what, Duration at) {
      this.what = what;
      this.at = at;
    }
  }

  /**
   * @param clock time since the start
   * @param wake has everything looked at again after this time, at the latest
   */
  public SignWatch(Laws laws, Supplier<Duration> clock, Consumer<Duration> wake) {
    this.laws = laws;
    this.clock = clock;
    this.wake = wake;
  }

  /** An MTA has been given a sign that its neighbour may be reachable. */
  public void sign(String mta, String neighbour, String what) {
    given++;
    Pair pair = new Pair(mta, neighbour);
    // What follows at the same instant may be seen before its cause, which an association tells in a lane of its own.
    if (!clock.get().equals(called.get(pair))) {
      signs.put(pair, new Sign(what, clock.get()));
    }
  }

  /** One MTA calls another to open an association. */
  public void calling(String from, String to) {
    Pair pair = new Pair(from, to);
    signs.remove(pair);
    called.put(pair, clock.get());
  }

  /** The process of an MTA has ended, and with it what it knew. */
  public void ended(String mta) {
    signs.keySet().removeIf(pair -> pair.mta.equals(mta));
  }

  /** An MTA stands still or is being stopped: no time counts against it. */
  public void pause(String mta) {
    signs.forEach((pair, sign) -> {
      if (pair.mta.equals(mta)) {
        sign.waitingSince = null;
      }
    });
  }

  /** Whether there is a sign that it may have to answer for. */
  public boolean concerns(String mta) {
    return !signs.isEmpty() && signs.keySet().stream().anyMatch(pair -> pair.mta.equals(mta));
  }

  /** Looks at an MTA that runs, when nothing more of it is ready to run. */
  public void look(String mta, Holdings holdings) {
    signs.entrySet().removeIf(each -> each.getKey().mta.equals(mta)
        && isSettled(each.getKey(), each.getValue(), holdings));
  }

  private boolean isSettled(Pair pair, Sign sign, Holdings holdings) {
    for (Holdings.OfConnector connector : holdings.connectors()) {
      if (!connector.config().host().equals(pair.neighbour)
          || connector.config().activation() != Activation.ALWAYS) {
        continue;
      }
      boolean room = connector.view().associations().size() < connector.config().maximumAssociations();
      if (Sight.waits(connector.view()) && room) {
        waits(pair, sign, connector);
        return false;
      }
      sign.waitingSince = null;
      return !Sight.calls(connector.view());
    }
    return true;
  }

  private void waits(Pair pair, Sign sign, Holdings.OfConnector connector) {
    Duration since = sign.waitingSince;
    if (since == null) {
      sign.waitingSince = clock.get();
      wake.accept(BOUND);
    } else if (clock.get().minus(since).compareTo(BOUND) >= 0) {
      laws.broken("sign of life ignored",
          pair.mta + " has not called " + pair.neighbour + " since " + sign.what + " at " + sign.at + ": "
              + connector.view() + " " + connector.timers());
    }
  }

  /** Signs given so far. */
  public long given() {
    return given;
  }
}
