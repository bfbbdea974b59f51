package org.angarium.mta.routing;

import java.util.List;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.OrAddress;

/** Whether any of some patterns matches an address, at a cost that hardly grows with their number. */
final class PatternSet {
  private static final PatternSet NONE = new PatternSet(List.of());

  private final PatternIndex<AddressPattern> index;
  private final boolean empty;

  private PatternSet(List<AddressPattern> patterns) {
    index = new PatternIndex<>(patterns.size());
    patterns.forEach(pattern -> index.add(pattern, pattern));
    empty = patterns.isEmpty();
  }

  static PatternSet of(List<AddressPattern> patterns) {
    return patterns.isEmpty() ? NONE : new PatternSet(patterns);
  }

  boolean isEmpty() { return empty; }

  boolean matches(OrAddress address) {
    return !empty && index.hasMatch(address);
  }
}
