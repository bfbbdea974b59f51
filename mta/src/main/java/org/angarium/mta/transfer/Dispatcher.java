package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.angarium.mta.config.Lifetimes;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.mta.transfer.Reporter.Reported;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportContent;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of every recipient of an APDU that has come in: delivered here, relayed over a connector, or reported as not
 * delivered (main dispatcher and routing decision of X.411 §14.3). Whatever is decided is one plan, committed as one.
 */
public final class Dispatcher {
  private final LocalMta mta;
  private final RouteChoice routes;
  private final Lifetimes lifetimes;
  private final LoopDetection loops;
  private final LongSupplier ids;
  private final Reporter reporter;

  /** @param ids numbers never given before */
  public Dispatcher(LocalMta mta, RouteChoice routes, Lifetimes lifetimes, int hopLimit, LongSupplier ids) {
    this.mta = mta;
    this.routes = routes;
    this.lifetimes = lifetimes;
    this.loops = new LoopDetection(mta, hopLimit);
    this.ids = ids;
    this.reporter = new Reporter(mta, routes, lifetimes, ids);
  }

  /** What message and probe have in common. */
  private record Subject(ApduKind kind, MtsIdentifier identifier, Extensions extensions,
      List<PerRecipientMessageFields> recipients,
      Priority priority, long octets, ContentType contentType, @Nullable String contentIdentifier,
      Traffic traffic, @Nullable String loop) {
    int rank() {
      return switch (priority) {
        case URGENT -> 0;
        case NORMAL -> 1;
        case NON_URGENT -> 2;
      };
    }
  }

  /**
   * A message for which we take responsibility.
   *
   * @param refused set if it cannot be taken as it is: every recipient gets this outcome
   */
  public Plan message(MessageEnvelope envelope, NewMessage.ContentSource content, Origin origin,
      @Nullable NonDeliveryDiagnostic refused, Instant now) {
    TraceStamp stamp = new TraceStamp(mta, now);
    MessageEnvelope stamped = envelope.withTrace(stamp.external(envelope.trace())).withExtensions(
        stamp.internal(envelope.extensions()));
    Subject subject = new Subject(ApduKind.MESSAGE, envelope.messageIdentifier(), envelope.extensions(),
        envelope.recipients(),
        envelope.priority(), content.length(), envelope.contentType(), envelope.contentIdentifier(),
        Traffic.of(envelope, content.length(), cameFrom(origin)),
        loops.find(envelope.trace(), envelope.extensions().internalTrace()));
    Reporter.Draft draft = recipients -> ReportContent.on(stamped, recipients);
    return plan(subject, stamped.encoded(), content, origin, refused, envelopeSubject(stamped, now), draft,
        now);
  }

  public Plan probe(ProbeEnvelope envelope, Origin origin, Instant now) {
    TraceStamp stamp = new TraceStamp(mta, now);
    ProbeEnvelope stamped = envelope.withTrace(stamp.external(envelope.trace())).withExtensions(
        stamp.internal(envelope.extensions()));
    Subject subject = new Subject(ApduKind.PROBE, envelope.probeIdentifier(), envelope.extensions(),
        envelope.recipients(),
        Priority.URGENT, 0, envelope.contentType(), envelope.contentIdentifier(),
        Traffic.of(envelope, cameFrom(origin)),
        loops.find(envelope.trace(), envelope.extensions().internalTrace()));
    return plan(subject, new MtsApdu.Probe(stamped).encode(new ApduFraming.Bare()), null, origin, null,
        probeSubject(stamped, now), recipients -> ReportContent.on(stamped, recipients), now);
  }

