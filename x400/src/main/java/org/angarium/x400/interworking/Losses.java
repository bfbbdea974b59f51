package org.angarium.x400.interworking;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what a downgrade leaves out, each thing once, in words. */
final class Losses {
  private final Set<String> things = new LinkedHashSet<>();

  void add(String thing) {
    things.add(thing);
  }

  void addAll(Collection<String> all) {
    things.addAll(all);
  }

  boolean isEmpty() { return things.isEmpty(); }

  List<String> list() {
    return List.copyOf(things);
  }
}
