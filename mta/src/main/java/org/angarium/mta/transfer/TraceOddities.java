package org.angarium.mta.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/** What a trace shows to be wrong elsewhere. None of it keeps a message from going on; an operator wants to know. */
final class TraceOddities {
  private static final Duration TOLERATED = Duration.ofDays(1);
  /** Longer than mail waits anywhere. */
  private static final Duration ANCIENT = Duration.ofDays(60);

  private TraceOddities() {}

  /** @param trace as it arrived, without our own element */
  static List<Event> of(MtsIdentifier identifier, List<TraceInformationElement> trace, String connector,
      Instant now) {
    if (trace.isEmpty()) {
      return List.of();
    }
    List<Event> found = new ArrayList<>();
    GlobalDomainIdentifier first = trace.getFirst().domain();
    if (!first.matches(identifier.domain())) {
      found.add(Event.of(EventId.DOMAIN_INCONSISTENT, "mtsId", identifier.text(), "connector", connector,
          "reason", "it begins in " + first));
    }
    String clocks = clocks(trace, now);
    if (clocks != null) {
      found.add(Event.of(EventId.CLOCKS_DIFFER, "mtsId", identifier.text(), "connector", connector, "reason",
          clocks));
    }
    return found;
  }

  private static @Nullable String clocks(List<TraceInformationElement> trace, Instant now) {
    TraceInformationElement before = null;
    for (TraceInformationElement visit : trace) {
      String at = visit.domain() + " says that it came there at " + visit.arrivalTime();
      if (visit.arrivalTime().isAfter(now.plus(TOLERATED))) {
        return at + ", which is yet to come";
      }
      if (visit.arrivalTime().isBefore(now.minus(ANCIENT))) {
        return at + ", longer ago than mail is kept";
      }
      if (before != null && visit.arrivalTime().isBefore(before.arrivalTime().minus(TOLERATED))) {
        return at + ", before it came to " + before.domain() + " at " + before.arrivalTime();
      }
      before = visit;
    }
    return null;
  }
}
