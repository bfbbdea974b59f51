package org.angarium.x400.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Criticality;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.RandomApdus;
import org.angarium.x400.p1.ReportContent;
import org.junit.jupiter.api.Test;

class DowngradeTest {
  private static final String PLAIN = "C=XX;A=TEST;P=ALPHA;O=Org;S=Anna";
  private static final ContentType P2 = ContentType.BuiltIn.IPM_1984;

  private static OrName name(String text) {
    try {
      return OrName.parse(text);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** From one to the others, for all of which this copy is responsible. */
  private static MessageEnvelope message(String originator, String... recipients) {
    MessageEnvelope some = new RandomApdus(new Random(1)).message();
    PerRecipientMessageFields one = some.recipients().getFirst().withExtensions(Extensions.NONE)
        .withResponsibility(true);
    return new MessageEnvelope(some.messageIdentifier(), name(originator), null, P2, null, some.priority(),
        PerMessageIndicators.NONE, null, List.of(), some.trace(), Extensions.NONE,
        Stream.of(recipients).map(recipient -> one.withRecipientName(name(recipient))).toList(), List.of());
  }

  private static ExtensionField opaque(StandardExtension extension, Criticality criticality) {
    return ExtensionField.of(new ExtensionType.Standard(extension.number()), criticality,
        new ExtensionValue.Opaque(null));
  }

  @Test
  void whatIsOf1984StaysAsItIs() {
    MessageEnvelope envelope = message(PLAIN, PLAIN);
    Downgrade.Result<MessageEnvelope> result = Downgrade.message(envelope, P2);
    assertThat(result.losses()).isEmpty();
    assertThat(result.refused()).isEmpty();
    assertThat(result.envelope().originatorName()).isSameAs(envelope.originatorName());
  }

  @Test
  void aCommonNameTravelsAsDomainDefinedAttributeAndComesBack() {
    OrName with = name("C=XX;A=TEST;P=ALPHA;CN=Anna Berg;DDA:a=b");
    OrName of1984 = Names.downgrade(with).name();
    assertThat(of1984.address().extensionAttributes()).isEmpty();
    assertThat(of1984.address().domainDefinedAttributes()).extracting(Object::toString)
        .containsExactly("a=b", "Common=Anna Berg");
    assertThat(Names.downgrade(with).losses()).isEmpty();
    assertThat(Names.upgrade(of1984)).isEqualTo(with);
  }

  /** Q181947: the attributes are the same, with and without a private domain. */
  @Test
  void aNumericUserOfAPrivateDomainIsOf1984() {
    for (String text : List.of("C=XX;A=TEST;P=ALPHA;N-ID=4711", "C=XX;A=TEST;N-ID=4711")) {
      MessageEnvelope envelope = message(PLAIN, text);
      Downgrade.Result<MessageEnvelope> result = Downgrade.message(envelope, P2);
      assertThat(result.refused()).isEmpty();
      assertThat(result.losses()).isEmpty();
      assertThat(result.envelope().recipients().getFirst().recipientName()).isEqualTo(name(text));
    }
  }

  @Test
  void aCommonAttributeInAnyCaseIsACommonName() {
    assertThat(Names.upgrade(name("C=XX;A=TEST;DDA:COMMON=Anna"))).isEqualTo(name("C=XX;A=TEST;CN=Anna"));
    OrName both = name("C=XX;A=TEST;CN=Berta;DDA:COMMON=Anna");
    assertThat(Names.upgrade(both)).as("has a common name of its own").isEqualTo(both);
  }

  @Test
  void aCommonNameThatFindsNoRoomRefuses() {
    assertThat(Names.downgrade(name("C=XX;A=TEST;CN=Anna;DDA:a=1;DDA:b=2;DDA:c=3;DDA:d=4")).fault())
        .contains("no room");
    assertThat(Names.downgrade(name("C=XX;A=TEST;CN=Anna;DDA:common=Berta")).fault()).contains("beside");
  }

  @Test
  void aFormBesideThePlainOneIsLostAndOneAloneRefuses() {
    OrName teletexAlone = name("C=XX;A=TEST;O=Größe");
    assertThat(Names.downgrade(teletexAlone).fault()).contains("extension attribute 3");
    OrName beside = OrName.of(name("C=XX;A=TEST;O=Groesse").address()
        .withExtensionAttributes(teletexAlone.address().extensionAttributes()));
    assertThat(Names.downgrade(beside).name()).isEqualTo(name("C=XX;A=TEST;O=Groesse"));
    assertThat(Names.downgrade(beside).losses()).containsExactly("teletex and universal forms of names");
  }

  @Test
  void aRecipientThatCannotBeNamedIsRefusedAloneAnOriginatorForAll() {
    String postal = "C=XX;A=TEST;PD-STREET=Main street 1";
    Downgrade.Result<MessageEnvelope> recipient = Downgrade.message(message(PLAIN, PLAIN, postal), P2);
    assertThat(recipient.refused()).containsOnlyKeys(1);
    assertThat(recipient.refused().get(1).diagnostic()).isEqualTo(NonDeliveryDiagnostic.UNABLE_TO_DOWNGRADE);
    assertThat(recipient.refused().get(1).reason()).isEqualTo(NonDeliveryReason.UNABLE_TO_TRANSFER);
    Downgrade.Result<MessageEnvelope> originator = Downgrade.message(message(postal, PLAIN, PLAIN), P2);
    assertThat(originator.refused()).containsOnlyKeys(0, 1);
    assertThat(originator.envelope()).isNull();
  }

  @Test
  void aRecipientOfAnotherCopyThatCannotBeNamedIsLeftOut() {
    MessageEnvelope envelope = message(PLAIN, PLAIN, "C=XX;A=TEST;PD-STREET=Main street 1");
    MessageEnvelope copy = envelope
        .withResponsibilityFor(one -> one.recipientName().equals(name(PLAIN)));
    Downgrade.Result<MessageEnvelope> result = Downgrade.message(copy, P2);
    assertThat(result.refused()).isEmpty();
    assertThat(result.envelope().recipients()).hasSize(1);
    assertThat(result.losses()).containsExactly("recipients that another copy is responsible for");
  }

  @Test
  void extensionsThatMustBeUnderstoodRefuseOthersAreLost() {
    for (Criticality critical : List.of(Criticality.FOR_TRANSFER, Criticality.FOR_DELIVERY)) {
      MessageEnvelope ofMessage = message(PLAIN, PLAIN, PLAIN)
          .withExtension(opaque(StandardExtension.MESSAGE_TOKEN, critical));
      assertThat(Downgrade.message(ofMessage, P2).refused()).containsOnlyKeys(0, 1);
    }
    MessageEnvelope message = message(PLAIN, PLAIN);
    MessageEnvelope ofRecipient = message.withRecipients(List.of(message.recipients().getFirst(),
        message.recipients().getFirst().withExtensions(
            Extensions.of(opaque(StandardExtension.REGISTERED_MAIL_TYPE, Criticality.FOR_DELIVERY)))));
    assertThat(Downgrade.message(ofRecipient, P2).refused()).containsOnlyKeys(1);
    Downgrade.Result<MessageEnvelope> lost = Downgrade.message(
        message.withExtension(opaque(StandardExtension.CONTENT_CORRELATOR, Criticality.NONE)), P2);
    assertThat(lost.refused()).isEmpty();
    assertThat(lost.losses()).containsExactly("extension content-correlator");
  }

  @Test
  void aCriticalFlagThatAsksForNothingIsNoLoss() {
    Downgrade.Result<MessageEnvelope> result = Downgrade
        .message(message(PLAIN, PLAIN).withExtension(ExtensionField
            .of(StandardExtension.DL_EXPANSION_PROHIBITED, new ExtensionValue.Flag(false))), P2);
    assertThat(result.refused()).isEmpty();
    assertThat(result.losses()).isEmpty();
  }

  @Test
  void otherContentTypesThanThoseOf1984Refuse() {
    assertThat(Downgrade.message(message(PLAIN, PLAIN), ContentType.BuiltIn.EDI).refused())
        .containsOnlyKeys(0);
    assertThat(Downgrade.message(message(PLAIN, PLAIN), ContentType.BuiltIn.UNIDENTIFIED).refused())
        .isEmpty();
  }

  private static Stream<OrName> names(MessageEnvelope envelope) {
    return Stream.concat(Stream.of(envelope.originatorName()),
        envelope.recipients().stream().map(PerRecipientMessageFields::recipientName));
  }

  /** Whatever an envelope holds, what goes out is 1984 throughout, is read back alike, and has nothing more to lose. */
  @Test
  void everyMessageThatGoesOutIsOf1984() throws BerException {
    Random random = new Random(1984);
    RandomApdus apdus = new RandomApdus(random);
    int out = 0;
    for (int i = 0; i < 600; i++) {
      MessageEnvelope envelope = apdus.message();
      if (random.nextInt(4) > 0) {
        envelope = message(PLAIN, "C=XX;A=TEST;CN=Bert").withTrace(envelope.trace())
            .withPerMessageIndicators(envelope.perMessageIndicators())
            .withBilateralInformation(envelope.bilateralInformation())
            .withOriginalEncodedInformationTypes(envelope.originalEncodedInformationTypes())
            .withUnknown(envelope.unknown()).withExtensions(
                envelope.extensions().where(field -> !field.criticality().forTransfer()
                    && !field.criticality().forDelivery()));
      }
      Downgrade.Result<MessageEnvelope> result = Downgrade.message(envelope, P2);
      MessageEnvelope old = result.envelope();
      if (old == null || !result.refused().isEmpty() || old.recipients().isEmpty()) {
        continue;
      }
      out++;
      assertThat(MessageEnvelope.decode(old.encoded()).encoded()).isEqualTo(old.encoded());
      assertThat(old.extensions().isEmpty()).isTrue();
      assertThat(old.unknown()).isEmpty();
      assertThat(old.recipients())
          .allSatisfy(one -> assertThat(one.extensions().isEmpty() && one.unknown().isEmpty()).isTrue());
      assertThat(names(old)).allSatisfy(one -> {
        assertThat(one.address().extensionAttributes()).isEmpty();
        assertThat(one.directoryName()).isNull();
      });
      assertThat(old.trace()).extracting(TraceInformationElement::domain)
          .containsExactlyElementsOf(envelope.trace().stream().map(TraceInformationElement::domain).toList());
      assertThat(old.trace())
          .allSatisfy(visit -> assertThat(visit.additionalActions().otherActions().isZero()).isTrue());
      assertThat(old.perMessageIndicators().bits().size()).isLessThanOrEqualTo(8);
      Downgrade.Result<MessageEnvelope> again = Downgrade.message(old, P2);
      assertThat(again.losses()).isEmpty();
      assertThat(again.envelope().encoded()).isEqualTo(old.encoded());
    }
    assertThat(out).as("envelopes that went out").isGreaterThan(200);
  }

  @Test
  void aProbeForP22AsksForP2() {
    ProbeEnvelope some = new RandomApdus(new Random(5)).probe();
    ProbeEnvelope probe = new ProbeEnvelope(some.probeIdentifier(), name(PLAIN), null,
        ContentType.BuiltIn.IPM_1988, null, 100L, PerMessageIndicators.NONE, List.of(), some.trace(),
        Extensions.NONE, message(PLAIN, "C=XX;A=TEST;CN=Bert").recipients(), List.of());
    Downgrade.Result<ProbeEnvelope> result = Downgrade.probe(probe);
    assertThat(result.refused()).isEmpty();
    assertThat(result.envelope().contentType()).isEqualTo(P2);
    assertThat(Upgrade.probe(result.envelope()).recipients()).isEqualTo(probe.recipients());
  }

  @Test
  void everyReportThatGoesOutIsOf1984() throws BerException {
    RandomApdus apdus = new RandomApdus(new Random(84));
    for (int i = 0; i < 200; i++) {
      MtsApdu.Report some = apdus.report();
      MtsApdu.Report report = new MtsApdu.Report(
          some.envelope().withReportDestinationName(name("C=XX;A=TEST;CN=Anna")), some.content());
      MtsApdu.Report old = ReportDowngrade.downgrade(report).report();
      byte[] octets = old.encode(new ApduFraming.Bare());
      assertThat(((MtsApdu.Report) MtsApdu.decode(octets)).encode(new ApduFraming.Bare())).isEqualTo(octets);
      assertThat(old.content().contentType()).isNull();
      assertThat(old.content().recipients()).hasSameSizeAs(report.content().recipients())
          .allSatisfy(one -> {
            assertThat(one.extensions().isEmpty()).isTrue();
            assertThat(one.actualRecipientName().address().extensionAttributes()).isEmpty();
            if (one.lastTraceInformation().outcome() instanceof DeliveryOutcome.NotDelivered not) {
              assertThat(not.reasonCode()).isBetween(0, 2);
              assertThat(not.diagnosticCode() == null || not.diagnosticCode() <= 11).isTrue();
            }
          });
      assertThat(Upgrade.report(old).envelope().reportDestinationName())
          .isEqualTo(name("C=XX;A=TEST;CN=Anna"));
    }
  }

  @Test
  void aCodeThatCameLaterIsToldInWords() {
    MtsApdu.Report some = new RandomApdus(new Random(3)).report();
    PerRecipientReportFields recipient = PerRecipientReportFields.of(
        message(PLAIN, PLAIN).recipients().getFirst(), new LastTraceInformation(Instant.EPOCH,
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.RESTRICTED_DELIVERY,
                NonDeliveryDiagnostic.SECURE_MESSAGING_ERROR)));
    MtsApdu.Report report = new MtsApdu.Report(some.envelope().withReportDestinationName(name(PLAIN)),
        some.content().withRecipients(List.of(recipient)));
    PerRecipientReportFields old = ReportDowngrade.downgrade(report).report().content().recipients()
        .getFirst();
    assertThat(old.lastTraceInformation().outcome())
        .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.TRANSFER_FAILURE, null));
    assertThat(old.supplementaryInformation()).isEqualTo("restricted-delivery, secure-messaging-error");
  }

  /** Q188597, Q166619: the originally intended name stands for it, or at least its domain and number; nothing is empty. */
  @Test
  void aRecipientOfADirectoryNameOnlyIsReportedUnderTheNameThatTheOriginatorGave() {
    OrName directory = OrName.of(OrAddress.builder().build(), new byte[]{0x30, 0});
    PerRecipientReportFields unnamed = PerRecipientReportFields.of(
        message(PLAIN, PLAIN).recipients().getFirst().withRecipientName(directory),
        new LastTraceInformation(Instant.EPOCH, new DeliveryOutcome.NotDelivered(
            NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME)));
    MtsApdu.Report some = new RandomApdus(new Random(3)).report();
    MtsApdu.Report report = new MtsApdu.Report(some.envelope().withReportDestinationName(name(PLAIN)),
        new ReportContent(MtsIdentifier.of(GlobalDomainIdentifier.of("XX", "TEST", "PEER"), "m"), null, null,
            null, null, null, null, Extensions.NONE,
            List.of(unnamed, unnamed.withOriginallyIntendedRecipientName(name("C=XX;A=TEST;S=Carl")),
                unnamed.withOriginallyIntendedRecipientName(directory)),
            List.of()));
    List<PerRecipientReportFields> old = ReportDowngrade.downgrade(report).report().content().recipients();
    assertThat(old.get(1).actualRecipientName()).isEqualTo(name("C=XX;A=TEST;S=Carl"));
    for (PerRecipientReportFields one : List.of(old.get(0), old.get(2))) {
      assertThat(one.actualRecipientName())
          .isEqualTo(name("C=XX;A=TEST;P=PEER;DDA:Number=" + one.originallySpecifiedNumber()));
      assertThat(one.supplementaryInformation()).contains("directory name");
      assertThat(one.originallyIntendedRecipientName()).isNull();
    }
  }

  /** What the MTA says in words stays beside the name of a code that 1984 does not have. */
  @Test
  void theWordsOfALaterCodeComeBeforeTheReason() {
    MtsApdu.Report some = new RandomApdus(new Random(3)).report();
    PerRecipientReportFields recipient = PerRecipientReportFields.of(
        message(PLAIN, PLAIN).recipients().getFirst(), new LastTraceInformation(Instant.EPOCH,
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.RESTRICTED_DELIVERY, null)))
        .withSupplementaryInformation("not of this originator");
    MtsApdu.Report report = new MtsApdu.Report(some.envelope().withReportDestinationName(name(PLAIN)),
        some.content().withRecipients(List.of(recipient)));
    assertThat(ReportDowngrade.downgrade(report).report().content().recipients().getFirst()
        .supplementaryInformation()).isEqualTo("restricted-delivery: not of this originator");
  }

  @Test
  void aReportForANameThat1984CannotSayCannotGo() {
    MtsApdu.Report some = new RandomApdus(new Random(3)).report();
    ReportDowngrade.Result result = ReportDowngrade.downgrade(new MtsApdu.Report(
        some.envelope().withReportDestinationName(name("C=XX;A=TEST;PD-STREET=Main street 1")),
        some.content()));
    assertThat(result.report()).isNull();
    assertThat(result.fault()).contains("extension attribute 17");
  }
}
