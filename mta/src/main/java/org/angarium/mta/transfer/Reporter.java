package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.jspecify.annotations.Nullable;

/** Makes reports and sends them on their way (X.411 §14.3.4). A report is never reported on. */
final class Reporter {
  private final LocalMta mta;
  private final RouteChoice routes;
  private final Lifetimes lifetimes;
  private final LongSupplier ids;

  Reporter(LocalMta mta, RouteChoice routes, Lifetimes lifetimes, LongSupplier ids) {
    this.mta = mta;
    this.routes = routes;
    this.lifetimes = lifetimes;
    this.ids = ids;
  }

  /**
   * What a report is about.
   *
   * @param arrival when the subject came here
   * @param trace of the subject, for audited reports
   */
  record Subject(MtsIdentifier identifier, OrName originator, Instant arrival,
      List<TraceInformationElement> trace) {}

  /** A recipient that is reported on. */
  record Reported(PerRecipientMessageFields recipient, DeliveryOutcome outcome) {
    /** Whether the originating MTA asked to learn of this outcome. */
    boolean isWanted() {
      PerRecipientIndicators.ReportRequest request = recipient.indicators().originatingMtaRequest();
      return outcome instanceof DeliveryOutcome.Delivered
          ? request.includesDelivery()
          : request != PerRecipientIndicators.ReportRequest.NO_REPORT;
    }
  }

  /**
   * Adds one report on all these recipients to the plan; nothing if nobody asked.
   *
   * @param draft the report content for a list of recipients, with what it repeats of the subject
   */
  void report(Subject subject, List<Reported> reported, Draft draft, @Nullable String cameFrom, Instant now,
      Plan.Builder plan) {
    List<PerRecipientReportFields> fields = new ArrayList<>();
    boolean audited = false;
    for (Reported one : reported) {
      tell(subject, one, plan);
      if (one.outcome() instanceof DeliveryOutcome.NotDelivered not) {
        plan.track(Tracks.notDelivered(subject.identifier().text(), one, not).at(now));
      }
      if (one.isWanted()) {
        fields.add(PerRecipientReportFields.of(one.recipient(),
            new LastTraceInformation(subject.arrival(), one.outcome())));
        audited |= one.recipient().indicators()
            .originatingMtaRequest() == PerRecipientIndicators.ReportRequest.AUDITED_REPORT;
      }
    }
    if (fields.isEmpty()) {
      return;
    }
    ReportContent content = draft.on(fields);
    if (audited) {
      content = content.withSubjectIntermediateTrace(subject.trace());
    }
    long id = ids.getAsLong();
    MtsIdentifier identifier = mta.identifier(id, now);
    TraceStamp stamp = new TraceStamp(mta, now);
    String mtsId = subject.identifier().text();
    TrackingRecord.Draft told = TrackingRecord.of(TrackingStep.REPORTED, 0, mtsId)
        .with(TrackingField.REPORT, identifier.text());
    reported.stream().filter(Reported::isWanted).forEach(one -> Tracks.recipient(told, one));
    plan.track(told.at(now));
    plan.track(TrackingRecord.of(TrackingStep.CREATED, id, identifier.text())
        .with(TrackingField.KIND, Tracks.word(ApduKind.REPORT)).with(TrackingField.SUBJECT, mtsId)
        .to(0, 0, subject.originator().toString()).at(now));
    ReportEnvelope envelope = new ReportEnvelope(identifier, subject.originator(), stamp.external(List.of()),
        stamp.internal(Extensions.NONE), List.of());
    send(id, new MtsApdu.Report(envelope, content), null, cameFrom, true, now, plan);
  }

  /** What a report repeats of its subject. */
  @FunctionalInterface
  interface Draft {
    ReportContent on(List<PerRecipientReportFields> recipients);
  }

  private static void tell(Subject subject, Reported one, Plan.Builder plan) {
    String recipient = one.recipient().recipientName().toString();
    String mtsId = subject.identifier().text();
    if (one.outcome() instanceof DeliveryOutcome.NotDelivered not) {
      String diagnostic = not.diagnosticCode() == null ? "none" : String.valueOf(not.diagnostic());
      plan.events.add(
          Event.of(one.isWanted() ? EventId.NON_DELIVERY_REPORT : EventId.DELIVERY_FAILURE, "mtsId", mtsId,
              "recipient", recipient, "reason", String.valueOf(not.reason()), "diagnostic", diagnostic));
    } else if (one.isWanted()) {
      plan.events.add(Event.of(EventId.DELIVERY_REPORT, "mtsId", mtsId, "recipient", recipient));
    }
  }

  /**
   * Routes a report, ours or a peer's.
   *
   * @param mayGoBack whether it may go over the connector that its subject came from; a relayed report may not return
   */
  void send(long id, MtsApdu.Report report, @Nullable String duplicateKey, @Nullable String cameFrom,
      boolean mayGoBack,
      Instant now, Plan.Builder plan) {
    OrName destination = report.envelope().reportDestinationName();
    String mtsId = report.envelope().reportIdentifier().text();
    List<QueueEntry> entries = new ArrayList<>();
    List<NewMessage.Delivery> deliveries = new ArrayList<>();
    Decision decision = routes.route(destination.address(),
        Traffic.of(report.envelope(), mayGoBack ? null : cameFrom));
    switch (decision) {
      case Decision.Local(String mailbox) -> {
        if (isWantedByUser(report.content())) {
          deliveries.add(new NewMessage.Delivery(ids.getAsLong(), mailbox, -1, now));
          plan.track(TrackingRecord.of(TrackingStep.DELIVERED, id, mtsId).with(TrackingField.MAILBOX, mailbox)
              .at(now));
          plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", mtsId, "mailbox", mailbox));
        } else {
          plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId)
              .with(TrackingField.WHY, "the originator asked for no report").at(now));
        }
      }
      case Decision.Via via -> {
        QueueEntry entry = new QueueEntry(ids.getAsLong(), id, ApduKind.REPORT, mtsId, via.connector(), 0, 0,
            List.of(), now, now.plus(lifetimes.urgent()), 0, Instant.MIN);
        entries.add(entry);
        plan.track(Tracks.routed(entry, "cost " + via.cost()).at(now));
      }
      default -> {
        plan.events
            .add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", mtsId, "recipient", destination.toString()));
        plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId)
            .with(TrackingField.WHY, "nothing leads to its destination").at(now));
      }
    }
    plan.changes.add(new StoreChange.Accept(new NewMessage(id, ApduKind.REPORT, mtsId, duplicateKey,
        report.encode(new ApduFraming.Bare()), null, now, entries, deliveries, mayGoBack ? null : cameFrom)));
    plan.entries.addAll(entries);
  }

  /** The originating MTA keeps from its user what only it had asked for (X.411 §14.3.4). */
  private static boolean isWantedByUser(ReportContent content) {
    return content.recipients().stream().anyMatch(recipient -> {
      PerRecipientIndicators.ReportRequest request = recipient.indicators().originatorRequest();
      return recipient.lastTraceInformation().outcome() instanceof DeliveryOutcome.Delivered
          ? request.includesDelivery()
          : request != PerRecipientIndicators.ReportRequest.NO_REPORT;
    });
  }
}
