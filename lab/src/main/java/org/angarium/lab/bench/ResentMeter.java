package org.angarium.lab.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.ActivityWatch.Passing;

/** Breaks the line at certain octets of one message, and counts what passes again after each break. Safe to use from any thread. */
final class ResentMeter implements ActivityWatch.Listener {
  private static final double NANOS = 1e9;

  private final Deque<Long> places = new ArrayDeque<>();
  private final List<Cut> cuts = new ArrayList<>();
  private Runnable breakLine = () -> {};
  private long reached;
  private boolean broken;
  private long brokenAt;

  /**
   * One break.
   *
   * @param resent octets of the message that had passed before it and passed again after it
   * @param seconds until octets of the message passed again
   */
  record Cut(long resent, double seconds) {}

  /** Now comes another message, on which the line is to be broken as soon as so many octets have passed. */
  synchronized void expect(List<Long> at, Runnable howToBreak) {
    places.clear();
    places.addAll(at);
    cuts.clear();
    breakLine = howToBreak;
    reached = 0;
    broken = false;
  }

  @Override
  public synchronized void advanced(Passing transfer, int octets) {
    if (broken) {
      broken = false;
      cuts.add(new Cut(Math.max(0, reached - (transfer.octets() - octets)),
          (System.nanoTime() - brokenAt) / NANOS));
    }
    reached = Math.max(reached, transfer.octets());
    Long next = places.peek();
    if (next != null && reached >= next) {
      places.remove();
      broken = true;
      brokenAt = System.nanoTime();
      breakLine.run();
    }
  }

  @Override
  public void complete(Passing transfer) {
    // That it has arrived is asked of the receiver.
  }

  /** The breaks so far after which something has passed. */
  synchronized List<Cut> cuts() {
    return List.copyOf(cuts);
  }
}
