package org.angarium.app.access;

import java.time.Instant;
import java.util.List;
import org.angarium.app.submission.InformationTypes;
import org.angarium.mta.access.Delivery;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as programs read it; null for what does not apply.
 *
 * @param kind "message" or "report"
 * @param subject MTS-identifier of what a report is on
 * @param priority "urgent", "normal" or "non-urgent"
 * @param contentType number or object identifier
 * @param octets length of the content
 * @param recipients those that this delivery is for; of a report, those that it tells of
 */
record DeliveryView(long id, String kind, String mtsId, @Nullable String subject, Instant claimedUntil,
    int postponed, @Nullable String originator, @Nullable String priority, @Nullable String contentType,
    List<String> informationTypes, @Nullable String contentIdentifier, @Nullable Long octets,
    @Nullable Instant arrival, @Nullable Instant expiry, List<RecipientView> recipients) {
  DeliveryView {
    informationTypes = List.copyOf(informationTypes);
    recipients = List.copyOf(recipients);
  }

  /**
   * A recipient.
   *
   * @param position by which it is answered; null in a report
   * @param number the number the originating MTA gave it, by which a report is matched with a submission
   * @param report what the originator wants to be told: "none", "non-delivery" or "all"; null in a report
   * @param delivered null unless in a report, as what follows
   */
  record RecipientView(@Nullable Integer position, int number, String address, @Nullable String report,
      @Nullable Boolean delivered, @Nullable Instant deliveredAt, @Nullable String reason,
      @Nullable String diagnostic, @Nullable String information) {}

  static DeliveryView of(Delivery delivery) {
    return switch (delivery) {
      case Delivery.OfMessage message -> message(message);
      case Delivery.OfReport report -> report(report);
    };
  }

  private static DeliveryView message(Delivery.OfMessage delivery) {
    MessageEnvelope envelope = delivery.envelope();
    return new DeliveryView(delivery.id(), "message", delivery.mtsId(), null, delivery.claimedUntil(),
        delivery.postponed(), envelope.originatorName().toString(), word(envelope.priority()),
        number(envelope.contentType()), InformationTypes.names(envelope.originalEncodedInformationTypes()),
        envelope.contentIdentifier(), delivery.octets(), delivery.arrival(), delivery.expiry(),
        delivery.recipients().stream()
            .map(one -> new RecipientView(one.position(), one.fields().originallySpecifiedNumber(),
                one.fields().recipientName().toString(), word(one.fields().indicators().originatorRequest()),
                null, null, null, null, null))
            .toList());
  }

  private static DeliveryView report(Delivery.OfReport delivery) {
    ReportContent content = delivery.report().content();
    return new DeliveryView(delivery.id(), "report", delivery.mtsId(), content.subjectIdentifier().text(),
        delivery.claimedUntil(), delivery.postponed(),
        delivery.report().envelope().reportDestinationName().toString(), null, number(content.contentType()),
        List.of(), content.contentIdentifier(), null, null, null,
        content.recipients().stream().map(DeliveryView::reported).toList());
  }

  private static RecipientView reported(PerRecipientReportFields recipient) {
    String address = recipient.actualRecipientName().toString();
    int number = recipient.originallySpecifiedNumber();
    String information = recipient.supplementaryInformation();
    return switch (recipient.lastTraceInformation().outcome()) {
      case DeliveryOutcome.Delivered delivered -> new RecipientView(null, number, address, null, true,
          delivered.deliveryTime(), null, null, information);
      case DeliveryOutcome.NotDelivered not -> new RecipientView(null, number, address, null, false, null,
          NonDeliveryReason.describe(not.reasonCode()),
          not.diagnosticCode() == null ? null : NonDeliveryDiagnostic.describe(not.diagnosticCode()),
          information);
    };
  }

  private static @Nullable String number(@Nullable ContentType type) {
    return switch (type) {
      case ContentType.BuiltIn(int number) -> Integer.toString(number);
      case ContentType.Extended(var oid) -> oid.toString();
      case null -> null;
    };
  }

  private static String word(Priority priority) {
    return switch (priority) {
      case URGENT -> "urgent";
      case NORMAL -> "normal";
      case NON_URGENT -> "non-urgent";
    };
  }

  private static String word(ReportRequest request) {
    return switch (request) {
      case NO_REPORT -> "none";
      case NON_DELIVERY_REPORT -> "non-delivery";
      case REPORT, AUDITED_REPORT -> "all";
    };
  }
}
