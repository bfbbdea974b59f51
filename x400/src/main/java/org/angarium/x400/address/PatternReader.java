package org.angarium.x400.address;

import java.util.HashMap;
import java.util.Map;
import org.angarium.x400.address.AddressPattern.Criterion;

/** Reads very many patterns and keeps what they have in common once. Not thread-safe; to be forgotten when they are read. */
public final class PatternReader {
  private final Map<Criterion, Criterion> criteria = new HashMap<>();
  private final Map<AddressPattern, AddressPattern> patterns = new HashMap<>();

  /** Patterns that are there already: of those that are read, equal ones give them again. */
  public void know(AddressPattern pattern) {
    patterns.putIfAbsent(pattern, pattern);
  }

  /** @see AddressPattern#parse */
  public AddressPattern read(String text) throws AddressSyntaxException {
    AddressPattern read = AddressPattern.parse(text, this::known);
    AddressPattern before = patterns.putIfAbsent(read, read);
    return before == null ? read : before;
  }

  private Criterion known(Criterion criterion) {
    Criterion before = criteria.putIfAbsent(criterion, criterion);
    return before == null ? criterion : before;
  }
}
