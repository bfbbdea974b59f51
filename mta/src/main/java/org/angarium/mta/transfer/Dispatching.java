package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.RecipientDecision.Decided;
import org.angarium.mta.transfer.Reporter.Reported;
import org.angarium.x400.address.OrName;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * One subject being dispatched: puts what is decided for its recipients into as few stored messages as their envelopes allow (splitter
 * and dispatcher of X.411 §14.3). Used once.
 */
final class Dispatching {
  /**
   * What is dispatched.
   *
   * @param subject stamped with our visit
   * @param content null for a probe
   * @param cameFrom connector it was received over; null if it was made here
   * @param arrived whether it has just come in, with its recipients at the places that tracking knows
   * @param span when its entries began to wait, and when they are given up
   */
  record Task(Subject subject, NewMessage.@Nullable ContentSource content, @Nullable String cameFrom,
      boolean arrived, Part.Span span, Instant now) {}

  private final Task task;
  private final LongSupplier ids;
  private final Plan.Builder plan;
  private final Part whole;
  /** Copies whose envelopes are others than the one that arrived. */
  private final Map<Copy, Part> copies = new LinkedHashMap<>();
  /** Such copies that hold as many recipients as an envelope can; another goes to the same place. */
  private final List<Part> full = new ArrayList<>();
  private final List<Reporter.Account> accounts = new ArrayList<>();
  private final List<Reported> reported = new ArrayList<>();
  private final RecipientDecision.Circumstances circumstances;

  /**
   * What recipients have in common who get the same copy.
   *
   * @param expansion number of the expansion they are members of, {@link #NO_MEMBERS} if they are none
   * @param redirected only of these the trace may say that their coming back would be no loop
   * @param queue where members wait, one copy for each, so that none tells of the others' members
   * @param converted delivered in the place of the content; null for that itself
   */
  private record Copy(int expansion, boolean redirected, String queue,
      ConversionDecision.@Nullable Converted converted) {}

  private static final int NO_MEMBERS = -1;

  Dispatching(Task task, RecipientDecision.Circumstances circumstances, LongSupplier ids,
      Plan.Builder plan) {
    this.task = task;
    this.circumstances = circumstances;
    this.ids = ids;
    this.plan = plan;
    this.whole = Part.whole(task.subject(), ids);
  }

  /** The stored message that stands for the subject as it arrived. */
  long message() {
    return whole.id();
  }

  /** @param position of the recipient in the subject */
  void add(int position, Decided decided) {
    ConversionDecision.Converted conversion = conversion(decided.outcome());
    if (decided.redirected()) {
      plan.track(TrackingRecord
          .of(TrackingStep.REDIRECTED, whole.id(), task.subject().identifier().text())
          .to(-1, 0, task.subject().recipients().get(position).recipientName().toString())
          .with(TrackingField.REPLACEMENT, decided.recipient().recipientName()).at(task.now()));
    }
    if (decided.outcome() instanceof Outcome.Expand expand) {
      expand(new Expansion(expand.list(), decided.recipient()), expand.members());
    } else if (conversion != null || decided.redirected()) {
      copy(new Copy(NO_MEMBERS, decided.redirected(), "", conversion), new Placed(task.subject(),
          decided.recipient().withResponsibility(true), decided.outcome()), reported);
    } else {
      place(whole, position, new Placed(task.subject(), decided.recipient(), decided.outcome()), reported);
    }
  }

  /** Puts a recipient into a copy of this kind that has room for it. */
  private void copy(Copy kind, Placed placed, List<Reported> reports) {
    Part part = copies.get(kind);
    if (part == null || !part.hasRoomFor(placed.recipient())) {
      if (part != null) {
        full.add(part);
      }
      part = part(placed.subject(), kind.redirected(), kind.converted());
      copies.put(kind, part);
    }
    Outcome.NotDelivered tooLong = placed.outcome() instanceof Outcome.Relay
        ? part.tooLongFor(placed.recipient())
        : null;
    if (tooLong == null) {
      place(part, part.add(placed.recipient()), placed, reports);
    } else {
      place(part, 0, new Placed(placed.subject(), placed.recipient(), tooLong), reports);
    }
  }

  private void expand(Expansion expansion, List<OrName> names) {
    Subject subject = expansion.subject(task.subject(), task.now());
    List<PerRecipientMessageFields> fields = expansion.members(subject, names);
    RecipientDecision decision = new RecipientDecision(subject, circumstances.ofExpansion(subject));
    List<Reported> onMembers = new ArrayList<>();
    int number = accounts.size();
    for (PerRecipientMessageFields member : fields) {
      Decided decided = decision.decide(member);
      copy(new Copy(number, decided.redirected(), queue(decided.outcome()), conversion(decided.outcome())),
          new Placed(subject, decided.recipient(), decided.outcome()), onMembers);
    }
    if (expansion.isReported(fields)) {
      reported.add(new Reported(expansion.recipient(), reachedList()));
    }
    accounts.add(new Reporter.Account(subject, task.span().arrival(), onMembers));
    plan.track(TrackingRecord
        .of(TrackingStep.EXPANDED, whole.id(), task.subject().identifier().text())
        .to(-1, 0, expansion.recipient().recipientName().toString())
        .with(TrackingField.REPLACEMENT, fields.size() + " members").at(task.now()));
    plan.events.add(Event.of(EventId.LIST_EXPANDED, "list", expansion.list().name(), "mtsId",
        task.subject().identifier().text(), "members", fields.size()));
  }

