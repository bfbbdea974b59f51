package org.angarium.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.angarium.app.compose.Letter;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.SubmittedEnvelope;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;

/** A small world for a {@link FakeMta}: two connectors, two queue entries, a message and a report in a mailbox. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  public static final String ANNA = "C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna";
  public static final String BEN = "C=DE;A=EXAMPLE;P=BRAVO;S=Berg;G=Ben";
  public static final String CONFIG = """
      name = "ALPHA"
      data-directory = "data"
      [domain]
      country = "DE"
      admd = "EXAMPLE"
      prmd = "ALPHA"
      [[mailbox]]
      name = "anna"
      address = ["C=DE;A=EXAMPLE;P=ALPHA;S=Abel;G=Anna"]
      [[connector]]
      name = "BRAVO"
      remote-mta = "BRAVO"
      host = "127.0.0.1"
      port = 9
      [[connector.address-space]]
      pattern = "C=DE;A=EXAMPLE;P=BRAVO"
      """;
  private static final GlobalDomainIdentifier DOMAIN = GlobalDomainIdentifier.of("DE", "EXAMPLE", "ALPHA");

  private Samples() {}

  public static FakeMta mta() throws Exception {
    FakeMta mta = new FakeMta();
    mta.connectors.add(new ConnectorView("BRAVO", "BRAVO-MTA", "10.0.0.2:102", "up", 1, 2048,
        NOW.minusSeconds(125), 0, null, null, List.of(new AssociationView(7, "outbound",
            "two-way-alternate", "sending", "here", NOW.minusSeconds(60), 3, identifier(11).text()))));
    mta.connectors.add(new ConnectorView("CHARLIE", "CHARLIE", "10.0.0.3:102", "open-retry", 1, 300,
        NOW.minus(Duration.ofHours(3)), 4, NOW.plusSeconds(42), "no TCP connection: connection refused",
        List.of()));
    mta.queue.add(new QueueEntry(21, 11, ApduKind.MESSAGE, identifier(11).text(), "BRAVO", 0, 2048,
        List.of(0), NOW.minusSeconds(125), NOW.plus(Duration.ofDays(2)), 0, Instant.MIN));
    mta.queue.add(new QueueEntry(22, 12, ApduKind.MESSAGE, identifier(12).text(), "CHARLIE", 1, 300,
        List.of(0), NOW.minus(Duration.ofHours(3)), NOW.plus(Duration.ofDays(7)), 1, NOW.plusSeconds(90)));
    byte[] content = new Letter(OrName.parse(BEN), List.of(OrName.parse(ANNA)), "Hello", "id-1")
        .withText("How are you?").opener().open().readAllBytes();
    mta.messages.put(11L, message(11, Priority.URGENT, content));
    mta.messages.put(12L, message(12, Priority.NORMAL, content));
    mta.messages.put(13L, report());
    mta.deliveries.put(31L, new DeliveredMessage(31, "anna", 12, ApduKind.MESSAGE, identifier(12).text(), 0,
        content.length, NOW.minusSeconds(30)));
    mta.deliveries.put(32L, new DeliveredMessage(32, "anna", 13, ApduKind.REPORT, identifier(13).text(), -1,
        0, NOW.minusSeconds(20)));
    mta.quarantine.add(new QuarantinedApdu(41, "BRAVO", "lacks content-type at octet 12", "41.ber", 900, 2,
        NOW.minusSeconds(10)));
    return mta;
  }

  public static MtsIdentifier identifier(int number) {
    return MtsIdentifier.of(DOMAIN, "ALPHA." + number);
  }

  private static MessageEnvelope envelope(int number, Priority priority)
      throws RequestException, AddressSyntaxException {
    return SubmittedEnvelope.message(
        Submission.builder().to(OrName.parse(BEN), ReportRequest.REPORT).priority(priority)
            .types(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT)).build(),
        OrName.parse(ANNA), identifier(number));
  }

  /** A stored message from Anna to Ben. */
  public static StoredMessage message(int number, Priority priority, byte[] content)
      throws RequestException, AddressSyntaxException, BerException {
    byte[] apdu = new MtsApdu.Message(envelope(number, priority)).prefix(new ApduFraming.Bare(), 0);
    byte[] envelope = BerReader.single(apdu).children().require(Tag.SET, "envelope").encoded();
    return new StoredMessage(number, ApduKind.MESSAGE, identifier(number).text(), envelope,
        new FakeMta.HeldContent(content), NOW, "");
  }

  /** A stored report to Anna: Ben is not known. */
  public static StoredMessage report() throws RequestException, AddressSyntaxException {
    MessageEnvelope subject = envelope(12, Priority.NORMAL);
    DeliveryOutcome outcome = new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
        NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME);
    PerRecipientReportFields recipient = PerRecipientReportFields
        .of(subject.recipients().getFirst(), new LastTraceInformation(NOW, outcome))
        .withSupplementaryInformation("no such mailbox");
    byte[] apdu = new MtsApdu.Report(
        new ReportEnvelope(identifier(13), OrName.parse(ANNA), List.of(), Extensions.NONE, List.of()),
        ReportContent.on(subject, List.of(recipient))).encode(new ApduFraming.Bare());
    return new StoredMessage(13, ApduKind.REPORT, identifier(13).text(), apdu,
        new FakeMta.HeldContent(new byte[0]), NOW, "");
  }
}
