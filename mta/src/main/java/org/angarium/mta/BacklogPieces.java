package org.angarium.mta;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long queues that are to be routed anew, a piece of each in turn: what is being routed cannot be transferred meanwhile, and the mail of one
 * connector must not wait until thousands of another's have been looked at.
 */
final class BacklogPieces {
  /** Shorter queues are routed as a whole. */
  static final int MOST = 100;

  private final Deque<Piece> left = new ArrayDeque<>();

  /** Some of the entries of one connector's queue, at most {@link #MOST}. */
  record Piece(String connector, List<Long> entries) {}

  /** Adds the whole queue of a connector, as it is now. */
  void add(String connector, List<Long> entries) {
    left.add(new Piece(connector, List.copyOf(entries)));
  }

  /** The next piece; null if that was all. */
  @Nullable
  Piece next() {
    Piece first = left.poll();
    if (first == null || first.entries.size() <= MOST) {
      return first;
    }
    left.add(new Piece(first.connector, first.entries.subList(MOST, first.entries.size())));
    return new Piece(first.connector, new ArrayList<>(first.entries.subList(0, MOST)));
  }
}
