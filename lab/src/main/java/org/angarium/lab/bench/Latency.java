package org.angarium.lab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How long messages of one round took, each from when it was due to its confirmation.
 *
 * @param transfers the quickest first
 * @param changes of the configuration that ended meanwhile
 */
record Latency(List<Span> transfers, int changes) {
  /** Ten times what most take. */
  static final Duration LATE = Duration.ofMillis(20);

  /** @param transfers at least one */
  static Latency of(Collection<Span> transfers, int changes) {
    return new Latency(transfers.stream().sorted(Comparator.comparing(Span::length)).toList(), changes);
  }

  /** Milliseconds within which half were confirmed. */
  double median() {
    return transfers.get(transfers.size() / 2).milliseconds();
  }

  /** Milliseconds within which 99 % were confirmed. */
  double percentile99() {
    return transfers.get((int) (transfers.size() * 0.99)).milliseconds();
  }

  /** Milliseconds. */
  double longest() {
    return transfers.getLast().milliseconds();
  }

  List<Span> late() {
    return transfers.stream().filter(span -> span.length().compareTo(LATE) > 0).toList();
  }

  /** From when the first was due to when the last was confirmed. */
  Span round() {
    Instant from = transfers.stream().map(Span::from).min(Comparator.naturalOrder()).orElseThrow();
    Instant to = transfers.stream().map(Span::to).max(Comparator.naturalOrder()).orElseThrow();
    return new Span(from, to);
  }
}
