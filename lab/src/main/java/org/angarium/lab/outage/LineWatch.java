package org.angarium.lab.outage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.lab.mail.Mail;
import org.angarium.lab.mail.TransferMeter;
import org.angarium.lab.namespace.Line.Side;
import org.angarium.lab.namespace.TcpStreams;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.Direction;
import org.angarium.lab.network.PhaseWatch;
import org.angarium.lab.network.Tap;

/** What is seen on the line: transfers, phases, attempts to connect. */
final class LineWatch implements TcpStreams.Listener {
  /** A little less than a second: frames are seen when they are carried, not when they were sent. */
  private static final long ABOUT_A_SECOND = 950_000_000;

  private final TransferMeter meter = new TransferMeter();
  private final Trap trap = new Trap();
  private final PhaseWatch phases = new PhaseWatch(trap::passed);
  private final Map<Side, Tap> taps = new EnumMap<>(Side.class);
  private final Map<Integer, Side> callers = new HashMap<>();
  private final Map<Side, List<Long>> attempts = new EnumMap<>(Side.class);

  /** @param left name of the MTA there */
  LineWatch(String left, String right) {
    ActivityWatch activities = new ActivityWatch(Mail::nameIn, meter);
    taps.put(Side.LEFT, activities.tap(left, right));
    taps.put(Side.RIGHT, activities.tap(right, left));
  }

  TransferMeter meter() {
    return meter;
  }

  Trap trap() {
    return trap;
  }

  PhaseWatch phases() {
    return phases;
  }

  @Override
  public synchronized void attempted(Side caller) {
    attempts.computeIfAbsent(caller, any -> new ArrayList<>()).add(System.nanoTime());
  }

  /** Counts attempts anew. */
  synchronized void forgetAttempts() {
    attempts.clear();
  }

  /** Most attempts that one side has made within a second. */
  synchronized int attemptsWithinASecond() {
    int most = 0;
    for (List<Long> times : attempts.values()) {
      for (long first : times) {
        most = Math.max(most,
            (int) times.stream().filter(time -> time >= first && time < first + ABOUT_A_SECOND).count());
      }
    }
    return most;
  }

  @Override
  public void began(int connection, Side caller) {
    callers.put(connection, caller);
    phases.began(connection);
  }

  @Override
  public void passed(int connection, Side from, byte[] octets) {
    Side caller = callers.get(connection);
    Tap tap = caller == null ? null : taps.get(caller);
    if (tap != null) {
      Direction direction = from == caller ? Direction.TO_TARGET : Direction.TO_CALLER;
      tap.passed(connection, direction, octets);
      phases.passed(connection, direction, octets);
    }
  }

  @Override
  public void ended(int connection) {
    callers.remove(connection);
    phases.ended(connection);
  }
}
