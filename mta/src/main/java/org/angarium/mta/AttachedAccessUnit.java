package org.angarium.mta;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.angarium.mta.access.AccessQueues;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Answer;
import org.angarium.mta.access.Delivery;
import org.angarium.mta.access.DeliveryListener;
import org.angarium.mta.access.DeliveryLoop;
import org.angarium.mta.access.Settlement;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.association.ConnectorAction;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.MessageStore;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreException;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.ConvertedCopy;
import org.angarium.mta.transfer.Dispatcher;
import org.angarium.mta.transfer.DuplicateKey;
import org.angarium.mta.transfer.Handover;
import org.angarium.mta.transfer.PeerForm;
import org.angarium.mta.transfer.Plan;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.jspecify.annotations.Nullable;

/** An access unit as the running MTA serves it. */
final class AttachedAccessUnit implements AccessUnit {
  /** A report has no recipients; it is settled under this position. */
  private static final int WHOLE_REPORT = 0;

  private final String name;
  private final Environment mta;

  /**
   * What it needs of the MTA.
   *
   * @param config of an access unit, by name; null when it is no longer configured
   */
  record Environment(Lanes lanes, MessageStore store, Events events, Switchboard switchboard,
      SubmissionDesk desk, Supplier<Dispatcher> dispatcher, Configs config) {}

  /** Finds the configuration of an access unit. */
  @FunctionalInterface
  interface Configs {
    @Nullable
    AccessUnitConfig of(String name);
  }

  AttachedAccessUnit(String name, Environment mta) {
    this.name = name;
    this.mta = mta;
  }

  @Override
  public String name() {
    return name;
  }

  private <T> T inLane(Supplier<T> question) {
    return mta.lanes.await(CompletableFuture.supplyAsync(question, mta.switchboard.lane()));
  }

  private Instant now() {
    return mta.lanes.clock().instant();
  }

  @Override
  public Submitted submit(Submission submission, InputStream content) throws RequestException {
    OrName originator = submission.originator();
    if (originator == null) {
      throw new RequestException("the originator is missing: an access unit has no address of its own");
    }
    if (!serves(originator)) {
      throw new RequestException(
          "the originator " + originator + " is not in an address space of access unit "
              + name + ", so that reports would not reach it");
    }
    return mta.desk.submit(name, originator, submission, content);
  }

