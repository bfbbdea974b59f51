package org.angarium.lab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened while messages were late: of all the time in which at least one was, how much fell into which cause. No share is guessed:
 * time counts for a cause only while it lasted.
 *
 * @param all time in which at least one message was late
 * @param causes the part of it in which each was at work; where several were, the first counts
 */
record LateTime(Duration all, Map<Cause, Duration> causes) {
  /** What makes messages wait, without any fault of the MTA. */
  enum Cause {
    /** The store waited for the disk. */
    DISK,
    /** The garbage collector had stopped the MTA. */
    COLLECTOR,
    /** A thread that was due did not get a processor. */
    PROCESSOR
  }

  /** Something begins or ends: a message being late, if no cause is named. */
  private record Edge(Instant at, Optional<Cause> cause, int step) {}

  /**
   * @param late one for each message that was late
   * @param causes may overlap
   */
  static LateTime of(Collection<Span> late, Map<Cause, ? extends Collection<Span>> causes) {
    List<Edge> edges = new ArrayList<>();
    add(edges, late, Optional.empty());
    causes.forEach((cause, spans) -> add(edges, spans, Optional.of(cause)));
    edges.sort(Comparator.comparing(Edge::at));
    int waiting = 0;
    Map<Cause, Integer> atWork = new EnumMap<>(Cause.class);
    Duration all = Duration.ZERO;
    Map<Cause, Duration> known = new EnumMap<>(Cause.class);
    Instant before = Instant.EPOCH;
    for (Edge edge : edges) {
      if (waiting > 0) {
        Duration passed = Duration.between(before, edge.at);
        all = all.plus(passed);
        atWork.keySet().stream().findFirst().ifPresent(cause -> known.merge(cause, passed, Duration::plus));
      }
      if (edge.cause.isEmpty()) {
        waiting += edge.step;
      } else {
        atWork.merge(edge.cause.get(), edge.step, (one, other) -> one + other == 0 ? null : one + other);
      }
      before = edge.at;
    }
    return new LateTime(all, known);
  }

  private static void add(List<Edge> edges, Collection<Span> spans, Optional<Cause> cause) {
    for (Span span : spans) {
      edges.add(new Edge(span.from(), cause, 1));
      edges.add(new Edge(span.to(), cause, -1));
    }
  }

  Duration of(Cause cause) {
    return causes.getOrDefault(cause, Duration.ZERO);
  }

  /** When none of them was at work: what had piled up went on its way, or nobody knows. */
  Duration rest() {
    return causes.values().stream().reduce(all, Duration::minus);
  }
}
