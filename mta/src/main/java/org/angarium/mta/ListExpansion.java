package org.angarium.mta;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.directory.Membership;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Tracks;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * Expands lists for copies that wait for it, one after the other in the lane of housekeeping, which no association waits for. A directory
 * that does not answer delays the message, and returns it only when its time is over.
 */
final class ListExpansion {
  /** How long after a failed look-up the next one follows. */
  private static final Duration LOOKUP_RETRY = Duration.ofSeconds(60);

  private final Lanes lanes;
  private final Lane lane;
  private final MemberLookup lookup;
  private final Housekeeping housekeeping;
  private final Events events;

  ListExpansion(Lanes lanes, Lane lane, MemberLookup lookup, Housekeeping housekeeping, Events events) {
    this.lanes = lanes;
    this.lane = lane;
    this.lookup = lookup;
    this.housekeeping = housekeeping;
    this.events = events;
  }

  /** In the lane of housekeeping. */
  void expand(QueueEntry entry) {
    List<DistributionList> lists;
    try (StoredMessage stored = housekeeping.load(entry)) {
      if (stored == null) {
        return;
      }
      lists = housekeeping.dispatcher().lists(entry, stored);
    } catch (BerException e) {
      var _ = housekeeping.damaged(entry, String.valueOf(e.getMessage()));
      return;
    } catch (StoreException e) {
      housekeeping.cannot(entry, "expanding a list for ", e);
      return;
    }
    Map<String, CompletableFuture<Membership>> lookups = new HashMap<>();
    lists.forEach(list -> lookups.put(list.name(), lookup.members(list).toCompletableFuture()));
    CompletableFuture<Void> all = CompletableFuture.allOf(lookups.values().toArray(CompletableFuture[]::new));
    var _ = all.whenComplete((done, error) -> lane.execute(() -> found(entry, lookups)));
  }

  private void found(QueueEntry entry, Map<String, CompletableFuture<Membership>> lookups) {
    Map<String, List<OrName>> members = new HashMap<>();
    for (Map.Entry<String, CompletableFuture<Membership>> each : lookups.entrySet()) {
      LookupException failure = failure(each.getValue());
      if (failure != null) {
        failed(entry, each.getKey(), failure);
        return;
      }
      Membership found = each.getValue().join();
      members.put(each.getKey(), found.members());
      if (!found.unusable().isEmpty()) {
        events.log(Event.of(EventId.LIST_MEMBERS_UNUSABLE, "list", each.getKey(), "mtsId", entry.mtsId(),
            "unusable", found.unusable().size(), "first", found.unusable().getFirst()));
      }
    }
    housekeeping.replace(entry, "expanding a list for ",
        stored -> housekeeping.dispatcher().resume(entry, stored, members, lanes.clock().instant()),
        Optional.of(() -> expandedBefore(entry, members)));
  }

  private void expandedBefore(QueueEntry entry, Map<String, List<OrName>> members) {
    events.log(Event.of(EventId.LIST_EXPANDED_BEFORE, "list", String.join(", ", members.keySet()), "mtsId",
        entry.mtsId()));
    lane.execute(() -> housekeeping.replace(entry, "expanding a list for ",
        stored -> housekeeping.dispatcher().resumeExpanded(entry, stored, members.keySet(),
            lanes.clock().instant()),
        Optional.empty()));
  }

  private static @Nullable LookupException failure(CompletableFuture<Membership> lookedUp) {
    try {
      lookedUp.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() instanceof LookupException failure
          ? failure
          : new LookupException(String.valueOf(e.getCause()), false);
    }
  }

  private void failed(QueueEntry entry, String list, LookupException failure) {
    Instant now = lanes.clock().instant();
    if (failure.permanent() || !entry.expiry().isAfter(now)) {
      events.log(Event.of(EventId.LIST_LOOKUP_FAILED, "list", list, "mtsId", entry.mtsId(), "reason",
          String.valueOf(failure.getMessage()), "next", "no time: it is returned"));
      housekeeping.giveUp(entry,
          failure.permanent()
              ? NonDeliveryReason.UNABLE_TO_TRANSFER
              : NonDeliveryReason.DIRECTORY_OPERATION_UNSUCCESSFUL,
          NonDeliveryDiagnostic.DL_EXPANSION_FAILURE, TrackingStep.GIVEN_UP,
          "the members of list " + list + " could not be looked up: " + failure.getMessage());
      return;
    }
    Instant next = now.plus(LOOKUP_RETRY);
    if (next.isAfter(entry.expiry())) {
      next = entry.expiry();
    }
    events.log(Event.of(EventId.LIST_LOOKUP_FAILED, "list", list, "mtsId", entry.mtsId(), "reason",
        String.valueOf(failure.getMessage()), "next", next));
    QueueEntry again = entry.attempted(entry.attempts() + 1, next);
    housekeeping.holdAgain(again,
        Tracks.copy(TrackingStep.ATTEMPT_FAILED, again).with(TrackingField.ATTEMPTS, again.attempts())
            .with(TrackingField.WHY, String.valueOf(failure.getMessage())).with(TrackingField.UNTIL, next)
            .at(now));
  }
}
