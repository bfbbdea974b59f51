package org.angarium.mta;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.angarium.mta.association.AssociationContext;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.directory.MemberLookup;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.Spool;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.mta.transfer.Plan;
import org.angarium.mta.transfer.Tracks;
import org.angarium.mta.transfer.TransferCopy;
import org.angarium.mta.transfer.Ways;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.p1.ApduFraming;
import org.jspecify.annotations.Nullable;

/**
 * Work on waiting copies that reads the store: giving them up with a report, moving them to another connector. Has a lane of its own, so
 * that no association and no decision waits for it.
 */
final class Housekeeping {
  /** A store that fails is left alone for a while; nothing else would mend it. */
  private static final Duration STORE_RETRY = Duration.ofSeconds(10);
  private static final int COPY_OCTETS = 64 << 10;
  /** What cannot be read now may be read in a while, or never. */
  private static final int MOST_READS = 3;

  private final Lanes lanes;
  private final MessageStore store;
  private final Lane lane;
  private final Supplier<Dispatcher> dispatcher;
  private final RoutingState routes;
  private final Events events;
  private final Map<Long, QueueEntry> waitingForStore = new ConcurrentHashMap<>();
  /** How often the content of a damaged copy could not be read. */
  private final Map<Long, Integer> unreadable = new ConcurrentHashMap<>();
  private final Queues queues;
  private final ListExpansion expansion;

  /** How it ended what was to be done with a copy. */
  enum Ending {
    /** It is done, durably. */
    DURABLE,
    /** The store did not take it: the copy waits as before. */
    NOT_STORED,
    /** What is stored of the copy cannot be read: it is in the quarantine. */
    DAMAGED
  }

  /** Takes copies back into the queues they belong to now. */
  interface Queues {
    /** @param decidedAt the state of routing in which it was found that they belong there, {@link RoutingState#changes} */
    void queued(List<QueueEntry> entries, long decidedAt);

    /** The copies that a plan has made, once it is durable. */
    void queued(Plan plan);

    /** A copy that was out of the queue it names; it may belong elsewhere by now. */
    default void putBack(QueueEntry entry) {
      queued(List.of(entry), RoutingState.LONG_AGO);
    }
  }

  Housekeeping(AssociationContext context, RoutingState routes, MemberLookup lookup, Events events,
      Queues queues) {
    this.lanes = context.lanes();
    this.store = context.store();
    this.lane = lanes.lane("housekeeping");
    this.dispatcher = context.dispatcher();
    this.routes = routes;
    this.events = events;
    this.queues = queues;
    this.expansion = new ListExpansion(lanes, lane, lookup, this, events);
  }

  /**
   * Reports a copy, which has left its queue, as not delivered. If that cannot be made durable, the copy goes back to its queue.
   *
   * @param form in which the peer of its connector gets what is transferred
   */
  void giveUp(QueueEntry entry, ReturnReason reason, PeerForm form) {
    lane.execute(() -> {
      if (reason == ReturnReason.NO_FORM_FOR_PEER) {
        returnWhatHasNoForm(entry, form);
      } else {
        giveUp(entry, reasonCode(reason), diagnostic(reason),
            reason == ReturnReason.EXPIRED ? TrackingStep.EXPIRED : TrackingStep.GIVEN_UP, why(reason));
      }
    });
  }

  /** Reports a copy, which has left its queue, as not delivered: its access unit has asked for nothing for too long. */
  void unavailable(QueueEntry entry, Instant since) {
    lane.execute(() -> giveUp(entry, NonDeliveryReason.UNABLE_TO_TRANSFER,
        NonDeliveryDiagnostic.RECIPIENT_UNAVAILABLE, TrackingStep.GIVEN_UP,
        "access unit " + entry.connector() + " has asked for nothing since " + since));
  }

  private void returnWhatHasNoForm(QueueEntry entry, PeerForm form) {
    replace(entry, "returning ", stored -> {
      for (ProtocolMode mode : List.of(ProtocolMode.NORMAL, ProtocolMode.X410_1984)) {
        if (TransferCopy.of(entry, stored, form, mode,
            new ApduFraming.Bare()) instanceof TransferCopy.Refused refused) {
          return dispatcher.get().giveUp(entry, stored, refused, lanes.clock().instant());
        }
      }
      // What kept it from going is no more: it goes back as it is.
      return new Plan(List.of(), List.of(entry), List.of(), RoutingState.LONG_AGO);
    });
  }