  private static String queue(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Relay relay -> relay.connector();
      case Outcome.Hold hold -> hold.cause().queue();
      default -> "";
    };
  }

  private DeliveryOutcome.Delivered reachedList() {
    return new DeliveryOutcome.Delivered(task.now(), DeliveryOutcome.MtsUserType.DISTRIBUTION_LIST);
  }

  private static ConversionDecision.@Nullable Converted conversion(Outcome outcome) {
    return outcome instanceof Outcome.Deliver deliver ? deliver.converted() : null;
  }

  private Part part(Subject subject, boolean redirection, ConversionDecision.@Nullable Converted conversion) {
    Subject noted = redirection ? TraceStamp.noted(subject, AdditionalActions::withRedirected) : subject;
    return conversion == null
        ? Part.empty(noted, ids)
        : Part.converted(TraceStamp.noted(noted, actions -> actions.withConverted(conversion.types())),
            conversion.content(), ids);
  }

  /** What is placed: a recipient, the subject it belongs to, and what is decided for it. */
  private record Placed(Subject subject, PerRecipientMessageFields recipient, Outcome outcome) {}

  private void place(Part part, int position, Placed placed, List<Reported> reports) {
    switch (placed.outcome()) {
      case Outcome.Relay relay -> part.relay(relay, position);
      case Outcome.Hold hold -> part.hold(hold, position);
      case Outcome.Deliver(String mailbox, ConversionDecision.Converted conversion) -> {
        if (conversion != null) {
          plan.track(TrackingRecord
              .of(TrackingStep.CONVERTED, part.id(), task.subject().identifier().text())
              .to(-1, 0, placed.recipient().recipientName().toString())
              .with(TrackingField.REPLACEMENT, conversion.types().words()).at(task.now()));
        }
        if (task.subject().kind() == ApduKind.MESSAGE) {
          part.deliver(mailbox, position, task.now());
          plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", task.subject().identifier().text(),
              "mailbox", mailbox));
        }
        plan.track(TrackingRecord
            .of(task.subject().kind() == ApduKind.MESSAGE
                ? TrackingStep.DELIVERED
                : TrackingStep.DELIVERABLE, part.id(), task.subject().identifier().text())
            .to(-1, 0, placed.recipient().recipientName().toString()).with(TrackingField.MAILBOX, mailbox)
            .at(task.now()));
        reports.add(new Reported(placed.recipient(),
            new DeliveryOutcome.Delivered(task.now(), DeliveryOutcome.MtsUserType.PRIVATE),
            conversion == null ? null : conversion.types(), null));
      }
      case Outcome.HandedOver handedOver -> reports.add(new Reported(placed.recipient(),
          new DeliveryOutcome.Delivered(task.now(), DeliveryOutcome.MtsUserType.PRIVATE),
          handedOver.converted(), null));
      case Outcome.NotDelivered not -> reports.add(new Reported(placed.recipient(),
          new DeliveryOutcome.NotDelivered(not.reason(), not.diagnostic()), not.why()));
      case Outcome.ListReached reached -> reports.add(new Reported(placed.recipient(), reachedList()));
      case Outcome.Nothing nothing -> {
        // told by an event where it was decided
      }
      case Outcome.Expand expand ->
        throw new IllegalStateException(
            "a list among the members that did not wait: " + expand.list().name());
      case Outcome.Redirect redirect ->
        throw new IllegalStateException("a redirection that was not followed: " + redirect);
    }
  }

  /** What is to be reported: on the recipients of the subject itself, and on the members of each list. */
  List<Reporter.Account> accounts(Instant arrival) {
    List<Reporter.Account> all = new ArrayList<>(accounts);
    all.add(new Reporter.Account(task.subject(), arrival, reported));
    return all;
  }

  /**
   * Adds the messages to the plan; they share the content.
   *
   * @param duplicateKeys go with the first of them; with them there is always one
   */
  void store(Set<String> duplicateKeys) {
    List<Part> parts = new ArrayList<>();
    if (!whole.isUnused()) {
      parts.add(whole);
    }
    Stream.concat(full.stream(), copies.values().stream()).filter(part -> !part.isUnused())
        .forEach(parts::add);
    if (parts.isEmpty() && !duplicateKeys.isEmpty()) {
      parts.add(whole);
    }
    Set<String> keys = duplicateKeys;
    NewMessage.ContentSource content = task.content();
    for (Part part : parts) {
      List<QueueEntry> entries = part.entries(task.span());
      plan.changes.add(new StoreChange.Accept(new NewMessage(part.id(), task.subject().kind(),
          task.subject().identifier().text(), keys, part.encoded(),
          part.converted() == null ? content : new NewMessage.InMemory(part.converted()),
          task.span().arrival(), entries, part.deliveries(), part == whole ? task.cameFrom() : null)));
      plan.entries.addAll(entries);
      part.steps(entries, part == whole && task.arrived(), task.now()).forEach(plan::track);
      keys = Set.of();
      if (part.converted() == null && content != null && !(content instanceof NewMessage.SharedWith)) {
        content = new NewMessage.SharedWith(part.id(), content.length());
      }
    }
  }
}
