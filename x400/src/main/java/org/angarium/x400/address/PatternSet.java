package org.angarium.x400.address;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom some patterns name together, at a cost that hardly grows with their number: for lists of who may send or receive. An address counts
 * as it is to be read, and as its writer may have meant it ({@link OrAddress#readAsLatin1}), so that what is decided for whom an address
 * leads to is also decided about whoever writes so.
 */
public final class PatternSet {
  /** Names nobody. */
  public static final PatternSet NONE = new PatternSet(List.of());

  private final List<AddressPattern> patterns;
  private final PatternIndex<AddressPattern> index;

  private PatternSet(List<AddressPattern> patterns) {
    this.patterns = List.copyOf(patterns);
    index = new PatternIndex<>(patterns.size());
    patterns.forEach(pattern -> index.add(pattern, pattern));
  }

  public static PatternSet of(List<AddressPattern> patterns) {
    return patterns.isEmpty() ? NONE : new PatternSet(patterns);
  }

  /** How many patterns there are. */
  public int size() {
    return patterns.size();
  }

  public boolean isEmpty() { return patterns.isEmpty(); }

  /** Whether any of the patterns matches the address in either reading. */
  public boolean matches(OrAddress address) {
    if (isEmpty()) {
      return false;
    }
    if (index.hasMatch(address)) {
      return true;
    }
    OrAddress meant = address.readAsLatin1();
    return meant != null && index.hasMatch(meant);
  }

  /** Sets of the same patterns in the same order are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PatternSet that && patterns.equals(that.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }
}