  private boolean serves(OrName originator) throws RequestException {
    AccessUnitConfig config = mta.config.of(name);
    if (config == null) {
      throw new RequestException("there is no access unit \"" + name + "\" any more");
    }
    for (AddressSpace space : config.addressSpaces()) {
      if (space.pattern().matches(originator.address())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Delivery> claim(int most, Duration claim, Duration wait) throws RequestException {
    if (most < 1 || most > MOST_AT_ONCE) {
      throw new RequestException("1 to " + MOST_AT_ONCE + " deliveries can be claimed at once, not " + most);
    }
    if (claim.compareTo(Duration.ofSeconds(1)) < 0 || claim.compareTo(LONGEST_CLAIM) > 0) {
      throw new RequestException("a claim holds from PT1S to " + LONGEST_CLAIM + ", not " + claim);
    }
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new RequestException("the wait may be PT0S to " + LONGEST_WAIT + ", not " + wait);
    }
    AccessQueues.Claim claimed = mta.lanes
        .await(inLane(() -> mta.switchboard.access().claim(name, most, claim, wait)));
    if (claimed.refusal() != null) {
      throw new RequestException(claimed.refusal());
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (QueueEntry entry : claimed.entries()) {
      deliveryOf(entry, claimed.until(), claimed.types()).ifPresent(deliveries::add);
    }
    return deliveries;
  }

  /** Empty if it has just gone, has no form that is taken here, or what is stored cannot be read, which is logged and would be our own fault. */
  private Optional<Delivery> deliveryOf(QueueEntry entry, Instant until,
      Optional<AcceptedTypes> types) {
    try (StoredMessage stored = mta.store.load(entry.message()).orElse(null)) {
      return stored == null ? Optional.empty() : delivery(entry, stored, until, types);
    } catch (BerException e) {
      leaves(entry);
      var _ = mta.switchboard.housekeeping().damaged(entry, String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (StoreException | IOException e) {
      mta.events.log(Event.of(EventId.UNEXPECTED_ERROR, "reason",
          "handing out " + entry.mtsId() + ": " + e.getMessage()));
      return Optional.empty();
    }
  }

  /** Out of the queue, for good or until it is added again. */
  private void leaves(QueueEntry entry) {
    inLane(() -> {
      mta.switchboard.access().settled(name, entry.id());
      return true;
    });
  }

  private Optional<Delivery> delivery(QueueEntry entry, StoredMessage stored, Instant until,
      Optional<AcceptedTypes> types)
      throws BerException, IOException {
    if (entry.kind() == ApduKind.REPORT) {
      return Optional.of(new Delivery.OfReport(entry.id(), entry.mtsId(), until, entry.attempts(),
          (MtsApdu.Report) MtsApdu.decode(stored.envelope())));
    }
    if (!(ConvertedCopy.of(entry, stored, types) instanceof ConvertedCopy.Ready copy)) {
      // What is taken here has changed since it was routed.
      leaves(entry);
      mta.switchboard.housekeeping().giveUp(entry, ConnectorAction.ReturnReason.NO_FORM_FOR_PEER,
          PeerForm.ofTypes(types));
      return Optional.empty();
    }
    byte[] content = copy.content();
    List<Delivery.Recipient> recipients = entry.recipients().stream()
        .map(position -> new Delivery.Recipient(position, copy.envelope().recipients().get(position)))
        .toList();
    return Optional.of(new Delivery.OfMessage(entry.id(), entry.mtsId(), until, entry.attempts(),
        copy.envelope(), recipients, content == null ? stored.content().length() : content.length,
        entry.arrival(), entry.expiry()));
  }

  @Override
  public Optional<Delivery> find(long delivery) {
    AccessQueues.Claimed found = inLane(() -> mta.switchboard.access().find(name, delivery));
    return found == null
        ? Optional.empty()
        : deliveryOf(found.entry(), found.until() == null ? now() : found.until(), found.types());
  }

  @Override
  public InputStream content(long delivery) throws RequestException {
    AccessQueues.Claimed found = inLane(() -> mta.switchboard.access().find(name, delivery));
    if (found == null) {
      throw new RequestException("delivery " + delivery + " does not wait (any more)");
    }
    if (found.entry().kind() == ApduKind.REPORT) {
      throw new RequestException("delivery " + delivery + " is a report, which has no content of its own");
    }
    StoredMessage stored = null;
    try {
      stored = mta.store.load(found.entry().message()).orElseThrow(
          () -> new RequestException("delivery " + delivery + " does not wait any more"));
      ConvertedCopy copy = ConvertedCopy.of(found.entry(), stored, found.types());
      if (copy instanceof ConvertedCopy.Ready(var _, byte[] content, var _) && content != null) {
        stored.close();
        return new ByteArrayInputStream(content);
      }
      return new ContentStream(stored);
    } catch (BerException | IOException | StoreException e) {
      if (stored != null) {
        stored.close();
      }
      throw new RequestException("the content cannot be read: " + e.getMessage());
    }
  }

  @Override
  public Settlement settle(long delivery, Answer answer) throws RequestException {
    return settle(delivery, entry -> {
      Map<Integer, Answer> answers = new HashMap<>();
      if (entry.kind() == ApduKind.REPORT) {
        answers.put(WHOLE_REPORT, answer);
      }
      entry.recipients().forEach(position -> answers.put(position, answer));
      return answers;
    });
  }

  @Override
  public Settlement settle(long delivery, Map<Integer, Answer> answers) throws RequestException {
    Map<Integer, Answer> said = Map.copyOf(answers);
    return settle(delivery, entry -> said);
  }

  @FunctionalInterface
  private interface Answers {
    Map<Integer, Answer> of(QueueEntry entry);
  }

  private Settlement settle(long delivery, Answers answers) throws RequestException {
    AccessQueues.Begun begun = inLane(() -> mta.switchboard.access().settle(name, delivery));
    if (begun.busy()) {
      throw new RequestException("delivery " + delivery + " is being settled by another caller");
    }
    QueueEntry entry = begun.entry();
    if (entry == null) {
      return mta.store.isSeen(DuplicateKey.ofSettlement(delivery)) ? Settlement.BEFORE : Settlement.GONE;
    }
    boolean settled = false;
    try {
      Plan plan = plan(entry, begun.types(), handover(entry, answers.of(entry)));
      boolean before = mta.lanes.await(mta.store.commit(plan.changes())) == MessageStore.Outcome.DUPLICATE;
      settled = true;
      inLane(() -> {
        mta.switchboard.access().settled(name, delivery);
        return true;
      });
      if (before) {
        return Settlement.BEFORE;
      }
      plan.events().forEach(mta.events::log);
      mta.switchboard.queued(plan);
      return Settlement.DONE;
    } catch (BerException | IOException | StoreException | CompletionException e) {
      throw new RequestException("delivery " + delivery + " could not be settled: " + e.getMessage());
    } finally {
      if (!settled) {
        inLane(() -> {
          mta.switchboard.access().unsettled(name, delivery);
          return true;
        });
      }
    }
  }

  private Plan plan(QueueEntry entry, Optional<AcceptedTypes> types, Handover handover)
      throws BerException, IOException, RequestException {
    try (StoredMessage stored = mta.store.load(entry.message()).orElseThrow(
        () -> new RequestException("delivery " + entry.id() + " is no longer in the store"))) {
      EncodedInformationTypes converted = entry.kind() == ApduKind.MESSAGE
          && ConvertedCopy.of(entry, stored, types) instanceof ConvertedCopy.Ready copy
              ? copy.types()
              : null;
      return mta.dispatcher.get().settle(entry, stored, handover.after(converted), now());
    }
  }

  /** Those who are put off wait until the first of them may be tried again. */
  private Handover handover(QueueEntry entry, Map<Integer, Answer> answers) throws RequestException {
    Set<Integer> accepted = new HashSet<>();
    Map<Integer, Handover.Refused> refused = new HashMap<>();
    Instant notBefore = null;
    for (Map.Entry<Integer, Answer> each : answers.entrySet()) {
      switch (each.getValue()) {
        case Answer.Accepted _ -> accepted.add(each.getKey());
        case Answer.Refused(var reason, var diagnostic) ->
          refused.put(each.getKey(), new Handover.Refused(reason, diagnostic));
        case Answer.Postponed(Duration time) -> {
          if (time.isNegative() || time.compareTo(LONGEST_POSTPONEMENT) > 0) {
            throw new RequestException(
                "a delivery may be put off by PT0S to " + LONGEST_POSTPONEMENT + ", not " + time);
          }
          Instant due = now().plus(time);
          notBefore = notBefore == null || due.isBefore(notBefore) ? due : notBefore;
        }
      }
    }
    if (entry.kind() != ApduKind.REPORT) {
      accepted.retainAll(entry.recipients());
      refused.keySet().retainAll(entry.recipients());
    }
    return new Handover(name, accepted, refused, null, notBefore == null ? Instant.MIN : notBefore);
  }

  @Override
  public Optional<TrackedMessage> fate(String mtsId) {
    return mta.store.tracked(TrackingQuery.of(mtsId)).stream()
        .filter(message -> message.mtsId().equals(mtsId) && message.accepted().filter(
            accepted -> accepted.step() == TrackingStep.SUBMITTED
                && accepted.field(TrackingField.FROM).equals(name))
            .isPresent())
        .findFirst();
  }

  @Override
  public boolean cancel(String mtsId) throws RequestException {
    List<QueueEntry> held = inLane(() -> mta.switchboard.held(mtsId, HeldFor.DEFERRED_DELIVERY));
    boolean cancelled = false;
    for (QueueEntry entry : held) {
      if (!isOurs(entry)) {
        continue;
      }
      QueueEntry taken = inLane(() -> mta.switchboard.release(entry.id(), HeldFor.DEFERRED_DELIVERY));
      if (taken == null) {
        continue;
      }
      if (mta.lanes.await(mta.switchboard.housekeeping().drop(taken, TrackingStep.CANCELLED,
          "its originator cancelled it")) != Housekeeping.Ending.DURABLE) {
        throw new RequestException("the cancellation could not be stored; the message waits as before");
      }
      mta.events
          .log(Event.of(EventId.MESSAGE_DISPOSED, "mtsId", mtsId, "connector", taken.connector(), "what",
              "cancelled", "whom", "access unit " + name));
      cancelled = true;
    }
    return cancelled;
  }

  /** Submitted here, by somebody whom this access unit serves. */
  private boolean isOurs(QueueEntry entry) throws RequestException {
    try (StoredMessage stored = mta.store.load(entry.message()).orElse(null)) {
      return stored != null && stored.cameFrom() == null
          && serves(MessageEnvelope.decode(stored.envelope()).originatorName());
    } catch (BerException | StoreException e) {
      throw new RequestException("message " + entry.mtsId() + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public DeliveryLoop listen(DeliveryListener listener, Duration claim, Consumer<String> troubles) {
    return DeliveryLoop.start(this, listener, claim, troubles);
  }
}
