package org.angarium.mta.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.angarium.mta.config.Lifetimes;
import org.angarium.mta.directory.LocalNames;
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
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/** Makes reports and sends them on their way (X.411 §14.3.4). A report is never reported on. */
final class Reporter {
  /** Nobody could be told that a report was not fetched: it is kept for as long as a message may be in the MTS. */
  private static final Duration KEPT_FOR_ACCESS_UNIT = Duration.ofDays(45);

  /**
   * Of one report. The standard allows 32,767 (ub-recipients), but such a report would be longer than many MTAs take. Fewer where
   * they take {@link EnvelopeLimits#MOST_RECIPIENT_OCTETS}.
   */
  static final int MOST_RECIPIENTS = 5000;
  /** ub-supplementary-info-length. */
  private static final int MOST_SUPPLEMENTARY = 256;

  private final LocalMta mta;
  private final RouteChoice routes;
  private final Lifetimes lifetimes;
  private final LongSupplier ids;
  private final ListReports lists;

  Reporter(LocalMta mta, RouteChoice routes, LocalNames names, Lifetimes lifetimes, LongSupplier ids) {
    this.mta = mta;
    this.routes = routes;
    this.lifetimes = lifetimes;
    this.ids = ids;
    this.lists = new ListReports(mta, names, ids);
  }

  /**
   * What is to be told of a subject.
   *
   * @param arrival when the subject came here
   * @param recipients those about whom something is certain
   */
  record Account(Subject subject, Instant arrival, List<Reported> recipients) {}

  /**
   * A recipient that is reported on.
   *
   * @param converted what the content was converted to for it; null if it was not
   * @param why it was not delivered, one clause for a person; null if it was
   */
  record Reported(PerRecipientMessageFields recipient, DeliveryOutcome outcome,
      @Nullable EncodedInformationTypes converted, @Nullable String why) {
    /** Delivered, with a content that was not converted. */
    Reported(PerRecipientMessageFields recipient, DeliveryOutcome.Delivered outcome) {
      this(recipient, outcome, null, null);
    }

    /** Not delivered. */
    Reported(PerRecipientMessageFields recipient, DeliveryOutcome.NotDelivered outcome, String why) {
      this(recipient, outcome, null, why);
    }

    /** Whether the originating MTA asked for the way that the subject went, too. */
    boolean isAudited() {
      return recipient.indicators()
          .originatingMtaRequest() == PerRecipientIndicators.ReportRequest.AUDITED_REPORT;
    }

    /** Whether the originating MTA asked to learn of this outcome. */
    boolean isWanted() {
      PerRecipientIndicators.ReportRequest request = recipient.indicators().originatingMtaRequest();
      return outcome instanceof DeliveryOutcome.Delivered
          ? request.includesDelivery()
          : request != PerRecipientIndicators.ReportRequest.NO_REPORT;
    }
  }

  /**
   * Adds a report on all these recipients to the plan, or several if they are more than one may name; nothing if nobody asked.
   *
   * @param returned the content that the first report brings back, null if none
   */
  void report(Account account, byte @Nullable [] returned, Instant now, Plan.Builder plan) {
    Subject subject = account.subject();
    List<Reported> wanted = new ArrayList<>();
    for (Reported one : account.recipients()) {
      tell(subject, one, plan);
      if (one.outcome() instanceof DeliveryOutcome.NotDelivered not) {
        plan.track(Tracks.notDelivered(subject.identifier().text(), one, not).at(now));
      }
      if (one.isWanted()) {
        wanted.add(one);
      }
    }
    int to = 0;
    for (int from = 0; from < wanted.size(); from = to) {
      to = endOfReport(wanted, from, account.arrival());
      send(new Account(subject, account.arrival(), wanted.subList(from, to)), from == 0 ? returned : null,
          now, plan);
    }
  }

  /** Behind the last one whom a report that begins with this one has room for. */
  private static int endOfReport(List<Reported> wanted, int from, Instant arrival) {
    int to = from;
    long octets = 0;
    while (to < wanted.size() && to - from < MOST_RECIPIENTS
        && octets < EnvelopeLimits.MOST_RECIPIENT_OCTETS) {
      octets += fields(wanted.get(to), arrival).octets();
      to++;
    }
    return to;
  }

  /** One report, on everybody in the account. */
  private void send(Account wanted, byte @Nullable [] returned, Instant now, Plan.Builder plan) {
    Subject subject = wanted.subject();
    ReportContent content = subject
        .report(wanted.recipients().stream().map(one -> fields(one, wanted.arrival())).toList());
    if (wanted.recipients().stream().anyMatch(Reported::isAudited)) {
      content = content.withSubjectIntermediateTrace(subject.trace());
    }
    if (returned != null) {
      content = content.withReturnedContent(returned);
    }
    long id = ids.getAsLong();
    MtsIdentifier identifier = mta.identifier(id, now);
    TraceStamp stamp = new TraceStamp(mta, now);
    String mtsId = subject.identifier().text();
    TrackingRecord.Draft told = TrackingRecord.of(TrackingStep.REPORTED, 0, mtsId)
        .with(TrackingField.REPORT, identifier.text());
    wanted.recipients().forEach(one -> Tracks.recipient(told, one));
    plan.track(told.at(now));
    plan.track(TrackingRecord.of(TrackingStep.CREATED, id, identifier.text())
        .with(TrackingField.KIND, Tracks.word(ApduKind.REPORT)).with(TrackingField.SUBJECT, mtsId)
        .to(0, 0, destination(subject).toString()).at(now));
    ReportEnvelope envelope = new ReportEnvelope(identifier, destination(subject),
        stamp.external(List.of()), stamp.internal(history(subject)), List.of());
    ShortenedReport made = shortened(new MtsApdu.Report(envelope, content), plan);
    if (!dropsTooLong(id, made.report(), made.octets(), now, plan)) {
      send(id, made.report(), Set.of(), null, now, plan);
    }
  }