  /** Cancels a held copy: its recipients are reported on as the operator wants it. */
  CompletableFuture<Ending> cancel(QueueEntry entry) {
    events.log(Event.of(EventId.DEFERRED_CANCELLED, "mtsId", entry.mtsId()));
    return returned(entry, new Dispatcher.Failure(NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED, null,
        TrackingStep.CANCELLED, "the operator cancelled it", true));
  }

  /**
   * Reports a copy, which has left its queue, as not delivered, because somebody wants that.
   *
   * @return completes with how it ended; if nothing could be stored, the copy goes back to its queue
   */
  CompletableFuture<Ending> returned(QueueEntry entry, Dispatcher.Failure failure) {
    CompletableFuture<Ending> done = new CompletableFuture<>();
    lane.execute(() -> replace(entry, "returning ",
        stored -> dispatcher.get().giveUp(entry, stored, failure, lanes.clock().instant()), done));
    return done;
  }

  /**
   * Drops a copy, which has left its queue, without a report.
   *
   * @param step what tracking calls it, and why, for a person
   */
  CompletableFuture<Ending> drop(QueueEntry entry, TrackingStep step, String why) {
    return change(entry,
        List.of(new StoreChange.Remove(entry.id()), track(Tracks.copy(step, entry), why)), Optional.empty());
  }

  /** Keeps a copy, which has left its queue, back until {@link #resume}. */
  CompletableFuture<Ending> freeze(QueueEntry entry) {
    QueueEntry frozen = entry.routedTo(HeldFor.FROZEN.queue()).attempted(entry.attempts(), entry.expiry());
    return change(entry, List.of(new StoreChange.Reroute(frozen.id(), frozen.connector()),
        new StoreChange.Attempted(frozen.id(), frozen.attempts(), frozen.notBefore()),
        track(Tracks.copy(TrackingStep.DEFERRED, entry), "the operator froze it")), Optional.of(frozen));
  }

  private StoreChange track(TrackingRecord.Draft draft, String why) {
    return new StoreChange.Track(draft.with(TrackingField.WHY, why).at(lanes.clock().instant()));
  }

  private CompletableFuture<Ending> change(QueueEntry entry, List<StoreChange> changes,
      Optional<QueueEntry> after) {
    CompletableFuture<Ending> done = new CompletableFuture<>();
    store.commit(changes).whenComplete((outcome, error) -> {
      if (error != null) {
        events.log(Event.of(EventId.STORE_FAILED, "reason",
            "changing " + entry.mtsId() + ": " + error.getMessage()));
      }
      (error == null ? after : Optional.of(entry)).ifPresent(queues::putBack);
      done.complete(error == null ? Ending.DURABLE : Ending.NOT_STORED);
    });
    return done;
  }

  /**
   * Reports a copy, which has left its queue, as not delivered.
   *
   * @param step what tracking calls it, and why, for a person
   */
  void giveUp(QueueEntry entry, NonDeliveryReason reason, @Nullable NonDeliveryDiagnostic diagnostic,
      TrackingStep step, String why) {
    replace(entry, "returning ", stored -> dispatcher.get().giveUp(entry, stored,
        new Dispatcher.Failure(reason, diagnostic, step, why), lanes.clock().instant()));
  }

  /** Goes on with a copy that was held and whose time has come. */
  void resume(QueueEntry entry) {
    lane.execute(() -> {
      if (HeldFor.of(entry) == HeldFor.LIST_EXPANSION) {
        expansion.expand(entry);
      } else {
        replace(entry, "going on with ",
            stored -> dispatcher.get().resume(entry, stored, Map.of(), lanes.clock().instant()));
      }
    });
  }

