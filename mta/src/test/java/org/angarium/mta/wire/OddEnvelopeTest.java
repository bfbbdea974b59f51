package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.mta.store.StoredMessage;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes that peers have really sent and that other MTAs fell over: taken and delivered, or refused without harm. */
@Timeout(150)
class OddEnvelopeTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final Caller PEER = Caller.of("PEER");
  private static final int CONTENT_IDENTIFIER = Tag.application(10);
  private static final int RECIPIENTS = Tag.context(2);
  private static final int EXTENSIONS = Tag.context(3);
  private static final int TRACE = Tag.application(9);
  private static final int MOST_OCTETS = 20_000;
  private static final int MESSAGE_IDENTIFIER = Tag.application(4);

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory,
        new TestConfig("ALPHA", 0).root("maximum-message-size", MOST_OCTETS).mailbox("Anna")
            .connector("PEER", 1).with("activation", "remote-initiated").toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** An ordinary message with some components of its envelope in another form, null for none; new ones come last. */
  private static byte[] message(String local, Map<Integer, byte[]> components) {
    return Apdus.changed(Apdus.envelope("PEER", local, ANNA), components,
        local.getBytes(StandardCharsets.US_ASCII));
  }

  /** Every message is taken and delivered, by one association, with its content. */
  private void delivers(Map<String, byte[]> apdus) {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      int sent = 0;
      for (byte[] apdu : apdus.values()) {
        peer.transfer(apdu);
        peer.await(RtsIndication.TransferConfirmed.class, ++sent);
      }
    }
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == apdus.size());
    assertThat(
        mta.mailbox("anna").stream().map(one -> new String(mta.content(one), StandardCharsets.US_ASCII)))
        .containsExactlyInAnyOrderElementsOf(apdus.keySet());
    assertThat(mta.mta.queue()).isEmpty();
  }

  private static byte[] recipients(String indicators) {
    MessageEnvelope envelope = Apdus.envelope("PEER", "x", ANNA);
    try {
      BerElement list = component(envelope, RECIPIENTS);
      BerWriter writer = new BerWriter().begin(RECIPIENTS).begin(Tag.SET);
      for (BerReader parts = list.only().children(); parts.hasNext();) {
        BerElement part = parts.next();
        writer.raw(part.is(Tag.context(1)) ? hex(indicators) : part.encoded());
      }
      return writer.end().end().toByteArray();
    } catch (BerException e) {
      throw new AssertionError(e);
    }
  }

  private static BerElement component(MessageEnvelope envelope, int tag) throws BerException {
    for (BerReader parts = BerReader.single(envelope.encoded()).children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(tag)) {
        return part;
      }
    }
    throw new AssertionError("no component");
  }

  @Test
  void strangeButHarmlessFormsAreTaken() {
    Map<String, byte[]> apdus = new LinkedHashMap<>();
    apdus.put("indicators-5-bits",
        message("indicators-5-bits", Map.of(RECIPIENTS, recipients("81 02 03 a8"))));
    apdus.put("indicators-8-bits",
        message("indicators-8-bits", Map.of(RECIPIENTS, recipients("81 02 00 a8"))));
    apdus.put("trace-empty-prmd",
        message("trace-empty-prmd", Map.of(TRACE, hex("69 28 30 26 63 10 6104 1302 5858"
            + " 6206 1304 54455354 1300 31 12 80 0d 3236313132333132303030305a 82 01 00"))));
    apdus.put("id-empty-prmd", message("id-empty-prmd", Map.of(MESSAGE_IDENTIFIER,
        hex("64 16 63 10 6104 1302 5858 6206 1304 54455354 1300 1602 6964"))));
    apdus.put("id-other-domain", message("id-other-domain", Map.of(MESSAGE_IDENTIFIER,
        hex("64 18 63 12 6104 1302 5a5a 6206 1304 4f544852 1302 5152 1602 6964"))));
    for (int length : new int[]{0, 1, 16, 17, 200}) {
      String name = "content-identifier-" + length;
      apdus.put(name, message(name, Map.of(CONTENT_IDENTIFIER,
          new BerWriter().ascii(CONTENT_IDENTIFIER, "i".repeat(length)).toByteArray())));
    }
    byte[] oid = new byte[1000];
    Arrays.fill(oid, (byte) 0x2A);
    for (int length : new int[]{33, 64, 1000}) {
      String name = "private-extension-" + length;
      apdus.put(name, message(name, Map.of(EXTENSIONS, new BerWriter().begin(EXTENSIONS).begin(Tag.SEQUENCE)
          .octets(Tag.context(3), oid, 0, length).begin(Tag.context(2)).nullValue(Tag.NULL).end().end().end()
          .toByteArray())));
    }
    delivers(apdus);
  }

  /** An originator that has no address at all, which Q155104 found in mail of a gateway; nobody here can be told of it. */
  @Test
  void anOriginatorWithoutAddressIsNoObstacle() {
    delivers(
        Map.of("no-originator", message("no-originator", Map.of(Tag.application(0), hex("60 02 30 00")))));
  }

  /** Clocks a year slow and a year fast (Q169715, Q158399): the mail lives from its arrival here on, and the operator is told. */
  @Test
  void tracesOfWrongClocksShortenNoLife() {
    Map<String, byte[]> apdus = new LinkedHashMap<>();
    for (String time : List.of("240101120000Z", "490101120000Z")) {
      String name = "arrived-" + time;
      apdus.put(name, message(name, Map.of(TRACE, new BerWriter().begin(TRACE).begin(Tag.SEQUENCE)
          .raw(hex("63 12 6104 1302 5858 6206 1304 54455354 1302 5152")).begin(Tag.SET)
          .ascii(Tag.context(0), time).integer(Tag.context(2), 0).end().end().end().toByteArray())));
    }
    delivers(apdus);
    assertThat(mta.count(EventId.CLOCKS_DIFFER)).isEqualTo(2);
    assertThat(mta.count(EventId.MESSAGE_EXPIRED) + mta.count(EventId.NON_DELIVERY_REPORT)).isZero();
  }

  /** Q159566: told, and delivered; an ordinary one is not told of. */
  @Test
  void anIdentifierOfAnotherDomainThanTheTraceIsTold() {
    Map<String, byte[]> apdus = new LinkedHashMap<>();
    apdus.put("ordinary", message("ordinary", Map.of()));
    apdus.put("elsewhere", message("elsewhere", Map.of(MESSAGE_IDENTIFIER,
        hex("64 18 63 12 6104 1302 5a5a 6206 1304 4f544852 1302 5152 1602 6964"))));
    delivers(apdus);
    assertThat(mta.events).filteredOn(event -> event.id() == EventId.DOMAIN_INCONSISTENT).singleElement()
        .satisfies(event -> assertThat(event.text()).contains("PEER"));
    assertThat(mta.count(EventId.CLOCKS_DIFFER)).isZero();
  }

  /** Q174895, Q165146: one octet more than this MTA takes is reported to its originator; what is as long as that is delivered. */
  @Test
  void whatIsTooLongForThisMtaIsReported() {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(Apdus.message("PEER", "longest", ANNA, "x".repeat(MOST_OCTETS)));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      peer.transfer(Apdus.message("PEER", "too-long", ANNA, "x".repeat(MOST_OCTETS + 1)));
      peer.await(RtsIndication.TransferConfirmed.class, 2);
      assertThat(report(peer).diagnostic()).isEqualTo(NonDeliveryDiagnostic.CONTENT_TOO_LONG);
    }
    assertThat(mta.mailbox("anna")).hasSize(1);
    assertThat(mta.count(EventId.MESSAGE_TOO_LARGE)).isEqualTo(1);
    assertThat(mta.mta.queue()).isEmpty();
  }

  /** Q256350: as text or as octets, whatever its length. */
  @Test
  void contentCorrelatorsOfAnyLengthAreTaken() {
    Map<String, byte[]> apdus = new LinkedHashMap<>();
    for (int form : List.of(Tag.OCTET_STRING, Tag.IA5_STRING)) {
      for (int length : List.of(0, 1, 2, 3, 127, 128, 512)) {
        byte[] extension = new BerWriter().begin(EXTENSIONS).begin(Tag.SEQUENCE)
            .octets(Tag.context(0), new byte[]{23}).begin(Tag.context(2)).octets(form, new byte[length]).end()
            .end().end().toByteArray();
        String name = "correlator-" + Integer.toHexString(form) + "-" + length;
        apdus.put(name, message(name, Map.of(EXTENSIONS, extension)));
      }
    }
    delivers(apdus);
  }

  /** Q230420: a private extension passes unless it says that it must be understood, for transfer or for delivery. */
  @ParameterizedTest
  @ValueSource(strings = {"8102 0540", "8102 0520"})
  void aPrivateExtensionThatMustBeUnderstoodIsReported(String criticality) {
    byte[] extension = new BerWriter().begin(EXTENSIONS).begin(Tag.SEQUENCE)
        .octets(Tag.context(3), hex("2a8648")).raw(hex(criticality)).begin(Tag.context(2)).nullValue(Tag.NULL)
        .end().end().end().toByteArray();
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(message("critical", Map.of(EXTENSIONS, extension)));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(report(peer).diagnostic()).isEqualTo(NonDeliveryDiagnostic.UNSUPPORTED_CRITICAL_FUNCTION);
    }
    assertThat(mta.mailbox("anna")).isEmpty();
  }

  /** What the report says that the peer gets when it has given the turn. */
  private static DeliveryOutcome.NotDelivered report(StackPeer peer) {
    peer.await(RtsIndication.TransferEnded.class, 1);
    await().atMost(SOON).until(() -> peer.receivedApdus.size() == 1);
    try {
      BerElement external = BerReader.single(peer.receivedApdus.getFirst()).expect(Tag.EXTERNAL, "APDU");
      BerReader parts = external.children();
      parts.next();
      MtsApdu.Report report = (MtsApdu.Report) MtsApdu.decode(parts.next().only().encoded());
      return (DeliveryOutcome.NotDelivered) report.content().recipients().getFirst().lastTraceInformation()
          .outcome();
    } catch (BerException e) {
      throw new AssertionError(e);
    }
  }

  /** Q191947: a report that brings back octets of any kind is delivered with them. */
  @Test
  void aReportWithBinaryContentIsDelivered() throws Exception {
    byte[] content = new byte[3000];
    new Random(9).nextBytes(content);
    GlobalDomainIdentifier domain = GlobalDomainIdentifier.of("XX", "TEST", "PEER");
    MessageEnvelope sent = Apdus.envelope("ALPHA", "sent-before", TestConfig.address("PEER", "Carl"));
    MtsApdu.Report report = new MtsApdu.Report(
        new ReportEnvelope(MtsIdentifier.of(domain, "the-report"), OrName.parse(ANNA),
            List.of(TraceInformationElement.relayed(domain, Instant.parse("2026-11-26T12:00:00Z"))),
            Extensions.NONE, List.of()),
        ReportContent.on(sent, List.of(PerRecipientReportFields.of(sent.recipients().getFirst(),
            new LastTraceInformation(Instant.parse("2026-11-26T12:00:00Z"), new DeliveryOutcome.NotDelivered(
                NonDeliveryReason.TRANSFER_FAILURE, NonDeliveryDiagnostic.MTS_CONGESTION)))))
            .withReturnedContent(content));
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(report.encode(new ApduFraming.External(5)));
      peer.await(RtsIndication.TransferConfirmed.class, 1);
    }
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == 1);
    try (StoredMessage stored = mta.mta.load(mta.mailbox("anna").getFirst().message()).orElseThrow()) {
      assertThat(((MtsApdu.Report) MtsApdu.decode(stored.envelope())).content().returnedContentOctets())
          .isEqualTo(content);
    }
  }

  /** A directory name of nonsense beside a usable address. */
  @Test
  void aMalformedDirectoryNameIsNoObstacle() throws BerException {
    byte[] name = new BerWriter().begin(Tag.context(0)).begin(Tag.SEQUENCE).begin(Tag.SET).begin(Tag.SEQUENCE)
        .raw(hex("0603 550403")).ascii(Tag.PRINTABLE_STRING, "{\u0001}".repeat(70)).end().end().end().end()
        .toByteArray();
    BerElement originator = component(Apdus.envelope("PEER", "x", ANNA), Tag.application(0));
    byte[] changed = new BerWriter().begin(Tag.application(0)).raw(originator.rawContents()).raw(name).end()
        .toByteArray();
    delivers(Map.of("directory-name", message("directory-name", Map.of(Tag.application(0), changed))));
  }

  @Test
  void optionalComponentsMayAllBeAbsent() {
    Map<Integer, byte[]> none = new LinkedHashMap<>();
    for (int tag : new int[]{Tag.application(5), Tag.application(7), Tag.application(8), CONTENT_IDENTIFIER,
        EXTENSIONS}) {
      none.put(tag, null);
    }
    byte[] apdu = message("minimal", withoutNew(none));
    delivers(Map.of("minimal", apdu));
  }

  /** Only those that an ordinary envelope has can be left out of it. */
  private static Map<Integer, byte[]> withoutNew(Map<Integer, byte[]> components) {
    Map<Integer, byte[]> present = new LinkedHashMap<>();
    components.forEach((tag, value) -> {
      try {
        component(Apdus.envelope("PEER", "x", ANNA), tag);
        present.put(tag, value);
      } catch (BerException | AssertionError absent) {
        // Nothing to leave out.
      }
    });
    return present;
  }

  /** Lengths of the content that lie: each is refused, and the mail behind it is delivered on the same association. */
  @Test
  void lyingLengthsOfTheContentAreRefusedAndTheNextMessageIsDelivered() throws BerException {
    byte[] envelope = Apdus.envelope("PEER", "lie", ANNA).encoded();
    List<String> lengths = List.of("82 7fff", "84 7fffffff", "84 ffffffff", "88 ffffffffffffffff", "80");
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      for (int i = 1; i <= lengths.size(); i++) {
        String length = lengths.get(i - 1);
        byte[] content = hex((length.equals("80") ? "24" : "04") + length + "68656c6c6f");
        peer.transfer(new BerWriter().raw(hex("28 80 02 01 05 a0 80 a0 80")).raw(envelope).raw(content)
            .toByteArray());
        peer.await(RtsIndication.ExceptionReported.class, i);
        peer.await(RtsIndication.TransferStopped.class, i);
        peer.transfer(Apdus.message("PEER", "good-" + i, ANNA, "hello"));
        peer.await(RtsIndication.TransferConfirmed.class, i);
      }
    }
    await().atMost(SOON).until(() -> mta.mailbox("anna").size() == lengths.size());
  }

  @Test
  void indicatorsAreWrittenInEightBits() throws BerException {
    BerElement recipient = component(Apdus.envelope("PEER", "x", ANNA), RECIPIENTS).only();
    BerElement indicators = null;
    for (BerReader parts = recipient.children(); parts.hasNext();) {
      BerElement part = parts.next();
      indicators = part.is(Tag.context(1)) ? part : indicators;
    }
    assertThat(indicators).isNotNull();
    assertThat(indicators.bitString().size()).isEqualTo(8);
  }

  @Test
  void anOrdinaryMessageHasNoBilateralInformation() {
    assertThat(Apdus.envelope("PEER", "x", ANNA).bilateralInformation()).isEmpty();
  }

  /** Types of content nobody here knows: military, electronic data interchange, a random identifier. */
  @Test
  void contentsOfAnyTypeAreDeliveredOctetForOctet() {
    Map<String, byte[]> apdus = new LinkedHashMap<>();
    apdus.put("p772", message("p772", type(hex("06 09 2b 1a 00 a2 36 00 04 01 00"))));
    apdus.put("edi", message("edi", type(hex("46 01 23"))));
    apdus.put("unknown-number", message("unknown-number", type(hex("46 02 03 e7"))));
    apdus.put("random-oid", message("random-oid", type(hex("06 04 2a 86 48 01"))));
    apdus.put("p2", message("p2", type(hex("46 01 02"))));
    delivers(apdus);
    assertThat(mta.mailbox("anna")).extracting(DeliveredMessage::octets).isNotEmpty();
  }

  private static Map<Integer, byte[]> type(byte[] encoded) {
    Map<Integer, byte[]> components = new LinkedHashMap<>();
    components.put(Tag.application(6), null);
    components.put(-1, encoded);
    return components;
  }
}
