package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.x400.address.OrAddress;

/**
 * Finds the mailbox of an address. Addresses with one form of each attribute match exactly if their keys are equal; the rare ones with
 * a teletex or universal form beside the plain one are compared one by one.
 */
final class MailboxIndex {
  private record Entry(OrAddress address, String mailbox) {}

  private final Map<String, String> byKey = new HashMap<>();
  private final List<Entry> all = new ArrayList<>();
  private final List<Entry> withSeveralForms = new ArrayList<>();

  void add(OrAddress address, String mailbox) {
    byKey.putIfAbsent(address.matchingKey(), mailbox);
    Entry entry = new Entry(address, mailbox);
    all.add(entry);
    if (address.normalized().hasSeveralForms()) {
      withSeveralForms.add(entry);
    }
  }

  Optional<String> find(OrAddress address) {
    String mailbox = byKey.get(address.matchingKey());
    if (mailbox != null) {
      return Optional.of(mailbox);
    }
    return (address.normalized().hasSeveralForms() ? all : withSeveralForms).stream()
        .filter(entry -> entry.address.matches(address)).map(Entry::mailbox).findFirst();
  }
}
