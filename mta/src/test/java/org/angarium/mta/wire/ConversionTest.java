package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.AccessUnit;
import org.angarium.mta.access.Answer;
import org.angarium.mta.access.Delivery;
import org.angarium.mta.access.Settlement;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contents are converted for those who do not take what they are made of, and for nobody else (X.411 §14.3.5): Anna takes everything, Ida
 * and Ines IA5 text, who is behind PLAIN and whom the access unit desk serves IA5 text too.
 */
@Timeout(60)
class ConversionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final String IDA = TestConfig.address("ALPHA", "Ida");
  private static final String INES = TestConfig.address("ALPHA", "Ines");
  private static final String PLAIN = TestConfig.address("PLAIN", "Paul");
  private static final String DESK = TestConfig.address("ALPHA", "Dora") + ";O=Desk";
  private static final String PAULA = TestConfig.address("OTHER", "Paula");
  private static final String OTTO = TestConfig.address("OTHER", "Otto");
  private static final int IA5_TEXT_TO_TELETEX = 0;
  private static final int IA5_TEXT_TO_G3_FACSIMILE = 8;
  private static final Ipm PLAIN_TEXT = new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(),
      List.of(BodyPart.Ia5Text.of("plain")));
  private static final Ipm LATIN = new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(),
      List.of(BodyPart.General.of("Grüße")));

  @TempDir
  private Path directory;
  private TestMta mta;
  private StackPeer peer;

  @BeforeEach
  void start() {
    String takes = "\nencoded-information-types = [\"ia5-text\"]\n";
    mta = new TestMta(directory,
        new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1).with("activation", "remote-initiated")
            .connector("OTHER", 1).with("activation", "remote-initiated").connector("PLAIN", 1)
            .with("activation", "remote-initiated")
            .with("encoded-information-types", List.of("ia5-text")).toml()
            + "[[mailbox]]\nname = \"ida\"\naddress = \"" + IDA + "\"" + takes
            + "[[mailbox]]\nname = \"ines\"\naddress = \"" + INES + "\"" + takes
            + "[[access-unit]]\nname = \"desk\"\naddress-space = [{ pattern = \"C=XX;A=TEST;P=ALPHA;O=Desk\" }]"
            + takes);
    peer = StackPeer.bound(mta.port(), StackPeer.Caller.of("PEER"));
  }

  @AfterEach
  void stop() {
    peer.close();
    mta.close();
  }

  private static PerRecipientMessageFields recipient(String address, int number) {
    try {
      return PerRecipientMessageFields.of(OrName.parse(address), number,
          PerRecipientIndicators.of(true, ReportRequest.REPORT, ReportRequest.REPORT));
    } catch (org.angarium.x400.address.AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static MessageEnvelope envelope(Ipm content, String... recipients) {
    List<PerRecipientMessageFields> fields = new ArrayList<>();
    for (String address : recipients) {
      fields.add(recipient(address, fields.size() + 1));
    }
    return Apdus.envelope("PEER", "m1", recipients[0]).withRecipients(fields)
        .withContentType(ContentType.BuiltIn.IPM_1988)
        .withOriginalEncodedInformationTypes(content.encodedInformationTypes());
  }

  private void send(MessageEnvelope envelope, byte[] content) {
    int before = peer.seen(RtsIndication.TransferConfirmed.class).size();
    peer.transfer(Apdus.message(envelope, content));
    peer.await(RtsIndication.TransferConfirmed.class, before + 1);
  }

  private List<PerRecipientReportFields> report() {
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
    return ((MtsApdu.Report) Apdus.received(peer.receivedApdus.getFirst())).content().recipients();
  }

  private DeliveredMessage only(String mailbox) {
    assertThat(mta.mailbox(mailbox)).hasSize(1);
    return mta.mailbox(mailbox).getFirst();
  }

  private String text(byte[] content) throws BerException {
    return ((Ipm) InformationObject.decode(content)).body().getFirst().text();
  }

  @Test
  void eachMailboxGetsWhatItTakesAndTheOriginalStaysOctetForOctet() throws Exception {
    send(envelope(LATIN, ANNA, IDA, INES), LATIN.encode());
    assertThat(mta.content(only("anna"))).isEqualTo(LATIN.encode());
    assertThat(text(mta.content(only("ida")))).isEqualTo("Grusse");
    assertThat(only("ida").message()).as("converted and stored once").isEqualTo(only("ines").message());

    List<PerRecipientReportFields> told = report();
    assertThat(told).hasSize(3).allMatch(
        each -> each.lastTraceInformation().outcome() instanceof DeliveryOutcome.Delivered);
    assertThat(told.get(0).lastTraceInformation().converted()).isNull();
    assertThat(told.get(1).lastTraceInformation().converted())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
    assertThat(mta.count(EventId.CONTENT_CONVERTED)).isEqualTo(2);
    assertThat(steps()).filteredOn(TrackingStep.CONVERTED::equals).hasSize(2);
  }

  private List<TrackingStep> steps() {
    List<TrackingStep> steps = new ArrayList<>();
    for (TrackedMessage message : mta.mta.tracked(TrackingQuery.latest(10))) {
      message.records().stream().map(TrackingRecord::step).forEach(steps::add);
    }
    return steps;
  }

  @Test
  void aPeerGetsWhatIsTakenBehindItAndTheTraceTells() throws Exception {
    send(envelope(LATIN, ANNA, PLAIN), LATIN.encode());
    try (StackPeer plain = StackPeer.bound(mta.port(), StackPeer.Caller.of("PLAIN"))) {
      await().atMost(SOON).until(() -> plain.receivedApdus.size() == 1);
      byte[] apdu = plain.receivedApdus.getFirst();
      MessageEnvelope received = Apdus.receivedMessage(apdu);
      assertThat(received.trace().getLast().additionalActions().converted())
          .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
      assertThat(received.originalEncodedInformationTypes()).isEqualTo(LATIN.encodedInformationTypes());
      assertThat(text(Apdus.content(apdu))).isEqualTo("Grusse");
      await().atMost(SOON).until(() -> steps().contains(TrackingStep.CONVERTED));
    }
    assertThat(mta.content(only("anna"))).isEqualTo(LATIN.encode());
  }

  @Test
  void whatIsTakenGoesOctetForOctetThoughItIsNoMessageAtAll() throws Exception {
    byte[] nonsense = {1, 2, 3};
    send(
        envelope(LATIN, IDA, PLAIN).withOriginalEncodedInformationTypes(EncodedInformationTypes.ofBuiltIn(2)),
        nonsense);
    assertThat(mta.content(only("ida"))).isEqualTo(nonsense);
    try (StackPeer plain = StackPeer.bound(mta.port(), StackPeer.Caller.of("PLAIN"))) {
      await().atMost(SOON).until(() -> plain.receivedApdus.size() == 1);
      assertThat(Apdus.content(plain.receivedApdus.getFirst())).isEqualTo(nonsense);
      assertThat(Apdus.receivedMessage(plain.receivedApdus.getFirst()).trace().getLast().additionalActions()
          .converted()).isNull();
    }
    assertThat(mta.count(EventId.CONTENT_CONVERTED)).isZero();
  }

  /** Of the copy for a peer, too, only those are returned whom it cannot reach. */
  @Test
  void whatMustNotBeConvertedIsReturned() {
    send(envelope(LATIN, PLAIN).withPerMessageIndicators(PerMessageIndicators.of(1)), LATIN.encode());
    try (StackPeer plain = StackPeer.bound(mta.port(), StackPeer.Caller.of("PLAIN"))) {
      DeliveryOutcome.NotDelivered outcome = (DeliveryOutcome.NotDelivered) report().getFirst()
          .lastTraceInformation().outcome();
      assertThat(outcome.diagnostic()).isEqualTo(NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED);
      assertThat(plain.receivedApdus).isEmpty();
      assertThat(mta.count(EventId.CONTENT_NOT_CONVERTED)).isEqualTo(1);
      await().atMost(SOON).until(() -> mta.mta.queue().isEmpty());
    }
  }

  /** Who claims a delivery is told its length: what is configured since counts from the next claim on. */
  @Test
  void aClaimedDeliveryKeepsTheFormThatWasAnnounced() throws Exception {
    send(envelope(LATIN, DESK), LATIN.encode());
    AccessUnit desk = mta.mta.accessUnit("desk");
    Delivery.OfMessage claimed = (Delivery.OfMessage) desk
        .claim(1, Duration.ofMinutes(1), Duration.ofSeconds(20)).getFirst();
    assertThat(claimed.octets()).isNotEqualTo(LATIN.encode().length);
    String toml = Files.readString(directory.resolve("angarium.toml"));
    Files.writeString(directory.resolve("angarium.toml"),
        toml.substring(0, toml.lastIndexOf("encoded-information-types")));
    mta.mta.reload();

    byte[] content = desk.content(claimed.id()).readAllBytes();
    assertThat(content).hasSize((int) claimed.octets());
    assertThat(text(content)).isEqualTo("Grusse");
    assertThat(desk.find(claimed.id())).map(each -> ((Delivery.OfMessage) each).octets())
        .contains(claimed.octets());
    assertThat(desk.settle(claimed.id(), Answer.ACCEPTED)).isEqualTo(Settlement.DONE);
    assertThat(report().getFirst().lastTraceInformation().converted())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));

    send(Apdus.envelope("PEER", "m2", DESK).withContentType(ContentType.BuiltIn.IPM_1988)
        .withOriginalEncodedInformationTypes(LATIN.encodedInformationTypes()), LATIN.encode());
    Delivery.OfMessage next = (Delivery.OfMessage) desk
        .claim(1, Duration.ofMinutes(1), Duration.ofSeconds(20)).getFirst();
    assertThat(desk.content(next.id()).readAllBytes()).isEqualTo(LATIN.encode());
  }

  /** It learns what a message would. */
  @Test
  void aProbeIsAnsweredAsTheMessageWouldBe() {
    MessageEnvelope like = envelope(LATIN, ANNA, IDA);
    peer.transfer(Apdus.of(new MtsApdu.Probe(new ProbeEnvelope(like.messageIdentifier(),
        like.originatorName(), EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.VOICE),
        like.contentType(), null, 100L, PerMessageIndicators.NONE, List.of(), like.trace(), like.extensions(),
        like.recipients(), List.of()))));
    List<PerRecipientReportFields> told = report();
    assertThat(told.get(0).lastTraceInformation().outcome()).isInstanceOf(DeliveryOutcome.Delivered.class);
    assertThat(((DeliveryOutcome.NotDelivered) told.get(1).lastTraceInformation().outcome()).diagnostic())
        .isEqualTo(NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED);
  }

  private static EncodedInformationTypes converted(MessageEnvelope envelope) {
    return envelope.trace().getLast().additionalActions().converted();
  }

  private AccessUnit desk() throws RequestException {
    return mta.mta.accessUnit("desk");
  }

  @Test
  void anAccessUnitIsHandedWhatItTakesAndTheReportTells() throws Exception {
    send(envelope(LATIN, ANNA, DESK), LATIN.encode());
    Delivery.OfMessage delivery = (Delivery.OfMessage) desk().claim(1, SOON, SOON).getFirst();
    assertThat(converted(delivery.envelope()))
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
    try (InputStream content = desk().content(delivery.id())) {
      byte[] octets = content.readAllBytes();
      assertThat(text(octets)).isEqualTo("Grusse");
      assertThat(delivery.octets()).isEqualTo(octets.length);
    }
    assertThat(mta.content(only("anna"))).isEqualTo(LATIN.encode());
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
    assertThat(desk().acknowledge(delivery.id())).isEqualTo(Settlement.DONE);
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 2);
    PerRecipientReportFields told = ((MtsApdu.Report) Apdus.received(peer.receivedApdus.getLast())).content()
        .recipients().getFirst();
    assertThat(told.lastTraceInformation().outcome()).isInstanceOf(DeliveryOutcome.Delivered.class);
    assertThat(told.lastTraceInformation().converted())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
    assertThat(steps()).contains(TrackingStep.CONVERTED);
    assertThat(mta.count(EventId.CONTENT_CONVERTED)).isEqualTo(1);
  }

  @Test
  void whatAnAccessUnitRefusesGoesAsItCameToTheAlternate() throws Exception {
    MessageEnvelope envelope = envelope(LATIN, DESK);
    PerRecipientMessageFields first = envelope.recipients().getFirst();
    send(envelope.withRecipients(List.of(first.withExtensions(
        first.extensions()
            .with(ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
                new ExtensionValue.Name(OrName.parse(ANNA))))))),
        LATIN.encode());
    Delivery delivery = desk().claim(1, SOON, SOON).getFirst();
    assertThat(desk().settle(delivery.id(), new Answer.Refused(NonDeliveryReason.UNABLE_TO_TRANSFER, null)))
        .isEqualTo(Settlement.DONE);
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    assertThat(mta.content(only("anna"))).isEqualTo(LATIN.encode());
  }

  /** At once: nobody has to be there to be asked. */
  @Test
  void whatMustNotBeConvertedForAnAccessUnitIsReturned() throws Exception {
    send(envelope(LATIN, DESK).withPerMessageIndicators(PerMessageIndicators.of(1)), LATIN.encode());
    assertThat(((DeliveryOutcome.NotDelivered) report().getFirst().lastTraceInformation().outcome())
        .diagnostic()).isEqualTo(NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED);
    assertThat(desk().claim(1, SOON, Duration.ZERO)).isEmpty();
    assertThat(mta.mta.queue()).isEmpty();
  }

  @Test
  void whatAnAccessUnitDoesNotTakeAnyMoreWhenItIsHandedOverIsReturned() throws Exception {
    send(envelope(LATIN, DESK), LATIN.encode());
    assertThat(mta.mta.queue()).hasSize(1);
    mta.mta.use(ConfigReader.read(directory.resolve("angarium.toml"),
        Files.readString(directory.resolve("angarium.toml")) + "implicit-conversion = false\n"));
    await().atMost(SOON).until(() -> desk().claim(1, SOON, Duration.ZERO).isEmpty());
    assertThat(((DeliveryOutcome.NotDelivered) report().getFirst().lastTraceInformation().outcome())
        .diagnostic()).isEqualTo(NonDeliveryDiagnostic.IMPLICIT_CONVERSION_NOT_SUBSCRIBED);
    assertThat(mta.mta.queue()).isEmpty();
  }

  private static MessageEnvelope asking(MessageEnvelope envelope, int recipient, int conversion) {
    List<PerRecipientMessageFields> fields = new ArrayList<>(envelope.recipients());
    PerRecipientMessageFields one = fields.get(recipient);
    fields.set(recipient, new PerRecipientMessageFields(one.recipientName(), one.originallySpecifiedNumber(),
        one.indicators(), conversion, one.extensions(), one.unknown()));
    return envelope.withRecipients(fields);
  }

  /** Whoever can make the conversion that is asked for makes it: the next MTA may not be able to, and would return the message. */
  @Test
  void aConversionThatTheOriginatorAsksForIsMadeBeforeTheMessageGoesOn() throws Exception {
    send(asking(envelope(PLAIN_TEXT, PAULA, OTTO), 0, IA5_TEXT_TO_TELETEX), PLAIN_TEXT.encode());
    try (StackPeer other = StackPeer.bound(mta.port(), StackPeer.Caller.of("OTHER"))) {
      await().atMost(SOON).until(() -> other.receivedApdus.size() == 2);
      byte[] asked = other.receivedApdus.stream().filter(apdu -> responsible(apdu) == 0).findFirst()
          .orElseThrow();
      assertThat(((Ipm) InformationObject.decode(Apdus.content(asked))).body().getFirst())
          .isInstanceOf(BodyPart.TeletexText.class);
      assertThat(converted(Apdus.receivedMessage(asked)))
          .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.TELETEX));
      assertThat(Apdus.receivedMessage(asked).recipients().getFirst().explicitConversion())
          .as("carried out").isNull();
      byte[] asItIs = other.receivedApdus.stream().filter(apdu -> responsible(apdu) == 1).findFirst()
          .orElseThrow();
      assertThat(Apdus.content(asItIs)).isEqualTo(PLAIN_TEXT.encode());
      assertThat(converted(Apdus.receivedMessage(asItIs))).isNull();
    }
  }

  /** The place of the recipient that a received copy is for. */
  private static int responsible(byte[] apdu) {
    List<PerRecipientMessageFields> recipients = Apdus.receivedMessage(apdu).recipients();
    List<PerRecipientMessageFields> ours = recipients.stream()
        .filter(one -> one.indicators().responsibility()).toList();
    assertThat(ours).hasSize(1);
    return recipients.indexOf(ours.getFirst());
  }

  @Test
  void aConversionThatIsNotMadeHereIsLeftToWhoeverCan() {
    send(asking(envelope(PLAIN_TEXT, PAULA, OTTO), 0, IA5_TEXT_TO_G3_FACSIMILE), PLAIN_TEXT.encode());
    try (StackPeer other = StackPeer.bound(mta.port(), StackPeer.Caller.of("OTHER"))) {
      await().atMost(SOON).until(() -> other.receivedApdus.size() == 1);
      MessageEnvelope received = Apdus.receivedMessage(other.receivedApdus.getFirst());
      assertThat(received.recipients()).extracting(PerRecipientMessageFields::explicitConversion)
          .containsExactly(IA5_TEXT_TO_G3_FACSIMILE, null);
      assertThat(converted(received)).isNull();
      assertThat(Apdus.content(other.receivedApdus.getFirst())).isEqualTo(PLAIN_TEXT.encode());
    }
  }

  @Test
  void aConversionThatTheOriginatorAsksForAndThatWouldLoseWhatHeWantsKeptIsReturned() {
    BodyPart.TeletexText teletex = new BodyPart.TeletexText(
        RawElement.written(writer -> writer.begin(Tag.SET).end()),
        List.of(CharacterString.of(StringType.TELETEX, "Grüße")));
    Ipm umlauts = new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(), List.of(teletex));
    MessageEnvelope envelope = asking(envelope(umlauts, PAULA), 0, 11);
    send(envelope.withExtensions(
        envelope.extensions().with(ExtensionField.of(StandardExtension.CONVERSION_WITH_LOSS_PROHIBITED,
            new ExtensionValue.Flag(true)))),
        umlauts.encode());
    try (StackPeer other = StackPeer.bound(mta.port(), StackPeer.Caller.of("OTHER"))) {
      assertThat(((DeliveryOutcome.NotDelivered) report().getFirst().lastTraceInformation().outcome())
          .diagnostic()).isEqualTo(NonDeliveryDiagnostic.ALPHABETIC_CHARACTER_LOSS);
      assertThat(other.receivedApdus).isEmpty();
    }
  }
}
