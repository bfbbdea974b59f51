package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.event.Event;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackingRecord;

/**
 * What follows from taking in or giving up an APDU: to be committed as one, then queued and told.
 *
 * @param changes for one commit
 * @param entries new queue entries among the changes
 * @param events to be logged once the commit is done
 * @param decidedAt the state of routing, {@link RouteChoice#changes}, in which it was found to which queues the entries belong
 */
public record Plan(List<StoreChange> changes, List<QueueEntry> entries, List<Event> events, long decidedAt) {
  public Plan {
    changes = List.copyOf(changes);
    entries = List.copyOf(entries);
    events = List.copyOf(events);
  }

  /** Collects a plan. */
  static final class Builder {
    final List<StoreChange> changes = new ArrayList<>();
    final List<QueueEntry> entries = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    private final List<TrackingRecord> tracked = new ArrayList<>();
    private final long decidedAt;

    /** @param decidedAt the state of routing before anything is decided */
    Builder(long decidedAt) {
      this.decidedAt = decidedAt;
    }

    /** Writes a step down in the same commit. */
    void track(TrackingRecord record) {
      tracked.add(record);
    }

    Plan build() {
      if (!tracked.isEmpty()) {
        changes.add(new StoreChange.Track(tracked));
        tracked.clear();
      }
      return new Plan(changes, entries, RecipientDigest.of(events), decidedAt);
    }
  }
}