  /** Whether the report, of which the next MTA could tell nobody, is longer than is sent on, and was dropped for that. */
  boolean dropsTooLong(long id, MtsApdu.Report report, long octets, Instant now, Plan.Builder plan) {
    if (octets <= EnvelopeLimits.MOST_SENT_OCTETS) {
      return false;
    }
    String mtsId = report.envelope().reportIdentifier().text();
    plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId).with(TrackingField.WHY,
        "it has " + octets + " octets, at most " + EnvelopeLimits.MOST_SENT_OCTETS + " are sent on").at(now));
    plan.events.add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", mtsId, "recipient",
        report.envelope().reportDestinationName().toString()));
    return true;
  }

  private static ShortenedReport shortened(MtsApdu.Report report, Plan.Builder plan) {
    ShortenedReport shortened = ShortenedReport.of(report);
    if (!shortened.omitted().isEmpty()) {
      plan.events.add(Event.of(EventId.REPORT_SHORTENED, "mtsId",
          report.envelope().reportIdentifier().text(), "subject",
          report.content().subjectIdentifier().text(), "omitted",
          String.join(", ", shortened.omitted())));
    }
    return shortened;
  }

  /** The list that the subject came through last, which knows what to do with reports; else the originator. */
  private static OrName destination(Subject subject) {
    List<NameAndTime> expansions = subject.extensions().dlExpansionHistory();
    return expansions.isEmpty() ? subject.originator() : expansions.getLast().name();
  }

  private static Extensions history(Subject subject) {
    List<NameAndTime> expansions = subject.extensions().dlExpansionHistory();
    if (expansions.isEmpty()) {
      return Extensions.NONE;
    }
    List<NameAndTime> history = new ArrayList<>();
    history.add(new NameAndTime(subject.originator(), subject.trace().getFirst().arrivalTime()));
    history.addAll(expansions);
    return Extensions.of(ExtensionField.of(StandardExtension.ORIGINATOR_AND_DL_EXPANSION_HISTORY,
        new ExtensionValue.NameHistory(history)));
  }

  /** On a redirected recipient also whom the originator had named, and how it came to the one that is reported on. */
  private static PerRecipientReportFields fields(Reported one, Instant arrival) {
    PerRecipientReportFields fields = PerRecipientReportFields.of(one.recipient(),
        new LastTraceInformation(arrival, one.converted(), one.outcome(), List.of()));
    if (one.why() != null) {
      fields = fields.withSupplementaryInformation(supplementary(one.why()));
    }
    ExtensionField history = one.recipient().extensions().find(StandardExtension.REDIRECTION_HISTORY);
    List<Redirection> redirections = one.recipient().extensions().redirectionHistory();
    return history == null || redirections.isEmpty()
        ? fields
        : fields.withOriginallyIntendedRecipientName(redirections.getFirst().intended().name())
            .withExtensions(Extensions.of(history));
  }

  /** As much of it as fits, in the characters that a PrintableString has. */
  private static String supplementary(String why) {
    StringBuilder text = new StringBuilder(why);
    for (int i = 0; i < text.length(); i++) {
      String character = text.substring(i, i + 1);
      if (!Repertoire.PRINTABLE.holds(character)) {
        text.setCharAt(i, character.equals(";") ? ',' : character.equals("\"") ? '\'' : '?');
      }
    }
    text.setLength(Math.min(text.length(), MOST_SUPPLEMENTARY));
    return text.toString();
  }

  private static void tell(Subject subject, Reported one, Plan.Builder plan) {
    String recipient = one.recipient().recipientName().toString();
    String mtsId = subject.identifier().text();
    if (one.outcome() instanceof DeliveryOutcome.NotDelivered not) {
      String diagnostic = not.diagnosticCode() == null ? "none" : String.valueOf(not.diagnostic());
      plan.events.add(
          Event.of(one.isWanted() ? EventId.NON_DELIVERY_REPORT : EventId.DELIVERY_FAILURE, "mtsId", mtsId,
              "recipient", recipient, "reason", String.valueOf(not.reason()), "diagnostic", diagnostic, "why",
              String.valueOf(one.why())));
    } else if (one.isWanted()) {
      plan.events.add(Event.of(EventId.DELIVERY_REPORT, "mtsId", mtsId, "recipient", recipient));
    }
  }

  /**
   * Sends a report on, ours or a peer's: where it is to go, or where the policy of the list sends it that it is for.
   *
   * @param id of the stored message that stands for it
   * @param cameFrom connector over which it was received and so does not go back; null if it was made here
   */
  void send(long id, MtsApdu.Report report, Set<String> duplicateKeys, @Nullable String cameFrom,
      Instant now,
      Plan.Builder plan) {
    List<ListReports.Onward> all = lists.onward(report, now, plan);
    for (int i = 0; i < all.size(); i++) {
      ListReports.Onward onward = all.get(i);
      route(i == 0 ? id : ids.getAsLong(), onward.report(), i == 0 ? duplicateKeys : Set.of(),
          onward.changed() ? null : cameFrom, now, plan);
    }
    if (all.isEmpty() && !duplicateKeys.isEmpty()) {
      forget(id, report, duplicateKeys, now, plan);
    }
  }

  /** Sends a stored report on whose connector is gone. */
  void again(MtsApdu.Report report, @Nullable String cameFrom, Instant now, Plan.Builder plan) {
    route(ids.getAsLong(), report, Set.of(), cameFrom, now, plan);
  }

  /** Only remembers that it has been here. */
  void forget(long id, MtsApdu.Report report, Set<String> duplicateKeys, Instant now, Plan.Builder plan) {
    plan.changes.add(new StoreChange.Accept(new NewMessage(id, ApduKind.REPORT,
        report.envelope().reportIdentifier().text(), duplicateKeys, new byte[0], null, now, List.of(),
        List.of())));
  }

  private void route(long id, MtsApdu.Report report, Set<String> duplicateKeys, @Nullable String cameFrom,
      Instant now, Plan.Builder plan) {
    OrName destination = report.envelope().reportDestinationName();
    String mtsId = report.envelope().reportIdentifier().text();
    List<QueueEntry> entries = new ArrayList<>();
    List<NewMessage.Delivery> deliveries = new ArrayList<>();
    Decision decision = routes.route(destination.address(), Traffic.of(report.envelope(), cameFrom));
    switch (decision) {
      case Decision.Local(String mailbox) -> {
        if (isWantedByUser(report)) {
          deliveries.add(new NewMessage.Delivery(ids.getAsLong(), mailbox, -1, now));
          plan.track(TrackingRecord.of(TrackingStep.DELIVERED, id, mtsId).with(TrackingField.MAILBOX, mailbox)
              .at(now));
          plan.events.add(Event.of(EventId.MESSAGE_DELIVERED, "mtsId", mtsId, "mailbox", mailbox));
        } else {
          plan.track(unwanted(id, mtsId, now));
        }
      }
      case Decision.Via via -> {
        QueueEntry entry = new QueueEntry(ids.getAsLong(), id, ApduKind.REPORT, mtsId, via.connector(), 0, 0,
            List.of(), now, now.plus(lifetimes.longest()), 0, Instant.MIN);
        entries.add(entry);
        plan.track(Tracks.routed(entry, "cost " + via.cost()).at(now));
      }
      case Decision.ToAccessUnit _ when !isWantedByUser(report) -> plan.track(unwanted(id, mtsId, now));
      case Decision.ToAccessUnit unit -> {
        QueueEntry entry = new QueueEntry(ids.getAsLong(), id, ApduKind.REPORT, mtsId, unit.accessUnit(), 0,
            0, List.of(), now, now.plus(KEPT_FOR_ACCESS_UNIT), 0, Instant.MIN);
        entries.add(entry);
        plan.track(Tracks.routed(entry, "an access unit here serves it").at(now));
      }
      default -> {
        plan.events
            .add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", mtsId, "recipient", destination.toString()));
        plan.track(TrackingRecord.of(TrackingStep.DROPPED, id, mtsId)
            .with(TrackingField.WHY, "nothing leads to its destination").at(now));
      }
    }
    plan.changes.add(new StoreChange.Accept(new NewMessage(id, ApduKind.REPORT, mtsId, duplicateKeys,
        report.encode(new ApduFraming.Bare()), null, now, entries, deliveries, cameFrom)));
    plan.entries.addAll(entries);
  }

  private static TrackingRecord unwanted(long id, String mtsId, Instant now) {
    return TrackingRecord.of(TrackingStep.DROPPED, id, mtsId)
        .with(TrackingField.WHY, "the originator asked for no report").at(now);
  }

  /** The originating MTA keeps from its user what only it had asked for (X.411 §14.3.4); who owns a list wants what comes from it. */
  private static boolean isWantedByUser(MtsApdu.Report report) {
    if (report.envelope().extensions().reportingDlName() != null) {
      return true;
    }
    return report.content().recipients().stream().anyMatch(recipient -> {
      PerRecipientIndicators.ReportRequest request = recipient.indicators().originatorRequest();
      return recipient.lastTraceInformation().outcome() instanceof DeliveryOutcome.Delivered
          ? request.includesDelivery()
          : request != PerRecipientIndicators.ReportRequest.NO_REPORT;
    });
  }
}
