package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.Spool;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Criticality;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.Test;

/** What one MTA takes of an envelope, the next can take, with all that has been added. */
class EnvelopeLimitsTest {
  private static final PerRecipientIndicators AUDITED = PerRecipientIndicators.of(true,
      ReportRequest.AUDITED_REPORT, ReportRequest.NON_DELIVERY_REPORT);
  private static final OrName CARL = name("CHARLIE", "Carl");

  /** A private extension that makes it as long as wanted. */
  private static Extensions filled(Extensions extensions, int octets) {
    try {
      return extensions.with(ExtensionField.of(new ExtensionType.Private(Oid.of("1.2.3.4")), Criticality.NONE,
          new ExtensionValue.Opaque(RawElement.of(
              new BerWriter().octets(Tag.OCTET_STRING, new byte[octets]).toByteArray()))));
    } catch (BerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int counted(MessageEnvelope envelope) {
    return envelope.withTrace(List.of()).withExtensions(envelope.extensions().withInternalTrace(List.of()))
        .encoded().length;
  }

  /** The envelope with exactly so many octets that count. */
  private static MessageEnvelope counting(MessageEnvelope envelope, int octets) {
    int most = octets - counted(envelope);
    MessageEnvelope filled = envelope.withExtensions(filled(envelope.extensions(), most - 100));
    filled = envelope
        .withExtensions(filled(envelope.extensions(), most - 100 + octets - counted(filled)));
    assertThat(counted(filled)).isEqualTo(octets);
    return filled;
  }

  private static NonDeliveryDiagnostic diagnostic(Desk desk) {
    return ((DeliveryOutcome.NotDelivered) desk.reported().lastTraceInformation().outcome()).diagnostic();
  }

  @Test
  void theLongestIsTakenAndAnOctetMoreIsReturned() {
    Desk desk = new Desk();
    desk.receive(counting(desk.message(desk.recipient(CARL)), EnvelopeLimits.MOST_TAKEN_OCTETS));
    assertThat(desk.queue).hasSize(1);
    Desk other = new Desk();
    other.receive(counting(other.message(other.recipient(CARL)), EnvelopeLimits.MOST_TAKEN_OCTETS + 1));
    assertThat(diagnostic(other)).isEqualTo(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION);
    assertThat(other.queued("charlie")).isEmpty();
    assertThat(other.told(EventId.NON_DELIVERY_REPORT)).isTrue();
    assertThat(other.reported().supplementaryInformation())
        .contains("has 8388609 octets without its trace");
  }

  /** A chain of MTAs, each of which adds its visit. */
  @Test
  void theLongestGoesFromMtaToMtaAndGrows() {
    MessageEnvelope envelope = counting(new Desk().message(new Desk().recipient(CARL)),
        EnvelopeLimits.MOST_TAKEN_OCTETS);
    int before = envelope.encoded().length;
    for (int hop = 1; hop <= 5; hop++) {
      Desk desk = new Desk(new LocalMta("MTA-" + hop, Desk.ALPHA), LocalNames.NONE);
      desk.receive(envelope);
      envelope = desk.envelope(desk.only("charlie"));
      assertThat(envelope.encoded().length).isGreaterThan(before).isLessThan(EnvelopeLimits.MOST_SENT_OCTETS);
      before = envelope.encoded().length;
    }
    assertThat(envelope.extensions().internalTrace()).hasSize(5);
  }

  /** The history of lists does not count against the smaller limit, but all of it must be read by the next. */
  @Test
  void aHistoryThatFillsTheWholeIsReturned() {
    Desk desk = new Desk();
    MessageEnvelope envelope = desk.message(desk.recipient(CARL));
    int room = EnvelopeLimits.MOST_SENT_OCTETS - envelope.encoded().length;
    desk.receive(expanded(envelope, room));
    assertThat(diagnostic(desk)).isEqualTo(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION);
    assertThat(desk.reported().supplementaryInformation()).contains("octets with its trace");
    assertThat(desk.reports().getFirst().encode(new ApduFraming.Bare()).length).as("the list can read it")
        .isLessThan(1000);
    assertThat(desk.reports().getFirst().envelope().reportDestinationName().address())
        .isEqualTo(name("BRAVO", "List").address());
    Desk other = new Desk();
    other.receive(expanded(envelope, room - 500));
    assertThat(other.queued("charlie")).hasSize(1);
  }

  /** By a list with a directory name of so many octets. */
  private static MessageEnvelope expanded(MessageEnvelope envelope, int octets) {
    byte[] commonName = new BerWriter().begin(Tag.SEQUENCE).begin(Tag.SET).begin(Tag.SEQUENCE)
        .oid(Oid.of("2.5.4.3")).ascii(Tag.PRINTABLE_STRING, "x".repeat(octets)).end().end().end()
        .toByteArray();
    OrName list = OrName.of(name("BRAVO", "List").address(), commonName);
    return envelope
        .withExtensions(envelope.extensions().withDlExpansion(new NameAndTime(list, Desk.NOW)));
  }

  /** A redirected recipient has a history, which counts: whoever does not fit is told, and nobody is left to an MTA that cannot take it. */
  @Test
  void aRedirectionThatMakesItTooLongIsReturned() {
    Names names = Names.none().redirection("Moved", "C=XX;A=TEST;P=CHARLIE;S=Carl");
    Desk desk = new Desk(names.build());
    desk.receive(counting(desk.message(desk.recipient(here("Moved"))), EnvelopeLimits.MOST_TAKEN_OCTETS));
    assertThat(diagnostic(desk)).isEqualTo(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION);
    assertThat(desk.queued("charlie")).isEmpty();
    Desk other = new Desk(names.build());
    other.receive(
        counting(other.message(other.recipient(here("Moved"))), EnvelopeLimits.MOST_TAKEN_OCTETS - 400));
    Desk next = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
    next.receive(other.envelope(other.only("charlie")));
    assertThat(next.queued("charlie")).hasSize(1);
  }

  @Test
  void manyRedirectedRecipientsGoInAsManyCopiesAsTheyNeed() {
    Names names = Names.none();
    Desk numbered = new Desk();
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.redirection("Moved" + i, "C=XX;A=TEST;P=CHARLIE;S=Carl" + i);
      PerRecipientMessageFields recipient = numbered.recipient(here("Moved" + i));
      recipients.add(recipient.withExtensions(filled(recipient.extensions(), 400_000)));
    }
    Desk desk = new Desk(names.build());
    desk.receive(desk.message(recipients.toArray(PerRecipientMessageFields[]::new)));
    assertThat(desk.queued("charlie")).hasSize(2).allSatisfy(entry -> {
      Desk next = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
      next.receive(desk.envelope(entry));
      assertThat(next.queued("charlie")).hasSize(1);
    });
    assertThat(desk.queue.stream().flatMap(entry -> desk.recipients(entry).stream())
        .map(PerRecipientMessageFields::recipientName).map(String::valueOf).distinct()).hasSize(20);
    assertThat(desk.reports()).isEmpty();
  }

  /** Expansion replaces a short name by longer ones. */
  @Test
  void aMemberThatMakesItTooLongIsReturnedAndTheOthersGetIt() {
    String longName = "C=XX;A=TEST;P=CHARLIE;O=" + "Organization ".repeat(4).trim() + ";CN="
        + "Common name ".repeat(5).trim() + ";S=Carl";
    Desk desk = new Desk(Names.none().list("Staff", "", "C=XX;A=TEST;P=CHARLIE;S=C", longName).build());
    MessageEnvelope envelope = counting(desk.message(desk.recipient(here("Staff"))),
        EnvelopeLimits.MOST_TAKEN_OCTETS - 20);
    desk.receive(envelope);
    desk.expandAll();
    assertThat(diagnostic(desk)).isEqualTo(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION);
    assertThat(desk.recipients(desk.only("charlie"))).extracting(one -> one.recipientName().toString())
        .containsExactly("C=XX;A=TEST;P=CHARLIE;S=C");
    Desk next = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
    next.receive(desk.envelope(desk.only("charlie")));
    assertThat(next.queued("charlie")).hasSize(1);
  }

  @Test
  void aReportThatNobodyCouldReadIsDropped() {
    Desk desk = new Desk("Anna");
    desk.receive(desk.message(desk.recipient(name("NOWHERE", "Nobody"))));
    MtsApdu.Report report = desk.reports().getFirst();
    ReportEnvelope envelope = report.envelope().withTrace(
        List.of(TraceInformationElement.relayed(Desk.BRAVO, Desk.NOW)));
    Desk next = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
    next.receive(new MtsApdu.Report(
        envelope.withExtensions(filled(envelope.extensions(), EnvelopeLimits.MOST_SENT_OCTETS)),
        report.content()));
    assertThat(next.queue).isEmpty();
    assertThat(next.told(EventId.REPORT_UNROUTABLE)).isTrue();
    Desk other = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
    other.receive(new MtsApdu.Report(
        envelope.withExtensions(filled(envelope.extensions(), EnvelopeLimits.MOST_SENT_OCTETS - 2000)),
        report.content()));
    assertThat(other.reports()).hasSize(1);
  }

  /** Of what is longer than is read, its originator is told, and of a report nobody is. */
  @Test
  void whatIsTooLongToBeReadIsReturned() throws Exception {
    Desk desk = new Desk();
    MessageEnvelope longest = counting(desk.message(desk.recipient(CARL)),
        EnvelopeLimits.MOST_READ_OCTETS - 200);
    assertThat(decoded(spool(longest))).isInstanceOfSatisfying(InboundApdu.Message.class,
        message -> assertThat(message.defect()).isNull());
    MessageEnvelope longer = counting(longest.withExtensions(Extensions.NONE),
        EnvelopeLimits.MOST_READ_OCTETS + 1);
    assertThat(decoded(spool(longer))).isInstanceOfSatisfying(InboundApdu.Message.class, message -> {
      assertThat(message.envelope().messageIdentifier()).isEqualTo(longer.messageIdentifier());
      assertThat(message.envelope().recipients()).isEqualTo(longer.recipients());
      assertThat(message.defect().diagnostic()).isEqualTo(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION);
      assertThat(message.defect().why())
          .isEqualTo("its envelope has " + longer.encoded().length + " octets, at most 16777216 are read");
    });
    desk.receive(desk.message(desk.recipient(name("NOWHERE", "Nobody"))));
    MtsApdu.Report report = desk.reports().getFirst();
    byte[] longReport = new MtsApdu.Report(report.envelope()
        .withExtensions(filled(Extensions.NONE, EnvelopeLimits.MOST_READ_OCTETS)), report.content())
        .encode(new ApduFraming.Bare());
    assertThatThrownBy(() -> decoded(new ArrivedSpool(longReport))).isInstanceOf(BerException.class)
        .hasMessageContaining("REPORT of " + longReport.length + " octets is longer than 16777216");
  }

  /** The way of its subject is the first thing that an audited report does without. */
  @Test
  void whatIsToldOfALongTraceCanBeReadByWhoeverGetsIt() {
    Desk desk = new Desk();
    MessageEnvelope asked = desk
        .message(new PerRecipientMessageFields(name("NOWHERE", "Nobody"), 1, AUDITED, null, Extensions.NONE,
            List.of()));
    for (int octets : new int[]{1000, EnvelopeLimits.MOST_SENT_OCTETS}) {
      Desk told = new Desk();
      told.receive(asked.withTrace(List.of(visited(octets), TraceInformationElement.relayed(Desk.BRAVO,
          Desk.NOW))));
      MtsApdu.Report report = told.reports().getFirst();
      assertThat(report.encode(new ApduFraming.Bare()).length).isLessThan(EnvelopeLimits.MOST_SENT_OCTETS);
      if (octets == 1000) {
        assertThat(report.content().subjectIntermediateTrace()).hasSize(3);
      } else {
        assertThat(report.content().subjectIntermediateTrace() == null).as("it goes without").isTrue();
        assertThat(told.told(EventId.REPORT_SHORTENED)).isTrue();
      }
    }
  }

  /** A visit of a domain whose name has so many octets. */
  private static TraceInformationElement visited(int octets) {
    return TraceInformationElement.relayed(GlobalDomainIdentifier.of("XX", "TEST", "X".repeat(octets)),
        Desk.NOW);
  }

  private static InboundApdu decoded(Spool spool) throws Exception {
    return InboundApdu.decode(spool, () -> {
      throw new IllegalStateException("no second spool is needed");
    });
  }

  private static Spool spool(MessageEnvelope envelope) {
    return new ArrivedSpool(new MtsApdu.Message(envelope).prefix(new ApduFraming.Bare(), 0));
  }
}