  /** A report on its way back; one that cannot go on is dropped, with an event. */
  public Plan report(MtsApdu.Report report, Origin origin, Instant now) {
    Plan.Builder plan = new Plan.Builder();
    String mtsId = report.envelope().reportIdentifier().text();
    String key = "R " + mtsId;
    String loop = loops.find(report.envelope().trace(), report.envelope().extensions().internalTrace());
    long id = ids.getAsLong();
    plan.track(Tracks.accepted(ApduKind.REPORT, mtsId, id, origin, "")
        .with(TrackingField.SUBJECT, report.content().subjectIdentifier().text())
        .to(0, 0, report.envelope().reportDestinationName().toString()).at(now));
    if (loop != null) {
      plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId).with(TrackingField.WHY, loop).at(now));
      plan.events
          .add(Event.of(EventId.LOOP_DETECTED, "mtsId", mtsId, "connector", name(origin), "reason", loop));
      plan.changes.add(new StoreChange.Accept(
          new NewMessage(id, ApduKind.REPORT, mtsId, key, new byte[0], null, now, List.of(),
              List.of())));
      return plan.build();
    }
    TraceStamp stamp = new TraceStamp(mta, now);
    MtsApdu.Report stamped = new MtsApdu.Report(
        report.envelope().withTrace(stamp.external(report.envelope().trace()))
            .withExtensions(stamp.internal(report.envelope().extensions())),
        report.content());
    reporter.send(id, stamped, key, cameFrom(origin), false, now, plan);
    return plan.build();
  }

  private Plan plan(Subject subject, byte[] envelope, NewMessage.@Nullable ContentSource content,
      Origin origin,
      @Nullable NonDeliveryDiagnostic refused, Reporter.Subject reportSubject, Reporter.Draft draft,
      Instant now) {
    Plan.Builder plan = new Plan.Builder();
    String mtsId = subject.identifier().text();
    long id = ids.getAsLong();
    plan.track(accepted(subject, id, origin, reportSubject.originator(), now));
    if (subject.loop() != null) {
      plan.events.add(Event.of(EventId.LOOP_DETECTED, "mtsId", mtsId, "connector", name(origin), "reason",
          subject.loop()));
    }
    Map<String, List<Integer>> relayed = new LinkedHashMap<>();
    Map<String, String> why = new HashMap<>();
    List<NewMessage.Delivery> deliveries = new ArrayList<>();
    List<Reported> reported = new ArrayList<>();
    Instant expiry = expiry(subject, now);
    for (int i = 0; i < subject.recipients().size(); i++) {
      PerRecipientMessageFields recipient = subject.recipients().get(i);
      if (!recipient.indicators().responsibility()) {
        continue;
      }
      switch (decide(subject, recipient, refused, expiry, plan, now)) {
        case Outcome.Relay(String connector, String reason) -> {
          relayed.computeIfAbsent(connector, any -> new ArrayList<>()).add(i);
          why.putIfAbsent(connector, reason);
        }
        case Outcome.Deliver(String mailbox) -> {
          if (subject.kind() == ApduKind.MESSAGE) {
            deliveries.add(new NewMessage.Delivery(ids.getAsLong(), mailbox, i, now));
            plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", mtsId, "mailbox", mailbox));
          }
          plan.track(TrackingRecord.of(subject.kind() == ApduKind.MESSAGE
              ? TrackingStep.DELIVERED
              : TrackingStep.DELIVERABLE, id, mtsId).to(TrackedRecipient.at(i))
              .with(TrackingField.MAILBOX, mailbox).at(now));
          reported.add(new Reported(recipient,
              new DeliveryOutcome.Delivered(now, DeliveryOutcome.MtsUserType.PRIVATE)));
        }
        case Outcome.NotDelivered not -> reported.add(new Reported(recipient,
            new DeliveryOutcome.NotDelivered(not.reason(), not.diagnostic())));
      }
    }
    List<QueueEntry> entries = new ArrayList<>();
    relayed.forEach((connector, positions) -> entries
        .add(new QueueEntry(ids.getAsLong(), id, subject.kind(), mtsId, connector,
            subject.rank(), subject.octets(), positions, now, expiry, 0, Instant.MIN)));
    entries
        .forEach(entry -> plan.track(Tracks.routed(entry, why.getOrDefault(entry.connector(), "")).at(now)));
    plan.changes.add(new StoreChange.Accept(
        new NewMessage(id, subject.kind(), mtsId, duplicateKey(subject, origin), envelope,
            content, now, entries, deliveries, cameFrom(origin))));
    plan.entries.addAll(entries);
    reporter.report(reportSubject, reported, draft, cameFrom(origin), now, plan);
    return plan.build();
  }

  private static TrackingRecord accepted(Subject subject, long id, Origin origin, OrName originator,
      Instant now) {
    TrackingRecord.Draft draft = Tracks
        .accepted(subject.kind(), subject.identifier().text(), id, origin, originator.toString())
        .with(TrackingField.PRIORITY, Tracks.word(subject.priority()))
        .with(TrackingField.OCTETS, subject.octets())
        .with(TrackingField.CONTENT_TYPE, subject.contentType());
    Tracks.content(draft, subject.contentIdentifier(), subject.extensions());
    Tracks.recipients(draft, subject.recipients());
    return draft.at(now);
  }

  private Outcome decide(Subject subject, PerRecipientMessageFields recipient,
      @Nullable NonDeliveryDiagnostic refused,
      Instant expiry, Plan.Builder plan, Instant now) {
    if (subject.loop() != null) {
      return unable(NonDeliveryDiagnostic.LOOP_DETECTED);
    }
    if (refused != null) {
      return unable(refused);
    }
    if (!expiry.isAfter(now)) {
      return unable(NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED);
    }
    if (unknownAndCritical(subject, recipient, false)) {
      return unable(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION);
    }
    return switch (routes.route(recipient.recipientName().address(), subject.traffic())) {
      case Decision.Local(String mailbox) -> unknownAndCritical(subject, recipient, true)
          ? unable(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION)
          : new Outcome.Deliver(mailbox);
      case Decision.Via via -> new Outcome.Relay(via.connector(), "cost " + via.cost());
      case Decision.Barred barred -> unable(barred.diagnostic());
      case Decision.UnknownLocal _,Decision.Unroutable _ -> {
        plan.events.add(
            Event.of(EventId.RECIPIENT_UNROUTABLE, "recipient", recipient.recipientName().toString(), "mtsId",
                subject.identifier().text()));
        yield unable(NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME);
      }
    };
  }

  private static Outcome unable(NonDeliveryDiagnostic diagnostic) {
    return new Outcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic);
  }

  /** An extension we do not know that says it must be understood (X.411 §9.1). */
  private static boolean unknownAndCritical(Subject subject, PerRecipientMessageFields recipient,
      boolean delivery) {
    return hasUnknown(subject.extensions(), delivery) || hasUnknown(recipient.extensions(), delivery);
  }

  private static boolean hasUnknown(Extensions extensions, boolean delivery) {
    for (ExtensionField field : extensions.fields()) {
      boolean known = field.type() instanceof ExtensionType.Standard standard
          && StandardExtension.of(standard.number()) != null;
      if (!known && (delivery ? field.criticality().forDelivery() : field.criticality().forTransfer())) {
        return true;
      }
    }
    return false;
  }

  /** The originator's latest delivery time, but no later than the life of its priority, counted from now: clocks elsewhere may be wrong. */
  private Instant expiry(Subject subject, Instant now) {
    Instant byPriority = now.plus(lifetimes.ofRank(subject.rank()));
    Instant latest = subject.extensions().latestDeliveryTime();
    return latest != null && latest.isBefore(byPriority) ? latest : byPriority;
  }

  private static @Nullable String duplicateKey(Subject subject, Origin origin) {
    if (origin instanceof Origin.LocalUser) {
      return null;
    }
    StringBuilder key = new StringBuilder(subject.kind() == ApduKind.PROBE ? "P " : "M ")
        .append(subject.identifier().text());
    subject.recipients().stream().filter(recipient -> recipient.indicators().responsibility()).mapToInt(
        PerRecipientMessageFields::originallySpecifiedNumber).sorted()
        .forEach(number -> key.append(' ').append(number));
    return key.toString();
  }

  private static @Nullable String cameFrom(Origin origin) {
    return origin instanceof Origin.Peer peer ? peer.connector() : null;
  }

  private static String name(Origin origin) {
    return switch (origin) {
      case Origin.Peer peer -> peer.connector();
      case Origin.LocalUser user -> user.mailbox();
    };
  }

  static Reporter.Subject envelopeSubject(MessageEnvelope envelope, Instant arrival) {
    return new Reporter.Subject(envelope.messageIdentifier(), envelope.originatorName(), arrival,
        envelope.trace());
  }

  static Reporter.Subject probeSubject(ProbeEnvelope envelope, Instant arrival) {
    return new Reporter.Subject(envelope.probeIdentifier(), envelope.originatorName(), arrival,
        envelope.trace());
  }

  Reporter reporter() {
    return reporter;
  }
}
