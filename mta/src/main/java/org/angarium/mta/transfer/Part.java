package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.conversion.ConversionDecision;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * One stored message in the making: an envelope, and which of its recipients wait where. What is dispatched becomes several when
 * recipients need different envelopes; they share the content.
 */
final class Part {
  private final long id;
  private final Subject subject;
  private final LongSupplier ids;
  private final byte @Nullable [] converted;
  private final List<PerRecipientMessageFields> recipients;
  /** Of the recipients that were added one by one. */
  private long addedOctets;
  private EnvelopeLimits.@Nullable Size withoutRecipients;
  private final Map<Way, List<Integer>> relayed = new LinkedHashMap<>();
  private final Map<String, String> why = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final List<NewMessage.Delivery> deliveries = new ArrayList<>();

  /**
   * Recipients that leave together.
   *
   * @param conversion what is made of the content for them, as the originator asks it; null if nothing is
   */
  private record Way(String connector, @Nullable Integer conversion) {}

  private record Held(HeldFor cause, Instant notBefore, List<Integer> positions) {}

  private Part(Subject subject, List<PerRecipientMessageFields> recipients,
      byte @Nullable [] converted, LongSupplier ids) {
    this.converted = converted;
    this.id = ids.getAsLong();
    this.subject = subject;
    this.ids = ids;
    this.recipients = new ArrayList<>(recipients);
  }

  /** With the recipients of the envelope, also those that are not ours to serve. */
  static Part whole(Subject subject, LongSupplier ids) {
    return new Part(subject, subject.recipients(), null, ids);
  }

  /** Without recipients; they are added one by one. */
  static Part empty(Subject subject, LongSupplier ids) {
    return new Part(subject, List.of(), null, ids);
  }

  /** Without recipients, and with a content of its own. */
  static Part converted(Subject subject, byte[] content, LongSupplier ids) {
    return new Part(subject, List.of(), content, ids);
  }

  /** What it has in place of the content that the others share; null if it shares that. */
  byte @Nullable [] converted() {
    return converted;
  }

  long id() {
    return id;
  }

  /** Whether its envelope can name one more (X.411 ub-recipients) and is not longer than MTAs take then. The first always has room. */
  boolean hasRoomFor(PerRecipientMessageFields recipient) {
    long octets = addedOctets + recipient.octets();
    return recipients.isEmpty() || recipients.size() < PerRecipientMessageFields.MAX_RECIPIENTS
        && octets <= EnvelopeLimits.MOST_RECIPIENT_OCTETS
        && EnvelopeLimits.find(withoutRecipients(), octets) == null;
  }

  /** What keeps it from having this one alone; null if nothing does. */
  Outcome.@Nullable NotDelivered tooLongFor(PerRecipientMessageFields recipient) {
    return EnvelopeLimits.find(withoutRecipients(), recipient.octets());
  }

  private EnvelopeLimits.Size withoutRecipients() {
    if (withoutRecipients == null) {
      withoutRecipients = EnvelopeLimits.Size.withoutRecipients(subject);
    }
    return withoutRecipients;
  }

  /** @return its position */
  int add(PerRecipientMessageFields recipient) {
    recipients.add(recipient);
    addedOctets += recipient.octets();
    return recipients.size() - 1;
  }

  void relay(Outcome.Relay relay, int position) {
    why.putIfAbsent(relay.connector(), relay.why());
    Integer asked = recipients.get(position).explicitConversion();
    Integer made = asked != null && ConversionDecision.isMadeHere(subject.conversionRequest(), asked)
        ? asked
        : null;
    relayed.computeIfAbsent(new Way(relay.connector(), made), any -> new ArrayList<>()).add(position);
  }

  /** Recipients held for the same cause until the same time wait together; each list by itself. */
  void hold(Outcome.Hold hold, int position) {
    for (Held other : held) {
      if (hold.cause() != HeldFor.LIST_EXPANSION && other.cause == hold.cause()
          && other.notBefore.equals(hold.notBefore())) {
        other.positions.add(position);
        return;
      }
    }
    held.add(new Held(hold.cause(), hold.notBefore(), new ArrayList<>(List.of(position))));
  }

  void deliver(String mailbox, int position, Instant now) {
    deliveries.add(new NewMessage.Delivery(ids.getAsLong(), mailbox, position, now));
  }

  /** Whether nobody would ever need it. */
  boolean isUnused() {
    return relayed.isEmpty() && held.isEmpty() && deliveries.isEmpty();
  }

  /**
   * @param arrival when the MTA took responsibility
   * @param expiry when its entries are given up
   * @param since when they began to wait for connectors
   */
  record Span(Instant arrival, Instant expiry, Instant since) {}

  List<QueueEntry> entries(Span span) {
    List<QueueEntry> entries = new ArrayList<>();
    relayed.forEach(
        (way, positions) -> entries.add(entry(way.connector(), positions, span, Instant.MIN)));
    held.forEach(
        each -> entries.add(entry(each.cause.queue(), each.positions, span, each.notBefore)));
    return entries;
  }

  private QueueEntry entry(String queue, List<Integer> positions, Span span, Instant notBefore) {
    return new QueueEntry(ids.getAsLong(), id, subject.kind(), subject.identifier().text(), queue,
        subject.rank(), subject.queuedOctets(), positions, span.since(), span.expiry(), 0, notBefore);
  }

  /** What tracking writes down of its entries. Recipients that were not in what arrived are named: later steps know them by their place only. */
  List<TrackingRecord> steps(List<QueueEntry> entries, boolean whole, Instant now) {
    List<TrackingRecord> steps = new ArrayList<>();
    for (QueueEntry entry : entries) {
      HeldFor cause = HeldFor.of(entry);
      TrackingRecord.Draft draft = TrackingRecord
          .of(cause == null ? TrackingStep.ROUTED : TrackingStep.DEFERRED, id, entry.mtsId())
          .with(TrackingField.ENTRY, entry.id());
      if (cause == null) {
        draft.with(TrackingField.CONNECTOR, entry.connector()).with(TrackingField.WHY,
            why.getOrDefault(entry.connector(), ""));
      } else if (cause == HeldFor.DEFERRED_DELIVERY) {
        draft.with(TrackingField.UNTIL, entry.notBefore());
      } else {
        draft.with(TrackingField.WHY, "its list is being expanded");
      }
      if (whole) {
        draft.toPositions(entry.recipients());
      } else {
        entry.recipients()
            .forEach(position -> draft.to(position, 0, recipients.get(position).recipientName().toString()));
      }
      steps.add(draft.at(now));
    }
    return steps;
  }

  List<NewMessage.Delivery> deliveries() {
    return deliveries;
  }

  byte[] encoded() {
    return recipients.equals(subject.recipients())
        ? subject.encoded()
        : subject.withRecipients(recipients).encoded();
  }
}
