package org.angarium.x400.interworking;

import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;

/**
 * APDUs from systems of 1984. Everything 1984 can say is valid in 1988 as it stands; only common names are put where 1988 has them, so
 * that a name is the same on both ways.
 */
public final class Upgrade {
  private Upgrade() {}

  public static MessageEnvelope message(MessageEnvelope envelope) {
    return new MessageEnvelope(envelope.messageIdentifier(), Names.upgrade(envelope.originatorName()),
        envelope.originalEncodedInformationTypes(), envelope.contentType(), envelope.contentIdentifier(),
        envelope.priority(), envelope.perMessageIndicators(), envelope.deferredDeliveryTime(),
        envelope.bilateralInformation(), envelope.trace(), envelope.extensions(), envelope.recipients(),
        envelope.unknown()).withEachRecipient(Upgrade::recipient);
  }

  public static ProbeEnvelope probe(ProbeEnvelope envelope) {
    return new ProbeEnvelope(envelope.probeIdentifier(), Names.upgrade(envelope.originatorName()),
        envelope.originalEncodedInformationTypes(), envelope.contentType(), envelope.contentIdentifier(),
        envelope.contentLength(), envelope.perMessageIndicators(), envelope.bilateralInformation(),
        envelope.trace(), envelope.extensions(), envelope.recipients(), envelope.unknown())
        .withEachRecipient(Upgrade::recipient);
  }

  public static MtsApdu.Report report(MtsApdu.Report report) {
    return new MtsApdu.Report(
        report.envelope()
            .withReportDestinationName(Names.upgrade(report.envelope().reportDestinationName())),
        report.content()
            .withRecipients(report.content().recipients().stream().map(Upgrade::reported).toList()));
  }

  private static PerRecipientMessageFields recipient(PerRecipientMessageFields recipient) {
    return recipient.withRecipientName(Names.upgrade(recipient.recipientName()));
  }

  private static PerRecipientReportFields reported(PerRecipientReportFields one) {
    return new PerRecipientReportFields(Names.upgrade(one.actualRecipientName()),
        one.originallySpecifiedNumber(), one.indicators(), one.lastTraceInformation(),
        one.originallyIntendedRecipientName() == null
            ? null
            : Names.upgrade(one.originallyIntendedRecipientName()),
        one.supplementaryInformation(), one.extensions(), one.unknown());
  }
}
