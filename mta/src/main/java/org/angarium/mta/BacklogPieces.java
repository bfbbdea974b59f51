package org.angarium.mta;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Queues that are to be routed anew, a piece of each in turn: the mail of one queue must not wait until thousands of another's have been
 * looked at, and whatever else reads the store must not wait for either.
 */
final class BacklogPieces {
  /** Longest piece. */
  static final int MOST = 100;

  private final Map<String, SequencedSet<Long>> left = new LinkedHashMap<>();

  /** Some of the entries of one queue, at most {@link #MOST}. */
  record Piece(String queue, List<Long> entries) {}

  /** Adds a whole queue, as it is now. What is left of it from before comes first: it has waited for that longer. */
  void add(String queue, List<Long> entries) {
    SequencedSet<Long> all = new LinkedHashSet<>();
    SequencedSet<Long> before = left.get(queue);
    if (before != null) {
      before.retainAll(new LinkedHashSet<>(entries));
      all.addAll(before);
    }
    all.addAll(entries);
    if (!all.isEmpty()) {
      left.put(queue, all);
    }
  }

  /** The next piece; null if that was all. */
  @Nullable
  Piece next() {
    if (left.isEmpty()) {
      return null;
    }
    Map.Entry<String, SequencedSet<Long>> first = left.entrySet().iterator().next();
    String queue = first.getKey();
    SequencedSet<Long> entries = first.getValue();
    List<Long> piece = entries.stream().limit(MOST).toList();
    left.remove(queue);
    piece.forEach(entries::remove);
    if (!entries.isEmpty()) {
      left.put(queue, entries);
    }
    return new Piece(queue, piece);
  }
}
