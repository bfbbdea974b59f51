package org.angarium.mta.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/** Tracking records of what is decided here, begun; whoever decides adds what else is known, and the time. */
public final class Tracks {
  private static final int MOST_CORRELATOR_OCTETS = 512;

  private Tracks() {}

  /** The step by which responsibility was taken. */
  static TrackingRecord.Draft accepted(ApduKind kind, String mtsId, long message, Origin origin,
      String originator) {
    TrackingRecord.Draft draft = switch (origin) {
      case Origin.Peer(String connector, long association) -> TrackingRecord
          .of(TrackingStep.RECEIVED, message, mtsId).with(TrackingField.FROM, connector)
          .with(TrackingField.ASSOCIATION, association);
      case Origin.LocalUser(String name, String _) ->
        TrackingRecord.of(TrackingStep.SUBMITTED, message, mtsId)
            .with(TrackingField.FROM, name);
    };
    return draft.with(TrackingField.KIND, word(kind)).with(TrackingField.ORIGINATOR, originator);
  }

  /** The same for a message or probe, with what is known of it. */
  static TrackingRecord accepted(Subject subject, long message, Origin origin, Instant now) {
    TrackingRecord.Draft draft = accepted(subject.kind(), subject.identifier().text(), message, origin,
        subject.originator().toString()).with(TrackingField.PRIORITY, word(subject.priority()))
        .with(TrackingField.OCTETS, subject.queuedOctets())
        .with(TrackingField.CONTENT_TYPE, subject.contentType());
    content(draft, subject.contentIdentifier(), subject.extensions());
    recipients(draft, subject.recipients());
    return draft.at(now);
  }

  /** Adds what correlates a content with its reports. */
  static void content(TrackingRecord.Draft draft, @Nullable String identifier, Extensions extensions) {
    if (identifier != null) {
      draft.with(TrackingField.CONTENT_IDENTIFIER, identifier);
    }
    ExtensionField correlator = extensions.contentCorrelator();
    if (correlator != null && correlator.value() instanceof ExtensionValue.Opaque(var value)
        && value != null) {
      draft.with(TrackingField.CONTENT_CORRELATOR, text(value));
    }
  }

  /** An IA5String as it is, octets in hexadecimal. */
  private static String text(RawElement value) {
    byte[] octets;
    try {
      octets = value.element().octets();
    } catch (BerException e) {
      octets = value.encoded();
    }
    if (octets.length > MOST_CORRELATOR_OCTETS) {
      return octets.length + " octets";
    }
    for (byte octet : octets) {
      if (octet < ' ' || octet > '~') {
        return HexFormat.of().formatHex(octets);
      }
    }
    return new String(octets, StandardCharsets.US_ASCII);
  }

  /** Adds those that we are responsible for. */
  static void recipients(TrackingRecord.Draft draft, List<PerRecipientMessageFields> recipients) {
    for (int i = 0; i < recipients.size(); i++) {
      PerRecipientMessageFields recipient = recipients.get(i);
      if (recipient.indicators().responsibility()) {
        draft.to(i, recipient.originallySpecifiedNumber(), recipient.recipientName().toString());
      }
    }
  }

  /** A copy was queued for a connector. */
  static TrackingRecord.Draft routed(QueueEntry entry, String why) {
    return copy(TrackingStep.ROUTED, entry).with(TrackingField.WHY, why);
  }

  /** A step of a copy that is queued, or was. */
  public static TrackingRecord.Draft copy(TrackingStep step, QueueEntry entry) {
    return TrackingRecord.of(step, entry.message(), entry.mtsId()).toPositions(entry.recipients())
        .with(TrackingField.CONNECTOR, entry.connector()).with(TrackingField.ENTRY, entry.id());
  }

  static TrackingRecord.Draft notDelivered(String mtsId, Reporter.Reported one,
      DeliveryOutcome.NotDelivered outcome) {
    TrackingRecord.Draft draft = recipient(
        TrackingRecord.of(TrackingStep.NOT_DELIVERED, 0, mtsId), one)
        .with(TrackingField.REASON, code(outcome.reason(), outcome.reasonCode()));
    if (one.why() != null) {
      draft.with(TrackingField.WHY, one.why());
    }
    Integer diagnostic = outcome.diagnosticCode();
    return diagnostic == null
        ? draft
        : draft.with(TrackingField.DIAGNOSTIC, code(outcome.diagnostic(), diagnostic));
  }

  static TrackingRecord.Draft recipient(TrackingRecord.Draft draft, Reporter.Reported one) {
    return draft.to(-1, one.recipient().originallySpecifiedNumber(),
        one.recipient().recipientName().toString());
  }

  /** Its name, or the number if it has none here. */
  private static String code(@Nullable Enum<?> name, int number) {
    return name == null ? Integer.toString(number) : word(name);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