  /** Goes on with a frozen copy, because somebody wants that; see {@link #returned} for what it answers. */
  CompletableFuture<Ending> resumed(QueueEntry entry) {
    CompletableFuture<Ending> done = new CompletableFuture<>();
    lane.execute(() -> replace(entry, "going on with ",
        stored -> dispatcher.get().resume(entry, stored, Map.of(), lanes.clock().instant()), done));
    return done;
  }

  /**
   * A copy that stays held, until the time that it says now.
   *
   * @param step why, for tracking
   */
  void holdAgain(QueueEntry entry, TrackingRecord step) {
    store.commit(List.of(new StoreChange.Attempted(entry.id(), entry.attempts(), entry.notBefore()),
        new StoreChange.Track(step)))
        .whenComplete((outcome, error) -> {
          if (error != null) {
            events.log(Event.of(EventId.STORE_FAILED, "reason",
                "recording an attempt: " + error.getMessage()));
          }
          queues.putBack(entry);
        });
  }

  /** What takes the place of a copy. */
  @FunctionalInterface
  interface Replacement {
    Plan of(StoredMessage stored) throws BerException, IOException;
  }

  /** Puts what is decided now in the place of a copy, which has left its queue; if that cannot be made durable, it goes back. */
  private void replace(QueueEntry entry, String doing, Replacement replacement) {
    replace(entry, doing, replacement, Optional.empty());
  }

  /** @param done what follows if the store knows that the same was done before */
  void replace(QueueEntry entry, String doing, Replacement replacement, Optional<Runnable> done) {
    replace(entry, doing, replacement, done, new CompletableFuture<>());
  }

  private void replace(QueueEntry entry, String doing, Replacement replacement,
      CompletableFuture<Ending> durable) {
    replace(entry, doing, replacement, Optional.empty(), durable);
  }

  private void replace(QueueEntry entry, String doing, Replacement replacement, Optional<Runnable> done,
      CompletableFuture<Ending> durable) {
    Plan plan;
    try (StoredMessage stored = load(entry)) {
      if (stored == null) {
        durable.complete(Ending.NOT_STORED);
        return;
      }
      plan = replacement.of(stored);
    } catch (BerException e) {
      var _ = damaged(entry, String.valueOf(e.getMessage())).thenAccept(durable::complete);
      return;
    } catch (IOException | StoreException e) {
      cannot(entry, doing, e);
      durable.complete(Ending.NOT_STORED);
      return;
    }
    if (plan.changes().isEmpty()) {
      queues.queued(plan);
      durable.complete(Ending.DURABLE);
      return;
    }
    store.commit(plan.changes()).whenComplete((outcome, error) -> {
      if (error != null) {
        events.log(
            Event.of(EventId.STORE_FAILED, "reason", doing + entry.mtsId() + ": " + error.getMessage()));
        later(entry, () -> queues.putBack(entry));
      } else if (outcome == MessageStore.Outcome.DUPLICATE) {
        done.ifPresent(Runnable::run);
      } else {
        plan.events().forEach(events::log);
        queues.queued(plan);
      }
      durable.complete(error == null ? Ending.DURABLE : Ending.NOT_STORED);
    });
  }

  /** What is stored is no envelope any more: it would never leave, so that what is left of it goes to the operator. */
  CompletableFuture<Ending> damaged(QueueEntry entry, String reason) {
    CompletableFuture<Ending> done = new CompletableFuture<>();
    Spool octets = store.openSpool();
    try (StoredMessage stored = load(entry)) {
      if (stored == null) {
        octets.close();
        done.complete(Ending.NOT_STORED);
        return done;
      }
      if (!copied(stored, octets) && unreadable.merge(entry.id(), 1, Integer::sum) < MOST_READS) {
        throw new IOException("its content cannot be read");
      }
    } catch (IOException | StoreException e) {
      octets.close();
      cannot(entry, "keeping what is left of ", e);
      done.complete(Ending.NOT_STORED);
      return done;
    }
    unreadable.remove(entry.id());
    Instant now = lanes.clock().instant();
    TrackingRecord step = Tracks.copy(TrackingStep.DROPPED, entry).with(TrackingField.WHY,
        "what is stored of it is damaged, and in the quarantine: " + reason)
        .at(now);
    store.commit(List.of(new StoreChange.Quarantine(octets, entry.connector(), reason, now),
        new StoreChange.Remove(entry.id()), new StoreChange.Track(step))).whenComplete((outcome, error) -> {
          octets.close();
          if (error == null) {
            events.log(Event.of(EventId.STORED_COPY_DAMAGED, "mtsId", entry.mtsId(), "connector",
                entry.connector(), "reason", reason));
          } else {
            events.log(Event.of(EventId.STORE_FAILED, "reason",
                "putting " + entry.mtsId() + " into quarantine: " + error.getMessage()));
            later(entry, () -> queues.putBack(entry));
          }
          done.complete(error == null ? Ending.DAMAGED : Ending.NOT_STORED);
        });
    return done;
  }

