package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.x400.address.OrAddress;

/**
 * Finds what belongs to an address. Addresses with one form of each attribute match exactly if their keys are equal; the rare ones with
 * a teletex or universal form beside the plain one are compared one by one.
 */
public final class AddressIndex<T> {
  private record Entry<T>(OrAddress address, T value) {}

  private final Map<String, T> byKey = new HashMap<>();
  private final List<Entry<T>> all = new ArrayList<>();
  private final List<Entry<T>> withSeveralForms = new ArrayList<>();

  /** Of two that are added for one address, the first stays. */
  public void add(OrAddress address, T value) {
    byKey.putIfAbsent(address.matchingKey(), value);
    Entry<T> entry = new Entry<>(address, value);
    all.add(entry);
    if (address.normalized().hasSeveralForms()) {
      withSeveralForms.add(entry);
    }
  }

  public Optional<T> find(OrAddress address) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    T value = byKey.get(address.matchingKey());
    if (value != null) {
      return Optional.of(value);
    }
    return (address.normalized().hasSeveralForms() ? all : withSeveralForms).stream()
        .filter(entry -> entry.address.matches(address)).map(Entry::value).findFirst();
  }
}
