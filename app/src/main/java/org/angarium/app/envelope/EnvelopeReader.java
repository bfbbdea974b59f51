package org.angarium.app.envelope;

import java.util.List;
import java.util.Locale;
import org.angarium.app.envelope.EnvelopeSummary.Hop;
import org.angarium.app.envelope.EnvelopeSummary.Recipient;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.jspecify.annotations.Nullable;

/** Reads stored envelopes. One that cannot be decoded is summed up by what is wrong with it: an operator must see it all the same. */
public final class EnvelopeReader {
  private EnvelopeReader() {}

  /** @param message its envelope is read, its content is not touched */
  public static EnvelopeSummary summarise(StoredMessage message) {
    try {
      return message.kind() == ApduKind.MESSAGE
          ? message(MessageEnvelope.decode(message.envelope()))
          : switch (MtsApdu.decode(message.envelope())) {
            case MtsApdu.Message(MessageEnvelope envelope) -> message(envelope);
            case MtsApdu.Probe(ProbeEnvelope envelope) -> probe(envelope);
            case MtsApdu.Report(ReportEnvelope envelope, ReportContent content) -> report(envelope, content);
          };
    } catch (BerException e) {
      return new EnvelopeSummary(message.kind().name().toLowerCase(Locale.ROOT), message.mtsId(), null, null,
          null, null, null, List.of(), List.of(), e.getMessage());
    }
  }

  private static EnvelopeSummary message(MessageEnvelope envelope) {
    return new EnvelopeSummary("message", envelope.messageIdentifier().text(),
        envelope.originatorName().toString(), null, words(envelope.contentType()),
        envelope.contentIdentifier(), words(envelope.priority()), recipients(envelope.recipients()),
        trace(envelope.trace()), null);
  }

  private static EnvelopeSummary probe(ProbeEnvelope envelope) {
    return new EnvelopeSummary("probe", envelope.probeIdentifier().text(),
        envelope.originatorName().toString(), null, words(envelope.contentType()),
        envelope.contentIdentifier(), null, recipients(envelope.recipients()), trace(envelope.trace()), null);
  }

  private static EnvelopeSummary report(ReportEnvelope envelope, ReportContent content) {
    MtsIdentifier subject = content.subjectIdentifier();
    return new EnvelopeSummary("report", envelope.reportIdentifier().text(),
        envelope.reportDestinationName().toString(), subject.text(), words(content.contentType()),
        content.contentIdentifier(), null,
        content.recipients().stream().map(EnvelopeReader::reported).toList(), trace(envelope.trace()), null);
  }

  private static List<Recipient> recipients(List<PerRecipientMessageFields> recipients) {
    return recipients.stream()
        .map(recipient -> new Recipient(recipient.recipientName().toString(),
            recipient.originallySpecifiedNumber(), recipient.indicators().responsibility(),
            words(recipient.indicators().originatorRequest()), null, null))
        .toList();
  }

  private static Recipient reported(PerRecipientReportFields recipient) {
    DeliveryOutcome outcome = recipient.lastTraceInformation().outcome();
    String words = switch (outcome) {
      case DeliveryOutcome.Delivered delivered -> "delivered at " + delivered.deliveryTime();
      case DeliveryOutcome.NotDelivered failed -> "not delivered: " + words(failed);
    };
    if (recipient.supplementaryInformation() != null && !recipient.supplementaryInformation().isBlank()) {
      words += " (" + recipient.supplementaryInformation().strip() + ")";
    }
    return new Recipient(recipient.actualRecipientName().toString(), recipient.originallySpecifiedNumber(),
        false, null, words, outcome instanceof DeliveryOutcome.Delivered);
  }

  /** The diagnostic says more than the reason, so it comes first: {@code unrecognised OR-name (unable to transfer)}. */
  private static String words(DeliveryOutcome.NotDelivered failed) {
    String reason = NonDeliveryReason.describe(failed.reasonCode()).replace('-', ' ');
    Integer diagnostic = failed.diagnosticCode();
    return diagnostic == null
        ? reason
        : NonDeliveryDiagnostic.describe(diagnostic).replace('-', ' ') + " (" + reason + ")";
  }

  private static List<Hop> trace(List<TraceInformationElement> trace) {
    return trace.stream()
        .map(element -> new Hop(element.domain().text(), element.arrivalTime(),
            element.routingAction().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static @Nullable String words(@Nullable ContentType type) {
    return type == null ? null : type.toString();
  }

  private static String words(Priority priority) {
    return switch (priority) {
      case URGENT -> "urgent";
      case NORMAL -> "normal";
      case NON_URGENT -> "non-urgent";
    };
  }

  private static String words(ReportRequest request) {
    return switch (request) {
      case NO_REPORT -> "none";
      case NON_DELIVERY_REPORT -> "non-delivery";
      case REPORT, AUDITED_REPORT -> "all";
    };
  }
}