  /**
   * Copies what is stored, as far as it can be read.
   *
   * @return whether all of it could be
   * @throws IOException if the copy cannot be written
   */
  private static boolean copied(StoredMessage stored, Spool octets) throws IOException {
    octets.append(stored.envelope());
    StoredMessage.Content content = stored.content();
    for (long at = 0; at < content.length(); at += COPY_OCTETS) {
      byte[] piece;
      try {
        piece = content.read(at, (int) Math.min(COPY_OCTETS, content.length() - at));
      } catch (IOException | StoreException e) {
        return false;
      }
      octets.append(piece);
    }
    return true;
  }

  /** Something that must not fail has failed; the copy goes back to its queue after a while. */
  void cannot(QueueEntry entry, String doing, Exception e) {
    events.log(
        Event.of(EventId.UNEXPECTED_ERROR, "reason", doing + entry.mtsId() + ": " + e.getMessage()));
    later(entry, () -> queues.putBack(entry));
  }

  Dispatcher dispatcher() {
    return dispatcher.get();
  }

  /** A copy was transferred, but recording that failed: until it is recorded, the next start would transfer it again. */
  void record(QueueEntry entry, List<StoreChange> changes, String failure) {
    events.log(Event.of(EventId.STORE_FAILED, "reason",
        "recording that " + entry.mtsId() + " was transferred: " + failure));
    later(entry, () -> store.commit(changes).whenComplete((outcome, error) -> {
      if (error != null) {
        record(entry, changes, String.valueOf(error.getMessage()));
      }
    }));
  }

  /** Does what the store could not do now when it may work again. */
  private void later(QueueEntry entry, Runnable what) {
    waitingForStore.put(entry.id(), entry);
    lanes.after(STORE_RETRY, lane, () -> {
      waitingForStore.remove(entry.id());
      what.run();
    });
  }

  /** Copies that are in no queue because the store failed. */
  List<QueueEntry> waitingForStore() {
    return List.copyOf(waitingForStore.values());
  }

  /**
   * Looks which of these copies, which may go on waiting meanwhile, do not belong where they are any more.
   *
   * @param misplaced is told them in this lane
   */
  void look(List<QueueEntry> waiting, Consumer<List<Long>> misplaced) {
    lane.execute(
        () -> misplaced.accept(waiting.stream().filter(this::isMisplaced).map(QueueEntry::id).toList()));
  }

  private boolean isMisplaced(QueueEntry entry) {
    try (StoredMessage stored = store.load(entry.message()).orElse(null)) {
      return stored != null && switch (dispatcher.get().ways(entry, stored)) {
        case Ways.Together(String queue) -> !queue.equals(entry.connector());
        case Ways.Apart apart -> true;
        case Ways.Unknown unknown -> false;
      };
    } catch (BerException | StoreException e) {
      // It shows itself when it is transferred or given up.
      return false;
    }
  }

  /**
   * Routes copies anew, which have left their queue: those that all go elsewhere now move there, those whose recipients part, or are here
   * now, are decided on anew, the others go back.
   *
   * @param gone whether their connector is gone: a copy without any other way is then given up
   */
  void reroute(List<QueueEntry> entries, boolean gone) {
    lane.execute(() -> entries.forEach(entry -> reroute(entry, gone)));
  }

