package org.angarium.x400.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtsApduTest {
  private static final ApduFraming EXTERNAL = new ApduFraming.External(5);
  private static final ApduFraming BARE = new ApduFraming.Bare();

  /** All octets of a small message. */
  static byte[] whole(MessageEnvelope envelope, byte[] content, ApduFraming framing) {
    return Reshaped.joined(List.of(new MtsApdu.Message(envelope).prefix(framing, content.length), content));
  }

  private static byte[] encode(MtsApdu apdu, ApduFraming framing) {
    return switch (apdu) {
      case MtsApdu.Message message -> whole(message.envelope(), new byte[10], framing);
      case MtsApdu.Probe probe -> probe.encode(framing);
      case MtsApdu.Report report -> report.encode(framing);
    };
  }

  private static List<String> components(BerElement set) throws BerException {
    List<String> all = new ArrayList<>();
    for (BerReader reader = set.children(); reader.hasNext();) {
      all.add(HexFormat.of().formatHex(reader.next().encoded()));
    }
    return all;
  }

  @Test
  void reportsAreWrittenWithTheExtensionTypesOfADraftForPeersThatReadNoOthers() throws BerException {
    RandomApdus apdus = new RandomApdus(new Random(5));
    for (int round = 0; round < 50; round++) {
      MtsApdu.Report report = apdus.report().withExtensionTypeForm(ExtensionField.TypeForm.STANDARD);
      MtsApdu.Report draft = report.withExtensionTypeForm(ExtensionField.TypeForm.DRAFT);
      assertThat(draft.envelope().extensions().fields()).allMatch(
          field -> field.typeForm() == ExtensionField.TypeForm.DRAFT);
      assertThat(MtsApdu.decode(draft.encode(EXTERNAL))).isEqualTo(draft);
      assertThat(draft.withExtensionTypeForm(ExtensionField.TypeForm.STANDARD)).isEqualTo(report);
    }
  }

  @Test
  void messageOfTheStandardIsWrittenAgainWithTheSameComponents() throws BerException {
    byte[] vector = Recorded.octets("vector-message");
    MessageEnvelope envelope = ((MtsApdu.Message) MtsApdu.decode(vector)).envelope();
    BerReader message = ApduFraming.unwrap(vector).children();
    BerElement set = message.next();
    byte[] again = whole(envelope, message.next().octets(), EXTERNAL);
    assertThat(again).hasSameSizeAs(vector)
        .startsWith(HexFormat.of().parseHex("288201bf020105a08201b8a08201b4"));
    BerReader writtenAgain = ApduFraming.unwrap(again).children();
    assertThat(components(writtenAgain.next())).containsExactlyInAnyOrderElementsOf(components(set));
    assertThat(envelope.contentType()).isEqualTo(ContentType.BuiltIn.IPM_1988);
    assertThat(envelope.messageIdentifier()).hasToString("/C=XX/A=ADMD/P=PRMD/;mta1.261123.0001");
    PerRecipientIndicators indicators = envelope.recipients().getFirst().indicators();
    assertThat(indicators)
        .isEqualTo(PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
            ReportRequest.NON_DELIVERY_REPORT));
  }

  @Test
  void probeOfTheStandardIsWrittenAgainWithTheSameComponents() throws BerException {
    byte[] vector = Recorded.octets("vector-probe");
    MtsApdu.Probe probe = (MtsApdu.Probe) MtsApdu.decode(vector);
    byte[] again = probe.encode(EXTERNAL);
    assertThat(again).hasSameSizeAs(vector);
    assertThat(components(ApduFraming.unwrap(again)))
        .containsExactlyInAnyOrderElementsOf(components(ApduFraming.unwrap(vector)));
  }

  @Test
  void reportOfTheStandardIsWrittenAgainWithTheSameComponents() throws BerException {
    byte[] vector = Recorded.octets("vector-report");
    MtsApdu.Report report = (MtsApdu.Report) MtsApdu.decode(vector);
    byte[] again = report.encode(EXTERNAL);
    assertThat(again).hasSameSizeAs(vector);
    BerReader expected = ApduFraming.unwrap(vector).children();
    BerReader written = ApduFraming.unwrap(again).children();
    assertThat(written.next().encoded()).isEqualTo(expected.next().encoded());
    assertThat(components(written.next())).containsExactlyInAnyOrderElementsOf(components(expected.next()));
    assertThat(report.content().recipients().getFirst().lastTraceInformation().outcome())
        .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.UNABLE_TO_TRANSFER,
            NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME));
  }

  @ParameterizedTest
  @CsvSource({"pp-1988-normal-short-ipm-message,mtaa.test.805:23.10.26.13.56.27,short ipm,22",
      "pp-1988-x410mode-short-message,mtaa.test.506:23.10.26.13.59.28,x410 mode,22",
      "pp-1984-short-message,mtaa.test.641:23.10.26.13.59.38,1984 mode,2"})
  void whatPpSendsIsUnderstoodAndKept(String recording, String local, String contentIdentifier,
      int contentType)
      throws BerException {
    MessageEnvelope envelope = ((MtsApdu.Message) MtsApdu.decode(Recorded.octets(recording))).envelope();
    assertThat(envelope.messageIdentifier())
        .hasToString("/C=GB/A=TEST/P=PPA/;" + local);
    assertThat(envelope.contentIdentifier()).isEqualTo(contentIdentifier);
    assertThat(envelope.contentType()).isEqualTo(new ContentType.BuiltIn(contentType));
    assertThat(envelope.trace().getFirst().domain().text()).isEqualTo("/C=GB/A=TEST/P=PPA/");
    assertThat(envelope.recipients()).hasSize(1);
    assertThat(envelope.recipients().getFirst().indicators().responsibility()).isTrue();
    assertThat(envelope.unknown()).isEmpty();
    assertThat(((MtsApdu.Message) MtsApdu.decode(whole(envelope, new byte[3], BARE))).envelope())
        .isEqualTo(envelope);
  }

  @Test
  void extensionsOfPpAreReadInDraftFormAndSentInEitherForm() throws BerException {
    MessageEnvelope envelope = ((MtsApdu.Message) MtsApdu.decode(Recorded.octets(Recorded.PP_MESSAGES[0])))
        .envelope();
    assertThat(envelope.extensions().contentCorrelator()).isNotNull();
    assertThat(envelope.extensions().internalTrace()).extracting(InternalTraceElement::mtaName)
        .containsExactly("mtaa.test", "mtaa.test");
    assertThat(envelope.extensions().internalTrace().getFirst().arrivalTime())
        .isEqualTo("2026-11-23T13:56:27Z");
    assertThat(envelope.extensions().fields())
        .allMatch(field -> field.typeForm() == ExtensionField.TypeForm.DRAFT);
    MessageEnvelope standard = envelope.withExtensionTypeForm(ExtensionField.TypeForm.STANDARD);
    assertThat(standard.extensions().fields())
        .allMatch(field -> field.typeForm() == ExtensionField.TypeForm.STANDARD);
    assertThat(standard.extensions().internalTrace()).isEqualTo(envelope.extensions().internalTrace());
    assertThat(standard.withExtensionTypeForm(ExtensionField.TypeForm.DRAFT)).isEqualTo(envelope);
  }

  @Test
  void everyApduRoundTripsInBothModes() throws BerException {
    Random random = new Random(4);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 400; i++) {
      for (MtsApdu apdu : List.of(new MtsApdu.Message(apdus.message()), new MtsApdu.Probe(apdus.probe()),
          apdus.report())) {
        byte[] encoded = encode(apdu, random.nextBoolean() ? EXTERNAL : BARE);
        MtsApdu decoded = MtsApdu.decode(encoded);
        assertThat(decoded).isEqualTo(apdu);
        assertThat(encode(decoded, BARE)).isEqualTo(encode(apdu, BARE));
      }
    }
  }

  @Test
  void componentsInAnyOrderAndAnyFormOfLengthAreAccepted() throws BerException {
    Random random = new Random(5);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 300; i++) {
      // Extension fields and unknown components are kept as they come, so only the forms of what is known can be compared.
      MessageEnvelope plain = apdus.message().withExtensions(Extensions.NONE).withUnknown(List.of());
      byte[] reshaped = Reshaped.element(whole(plain, new byte[20], EXTERNAL), random);
      MessageEnvelope decoded = ((MtsApdu.Message) MtsApdu.decode(reshaped)).envelope();
      assertThat(decoded.messageIdentifier()).isEqualTo(plain.messageIdentifier());
      assertThat(decoded.originatorName().address().builtInAttributes())
          .isEqualTo(plain.originatorName().address().builtInAttributes());
      assertThat(decoded.perMessageIndicators()).isEqualTo(plain.perMessageIndicators());
      assertThat(decoded.deferredDeliveryTime()).isEqualTo(plain.deferredDeliveryTime());
      assertThat(decoded.recipients()).extracting(PerRecipientMessageFields::indicators)
          .isEqualTo(plain.recipients().stream().map(PerRecipientMessageFields::indicators).toList());
      assertThat(decoded.trace()).extracting(TraceInformationElement::arrivalTime)
          .isEqualTo(plain.trace().stream().map(TraceInformationElement::arrivalTime).toList());
    }
  }

  @Test
  void unknownExtensionsAndComponentsPassOctetForOctet() throws BerException {
    byte[] odd = HexFormat.of().parseHex("3080a080020200990000a28004820001ff000000 00".replace(" ", ""));
    Random random = new Random(6);
    MessageEnvelope plain = new RandomApdus(random).message();
    MessageEnvelope envelope = plain.withExtensions(
        new Extensions(List.of(ExtensionField.decode(BerReader.single(odd)))));
    byte[] encoded = whole(envelope, new byte[0], BARE);
    assertThat(HexFormat.of().formatHex(encoded)).contains(HexFormat.of().formatHex(odd));
    MtsApdu.Message again = (MtsApdu.Message) MtsApdu.decode(encoded);
    assertThat(whole(again.envelope(), new byte[0], BARE)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a0020400", "a0023100", "a003310004", "a2023100", "a200", "a100", "a304310004 00",
      "0500",
      "2800", "2803020105", "2805020105a000", "2805020105 0500", "28070201058102 0500"})
  void whatIsNoApduIsRefused(String encoded) {
    assertThatThrownBy(() -> MtsApdu.decode(HexFormat.of().parseHex(encoded.replace(" ", ""))))
        .isInstanceOf(BerException.class);
  }

  @Test
  void everyAlternativeOfExternalIsAccepted() throws BerException {
    byte[] probe = new MtsApdu.Probe(new RandomApdus(new Random(7)).probe()).encode(BARE);
    MtsApdu expected = MtsApdu.decode(probe);
    BerWriter described = new BerWriter().begin(Tag.EXTERNAL).oid(MtsTransfer.APDU_ABSTRACT_SYNTAX).integer(3)
        .ascii(Tag.universal(7), "P1").begin(Tag.context(0)).raw(probe).end().end();
    BerWriter aligned = new BerWriter().begin(Tag.EXTERNAL).integer(3).octets(Tag.context(1), probe).end();
    BerWriter inSegments = new BerWriter().begin(Tag.EXTERNAL).begin(Tag.context(1))
        .octets(Tag.OCTET_STRING, probe, 0, 9).octets(Tag.OCTET_STRING, probe, 9, probe.length - 9).end()
        .end();
    BerWriter arbitrary = new BerWriter().begin(Tag.EXTERNAL).integer(3)
        .octets(Tag.context(2), Reshaped.joined(List.of(new byte[1], probe))).end();
    for (BerWriter form : List.of(described, aligned, inSegments, arbitrary)) {
      assertThat(MtsApdu.decode(form.toByteArray())).isEqualTo(expected);
    }
  }

  @Test
  void mutatedApdusGiveAValueOrACheckedError() {
    Random random = new Random(8);
    RandomApdus apdus = new RandomApdus(random);
    List<byte[]> valid = new ArrayList<>();
    for (String recording : Recorded.PP_MESSAGES) {
      valid.add(Recorded.octets(recording));
    }
    for (int i = 0; i < 30; i++) {
      valid.add(whole(apdus.message(), new byte[5], EXTERNAL));
      valid.add(new MtsApdu.Probe(apdus.probe()).encode(BARE));
      valid.add(apdus.report().encode(EXTERNAL));
    }
    int refused = 0;
    for (byte[] octets : valid) {
      refused += Mutations.check(octets, random, 100, mutant -> {
        MtsApdu decoded = MtsApdu.decode(mutant);
        // What was accepted can be sent on.
        assertThat(encode(decoded, BARE)).isNotEmpty();
      });
    }
    assertThat(refused).isGreaterThan(valid.size() * 10);
  }

  @Test
  void fiveThousandRecipientsAreNoTrouble() throws Exception {
    Random random = new Random(9);
    MessageEnvelope plain = new RandomApdus(random).message();
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    for (int i = 1; i <= 5000; i++) {
      OrName name = OrName.parse("/C=XX/A=ADMD/P=PRMD/O=Org/S=Recipient" + i + "/");
      recipients.add(PerRecipientMessageFields.of(name, i,
          PerRecipientIndicators.of(true, ReportRequest.REPORT, ReportRequest.REPORT)));
    }
    MessageEnvelope many = plain.withRecipients(recipients);
    MessageEnvelope decoded = ((MtsApdu.Message) MtsApdu.decode(whole(many, new byte[1], EXTERNAL)))
        .envelope();
    assertThat(decoded).isEqualTo(many);
    MessageEnvelope part = decoded
        .withResponsibilityFor(recipient -> recipient.originallySpecifiedNumber() <= 10);
    assertThat(part.recipients()).filteredOn(recipient -> recipient.indicators().responsibility())
        .hasSize(10);
  }

  @Test
  void upToTwiceTheRecipientsThatTheStandardAllowsAreReadSoThatTheyCanBeReported() throws BerException {
    assertThat(PerRecipientMessageFields.decodeList(BerReader.single(recipients(2 * 32767)))).hasSize(65534);
    byte[] encoded = recipients(2 * 32767 + 1);
    assertThatThrownBy(() -> PerRecipientMessageFields.decodeList(BerReader.single(encoded)))
        .isInstanceOf(BerException.class).hasMessageContaining("65534");
  }

  private static byte[] recipients(int number) {
    BerWriter list = new BerWriter().begin(Tag.context(2));
    PerRecipientMessageFields one = new RandomApdus(new Random(10)).message().recipients().getFirst();
    for (int i = 0; i < number; i++) {
      one.encode(list);
    }
    return list.end().toByteArray();
  }

  @Test
  void whatAnMtaChangesLeavesTheRestAlone() {
    Random random = new Random(11);
    RandomApdus apdus = new RandomApdus(random);
    MessageEnvelope envelope = apdus.message().withPriority(Priority.URGENT);
    TraceInformationElement visit = TraceInformationElement.relayed(GlobalDomainIdentifier.of("XX", "ADMD"),
        Instant.parse("2026-11-23T12:00:00Z"));
    MessageEnvelope relayed = envelope.withTraceAdded(visit).withBilateralInformation(List.of());
    assertThat(relayed.trace()).hasSize(envelope.trace().size() + 1).endsWith(visit);
    assertThat(relayed.withTrace(envelope.trace()).withBilateralInformation(envelope.bilateralInformation()))
        .isEqualTo(envelope);
    ProbeEnvelope probe = apdus.probe();
    assertThat(probe.withTraceAdded(visit).trace()).endsWith(visit);
    ReportEnvelope report = apdus.report().envelope();
    assertThat(report.withTraceAdded(visit).trace()).endsWith(visit);
    assertThat(envelope.withDeferredDeliveryTime(null).deferredDeliveryTime()).isNull();
  }

  @Test
  void reportRepeatsWhatTheSubjectSaid() throws BerException {
    MessageEnvelope subject = ((MtsApdu.Message) MtsApdu.decode(Recorded.octets(Recorded.PP_MESSAGES[0])))
        .envelope();
    PerRecipientReportFields failed = PerRecipientReportFields
        .of(subject.recipients().getFirst(),
            new LastTraceInformation(Instant.parse("2026-11-23T14:00:00Z"), new DeliveryOutcome.NotDelivered(
                NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.LOOP_DETECTED)))
        .withSupplementaryInformation("Went in circles.");
    byte[] content = {1, 2, 3};
    ReportContent report = ReportContent.on(subject, List.of(failed)).withReturnedContent(content);
    assertThat(report.subjectIdentifier()).isEqualTo(subject.messageIdentifier());
    assertThat(report.contentIdentifier()).isEqualTo("short ipm");
    assertThat(report.extensions().contentCorrelator()).isEqualTo(subject.extensions().contentCorrelator());
    assertThat(report.returnedContentOctets()).isEqualTo(content);
    assertThat(((DeliveryOutcome.NotDelivered) failed.lastTraceInformation().outcome()).describe())
        .isEqualTo("unable-to-transfer, loop-detected");
    ReportEnvelope envelope = new ReportEnvelope(subject.messageIdentifier(), subject.originatorName(),
        subject.trace(), Extensions.NONE, List.of());
    MtsApdu.Report apdu = new MtsApdu.Report(envelope, report);
    assertThat(MtsApdu.decode(apdu.encode(EXTERNAL))).isEqualTo(apdu);
  }

  @Test
  void requestsForReportsAreTwoBitsEach() {
    for (ReportRequest mta : ReportRequest.values()) {
      for (ReportRequest originator : ReportRequest.values()) {
        PerRecipientIndicators indicators = PerRecipientIndicators.of(false, mta, originator);
        assertThat(indicators.originatingMtaRequest()).isSameAs(mta);
        assertThat(indicators.originatorRequest()).isSameAs(originator);
        assertThat(indicators.responsibility()).isFalse();
        assertThat(indicators.withResponsibility(true).responsibility()).isTrue();
        assertThat(indicators.withResponsibility(true).originatingMtaRequest()).isSameAs(mta);
      }
    }
    assertThat(PerRecipientIndicators.of(true, ReportRequest.AUDITED_REPORT, ReportRequest.NO_REPORT).bits())
        .hasToString("11100000");
  }
}
