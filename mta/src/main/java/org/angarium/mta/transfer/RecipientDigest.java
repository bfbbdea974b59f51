package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;

/** Events of one plan: a message to thousands that all fare alike must not fill the event log. */
final class RecipientDigest {
  /** So many recipients that fare alike are told of by name. */
  static final int MOST_NAMED = 100;
  private static final String RECIPIENT = "recipient";

  /** What two events have in common that differ in their recipient only. */
  private record Fate(EventId id, Map<String, Object> rest) {
    static Fate of(Event event) {
      Map<String, Object> rest = new LinkedHashMap<>(event.parameters());
      rest.remove(RECIPIENT);
      return new Fate(event.id(), rest);
    }
  }

  private RecipientDigest() {}

  /** The events, of those that differ in their recipient only the first hundred and one that says how many others there are. */
  static List<Event> of(List<Event> events) {
    if (events.size() <= MOST_NAMED) {
      return events;
    }
    Map<Fate, Integer> counts = new LinkedHashMap<>();
    List<Event> digest = new ArrayList<>();
    Map<Fate, Event> samples = new LinkedHashMap<>();
    for (Event event : events) {
      if (!event.parameters().containsKey(RECIPIENT)) {
        digest.add(event);
        continue;
      }
      Fate fate = Fate.of(event);
      if (counts.merge(fate, 1, Integer::sum) <= MOST_NAMED) {
        digest.add(event);
      } else {
        samples.putIfAbsent(fate, event);
      }
    }
    samples.forEach((fate, event) -> {
      Map<String, Object> parameters = new LinkedHashMap<>(event.parameters());
      parameters.put(RECIPIENT, counts.getOrDefault(fate, 0) - MOST_NAMED + " others");
      digest.add(new Event(event.id(), parameters, event.error()));
    });
    return digest;
  }
}