  private void reroute(QueueEntry entry, boolean gone) {
    long decidedAt = routes.changes();
    Ways ways;
    try (StoredMessage stored = load(entry)) {
      if (stored == null) {
        return;
      }
      ways = dispatcher.get().ways(entry, stored);
    } catch (BerException e) {
      var _ = damaged(entry, String.valueOf(e.getMessage()));
      return;
    } catch (StoreException e) {
      cannot(entry, "routing anew ", e);
      return;
    }
    if (ways instanceof Ways.Together(String queue)) {
      if (queue.equals(entry.connector())) {
        queues.queued(List.of(entry), decidedAt);
      } else {
        move(entry, queue, decidedAt);
      }
    } else if (gone || ways instanceof Ways.Apart) {
      replace(entry, "routing anew ",
          stored -> dispatcher.get().reroute(entry, stored, lanes.clock().instant()));
    } else {
      queues.queued(List.of(entry), decidedAt);
    }
  }

  private void move(QueueEntry entry, String target, long decidedAt) {
    TrackingRecord step = Tracks.copy(TrackingStep.REROUTED, entry.routedTo(target))
        .with(TrackingField.FROM, entry.connector())
        .with(TrackingField.WHY, why(entry, target))
        .at(lanes.clock().instant());
    store.commit(List.of(new StoreChange.Reroute(entry.id(), target), new StoreChange.Track(step)))
        .whenComplete((outcome, error) -> {
          if (error != null) {
            events.log(Event.of(EventId.STORE_FAILED, "reason",
                "re-routing " + entry.mtsId() + ": " + error.getMessage()));
            later(entry, () -> queues.putBack(entry));
            return;
          }
          events.log(Event.of(EventId.MESSAGE_REROUTED, "mtsId", entry.mtsId(), "from", entry.connector(),
              "connector", target));
          queues.queued(List.of(entry.routedTo(target)), decidedAt);
        });
  }

  private String why(QueueEntry entry, String better) {
    return routes.isAvailable(entry.connector())
        ? better + " is the better way now"
        : entry.connector() + " cannot be reached";
  }

  @Nullable
  StoredMessage load(QueueEntry entry) {
    Optional<StoredMessage> stored = store.load(entry.message());
    if (stored.isEmpty()) {
      events.log(Event.of(EventId.UNEXPECTED_ERROR, "reason",
          entry.mtsId() + " is queued but no longer in the store"));
    }
    return stored.orElse(null);
  }

  private static NonDeliveryReason reasonCode(ReturnReason reason) {
    return switch (reason) {
      case EXPIRED, TRANSFER_IMPOSSIBLE, NO_FORM_FOR_PEER -> NonDeliveryReason.UNABLE_TO_TRANSFER;
      case OPEN_RETRIES_EXHAUSTED, TRANSFER_RETRIES_EXHAUSTED, TRANSFER_TOO_SLOW ->
        NonDeliveryReason.TRANSFER_FAILURE;
    };
  }

  private static String why(ReturnReason reason) {
    return switch (reason) {
      case EXPIRED -> "its time was over";
      case TRANSFER_TOO_SLOW -> "its transfer took longer than a message of its size may";
      case OPEN_RETRIES_EXHAUSTED -> "the connector reached the maximum of open retries";
      case TRANSFER_RETRIES_EXHAUSTED -> "it reached the maximum of transfer retries";
      case NO_FORM_FOR_PEER -> "it has no form that the peer takes";
      case TRANSFER_IMPOSSIBLE -> "it cannot go over this connector at all";
    };
  }

  private static NonDeliveryDiagnostic diagnostic(ReturnReason reason) {
    return switch (reason) {
      case EXPIRED, TRANSFER_TOO_SLOW -> NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED;
      case OPEN_RETRIES_EXHAUSTED -> NonDeliveryDiagnostic.MTS_CONGESTION;
      case TRANSFER_RETRIES_EXHAUSTED -> NonDeliveryDiagnostic.TRANSFER_ATTEMPTS_LIMIT_REACHED;
      case TRANSFER_IMPOSSIBLE -> NonDeliveryDiagnostic.UNABLE_TO_COMPLETE_TRANSFER;
      case NO_FORM_FOR_PEER -> NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE;
    };
  }
}
