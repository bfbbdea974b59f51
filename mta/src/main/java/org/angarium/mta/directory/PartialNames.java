package org.angarium.mta.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.NormalizedAddress;
import org.angarium.x400.address.OrAddress;

/**
 * Finds out whether an address that nobody has is the beginning of the addresses of several: it then names nobody in particular
 * (ambiguous-OR-name, X.411 §8.3.1.2.1.14). One that leads to a single user is not filled in: tomorrow there may be two.
 */
final class PartialNames {
  /** What an address must have one of to name a user at all. */
  private static final List<AddressAttribute> NAMING = List.of(AddressAttribute.SURNAME,
      AddressAttribute.COMMON_NAME);

  private record Entry(OrAddress address, Object owner) {}

  private record Name(AddressAttribute attribute, String text) {}

  private final Map<Name, List<Entry>> byName = new HashMap<>();

  /** @param owner who has the address; several addresses of one are never ambiguous */
  void add(OrAddress address, Object owner) {
    for (AddressAttribute attribute : NAMING) {
      for (String text : address.normalized().forms(attribute)) {
        byName.computeIfAbsent(new Name(attribute, text), any -> new ArrayList<>(1))
            .add(new Entry(address, owner));
      }
    }
  }

  /** Whether it says less than the addresses of at least two, and nothing that contradicts them. */
  boolean isAmbiguous(OrAddress address) {
    NormalizedAddress given = address.normalized();
    for (AddressAttribute attribute : NAMING) {
      Object first = null;
      for (String text : given.forms(attribute)) {
        for (Entry entry : byName.getOrDefault(new Name(attribute, text), List.of())) {
          if (!begins(address, entry.address)) {
            continue;
          }
          if (first != null && !first.equals(entry.owner)) {
            return true;
          }
          first = entry.owner;
        }
      }
    }
    return false;
  }

  private static boolean begins(OrAddress part, OrAddress whole) {
    NormalizedAddress given = part.normalized();
    NormalizedAddress full = whole.normalized();
    for (AddressAttribute attribute : AddressAttribute.values()) {
      List<String> forms = given.forms(attribute);
      if (!forms.isEmpty() && forms.stream().noneMatch(full.forms(attribute)::contains)) {
        return false;
      }
    }
    return given.names().stream().allMatch(name -> full.named(name).containsAll(given.named(name)));
  }
}
