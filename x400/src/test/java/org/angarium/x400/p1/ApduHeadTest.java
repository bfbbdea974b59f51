package org.angarium.x400.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.p1.ContentSegments.ApduOctets;
import org.angarium.x400.p1.ContentSegments.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApduHeadTest {
  private static final int LIMIT = 1 << 20;
  private static final ApduFraming EXTERNAL = new ApduFraming.External(5);

  /** An APDU in memory that refuses to be read outside its octets. */
  record InMemory(byte[] octets) implements ApduOctets {
    @Override
    public long length() {
      return octets.length;
    }

    @Override
    public byte[] read(long offset, int length) {
      assertThat(length).isPositive();
      return Arrays.copyOfRange(octets, Math.toIntExact(offset), Math.toIntExact(offset) + length);
    }
  }

  /** Offers an APDU piece by piece, as it would come over the network, until its head is known. */
  private static ApduHead grow(byte[] apdu, int first) throws BerException {
    int offered = Math.min(first, apdu.length);
    while (true) {
      boolean complete = offered == apdu.length;
      ApduHead head = ApduHead.decode(Arrays.copyOf(apdu, offered), complete, LIMIT);
      if (!(head instanceof ApduHead.Incomplete incomplete)) {
        return head;
      }
      assertThat(incomplete.wanted()).isGreaterThan(offered);
      offered = Math.min(apdu.length, incomplete.wanted());
    }
  }

  private static byte[] content(byte[] apdu, int first) throws BerException {
    if (!(grow(apdu, first) instanceof ApduHead.Message head)) {
      throw new BerException("not a message", 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContentSegments segments = new ContentSegments(head.content(), new InMemory(apdu), ContentLimits.DEFAULT);
    try {
      assertThat(segments.copyTo(out)).isEqualTo(out.size());
      assertThat(segments.next()).isNull();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** A message whose envelope is reshaped and whose content comes in segments, within any framing. */
  static byte[] reshapedMessage(MessageEnvelope envelope, byte[] content, Random random)
      throws BerException {
    byte[] whole = MtsApduTest.whole(envelope, new byte[0], new ApduFraming.Bare());
    byte[] set = BerReader.single(whole).children().next().encoded();
    byte[] apdu = Reshaped.tlv(Tag.context(0), true, Reshaped.joined(
        List.of(Reshaped.element(set, random), Reshaped.octetString(content, random, random.nextInt(5)))),
        random);
    byte[] reference = new BerWriter().integer(5).toByteArray();
    return switch (random.nextInt(4)) {
      case 0 -> apdu;
      case 1 -> Reshaped.tlv(Tag.EXTERNAL, true,
          Reshaped.joined(List.of(reference, Reshaped.tlv(Tag.context(1), false, apdu, random))), random);
      case 2 -> Reshaped.tlv(Tag.EXTERNAL, true, Reshaped.joined(
          List.of(reference,
              Reshaped.tlv(Tag.context(2), false, Reshaped.joined(List.of(new byte[1], apdu)), random))),
          random);
      default -> Reshaped.tlv(Tag.EXTERNAL, true,
          Reshaped.joined(List.of(reference, Reshaped.tlv(Tag.context(0), true, apdu, random))), random);
    };
  }

  /** In segments of an indefinite length, in either version of the content. */
  @ParameterizedTest
  @CsvSource({"pp-1988-normal-short-ipm-message,short ipm,This is line 1 of a short IPM",
      "pp-1988-x410mode-short-message,x410 mode,x410 mode", "pp-1984-short-message,1984 mode,1984 mode"})
  void whatPpCarriesIsAnInterpersonalMessage(String recording, String subject, String text)
      throws BerException {
    Ipm ipm = (Ipm) InformationObject.decode(content(Recorded.octets(recording), 16));
    assertThat(ipm.heading().subjectText()).isEqualTo(subject);
    assertThat(((BodyPart.Ia5Text) ipm.body().getFirst()).text()).startsWith(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pp-1988-normal-short-ipm-message", "pp-1988-x410mode-short-message",
      "pp-1984-short-message", "vector-message"})
  void headAndContentOfRecordedMessagesAreFound(String recording) throws BerException {
    byte[] apdu = Recorded.octets(recording);
    BerReader message = ApduFraming.unwrap(apdu).children();
    byte[] envelope = message.next().encoded();
    byte[] content = message.next().octets();
    for (int first = 0; first <= apdu.length; first++) {
      assertThat(grow(apdu, first)).isInstanceOfSatisfying(ApduHead.Message.class,
          head -> assertThat(head.envelope()).isEqualTo(envelope));
      assertThat(content(apdu, first)).isEqualTo(content);
    }
    assertThat(MessageEnvelope.decode(envelope))
        .isEqualTo(((MtsApdu.Message) MtsApdu.decode(apdu)).envelope());
  }

  @Test
  void prefixAndContentMakeTheWholeApdu() throws BerException {
    Random random = new Random(20);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 100; i++) {
      MessageEnvelope envelope = apdus.message();
      byte[] content = apdus.octets(i % 10 == 0 ? 70_000 : 300);
      byte[] prefix = new MtsApdu.Message(envelope).prefix(EXTERNAL, content.length);
      byte[] apdu = Reshaped.joined(List.of(prefix, content));
      ApduHead.Message head = (ApduHead.Message) grow(apdu, random.nextInt(apdu.length));
      assertThat(head.content().start()).isEqualTo(prefix.length);
      assertThat(head.content().length()).isEqualTo(content.length);
      assertThat(head.content().constructed()).isFalse();
      assertThat(head.content().apduLength()).isEqualTo(apdu.length);
      assertThat(MessageEnvelope.decode(head.envelope())).isEqualTo(envelope);
      assertThat(content(apdu, apdu.length)).isEqualTo(content);
    }
  }

  @Test
  void lengthsOfContentsBeyondMemoryAreWritten() throws BerException {
    MessageEnvelope envelope = new RandomApdus(new Random(21)).message();
    long huge = 5_000_000_000L;
    byte[] prefix = new MtsApdu.Message(envelope).prefix(EXTERNAL, huge);
    ApduHead.Message head = (ApduHead.Message) ApduHead.decode(prefix, false, LIMIT);
    assertThat(head.content().length()).isEqualTo(huge);
    assertThat(head.content().apduLength()).isEqualTo(prefix.length + huge);
    assertThat(head.content().start()).isEqualTo(prefix.length);
  }

  @Test
  void contentInAnySegmentsWithinAnyFramingIsFound() throws BerException {
    Random random = new Random(22);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 200; i++) {
      MessageEnvelope envelope = apdus.message();
      byte[] content = apdus.octets(i % 20 == 0 ? 20_000 : 60);
      byte[] apdu = reshapedMessage(envelope, content, random);
      assertThat(content(apdu, random.nextInt(apdu.length))).isEqualTo(content);
      ApduHead.Message head = (ApduHead.Message) grow(apdu, random.nextInt(apdu.length));
      assertThat(MessageEnvelope.decode(head.envelope()).messageIdentifier())
          .isEqualTo(envelope.messageIdentifier());
    }
  }

  @Test
  void cutOrLengthenedMessagesAreRefused() throws BerException {
    Random random = new Random(23);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 100; i++) {
      byte[] apdu = reshapedMessage(apdus.message(), apdus.octets(60), random);
      byte[] cut = Arrays.copyOf(apdu, random.nextInt(apdu.length));
      byte[] longer = Arrays.copyOf(apdu, apdu.length + 1 + random.nextInt(3));
      assertThatThrownBy(() -> content(cut, cut.length)).isInstanceOf(BerException.class);
      assertThatThrownBy(() -> content(longer, longer.length)).isInstanceOf(BerException.class);
    }
  }

  @Test
  void mutatedMessagesGiveAContentOrACheckedError() throws BerException {
    Random random = new Random(24);
    RandomApdus apdus = new RandomApdus(random);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] apdu = reshapedMessage(apdus.message(), apdus.octets(60), random);
      refused += Mutations.check(apdu, random, 25,
          mutant -> assertThat(content(mutant, random.nextInt(mutant.length + 1)).length)
              .isLessThan(mutant.length));
      // The envelope is not looked into here, so only the end of the APDU decides.
      refused += Mutations.check(apdu, random, 25, mutant -> {
        byte[] tail = apdu.clone();
        int from = Math.max(0, apdu.length - 70);
        System.arraycopy(mutant, Math.min(from, mutant.length), tail, from,
            Math.min(apdu.length, mutant.length) - Math.min(from, mutant.length));
        assertThat(content(tail, tail.length).length).isLessThan(tail.length);
      });
    }
    assertThat(refused).isPositive();
  }

  @Test
  void reportsAndProbesAreRecognisedFromTheFirstOctets() throws BerException {
    RandomApdus apdus = new RandomApdus(new Random(25));
    byte[] report = apdus.report().encode(EXTERNAL);
    byte[] probe = new MtsApdu.Probe(apdus.probe()).encode(new ApduFraming.Bare());
    assertThat(ApduHead.decode(Arrays.copyOf(report, 20), false, LIMIT))
        .isEqualTo(new ApduHead.Other(MtsApdu.Kind.REPORT, report.length));
    assertThat(ApduHead.decode(Arrays.copyOf(probe, 20), false, LIMIT))
        .isEqualTo(new ApduHead.Other(MtsApdu.Kind.PROBE, probe.length));
    assertThat(ApduHead.decode(HexFormat.of().parseHex("2880020105a080a180"), false, LIMIT))
        .isEqualTo(new ApduHead.Other(MtsApdu.Kind.REPORT, -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3000", "0500", "a300", "80023100", "2880300000", "28800282ffff", "2880a28030",
      "2880820101", "2880a0802400", "a0803000", "a002", "a0803100020100", "a0800500", "a0803180 0000 a400",
      "28820003a080a080", "a08431840100"})
  void whatCannotBecomeAnApduIsRefused(String octets) {
    assertThatThrownBy(() -> ApduHead.decode(HexFormat.of().parseHex(octets.replace(" ", "")), true, LIMIT))
        .isInstanceOf(BerException.class);
  }

  @Test
  void endlessEnvelopesStopAtTheLimit() throws BerException {
    byte[] endless = new byte[LIMIT];
    Arrays.fill(endless, (byte) 5);
    for (int i = 5; i < endless.length; i += 2) {
      endless[i] = 0;
    }
    System.arraycopy(HexFormat.of().parseHex("a0803180"), 0, endless, 0, 4);
    assertThat(ApduHead.decode(Arrays.copyOf(endless, 1000), false, LIMIT))
        .isEqualTo(new ApduHead.Incomplete(2000));
    assertThatThrownBy(() -> ApduHead.decode(endless, false, LIMIT)).isInstanceOf(BerException.class)
        .hasMessageContaining("longer than");
    assertThatThrownBy(
        () -> ApduHead.decode(HexFormat.of().parseHex("a0803184 7fffffff".replace(" ", "")), false, LIMIT))
        .isInstanceOf(BerException.class).hasMessageContaining("longer than");
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = new byte[1000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 0x31;
      deep[i + 1] = (byte) 0x80;
    }
    deep[0] = (byte) 0xA0;
    assertThatThrownBy(() -> ApduHead.decode(deep, false, LIMIT)).isInstanceOf(BerException.class)
        .hasMessageContaining("nested deeper");
    byte[] segments = new byte[200];
    for (int i = 0; i < segments.length; i += 2) {
      segments[i] = 0x24;
      segments[i + 1] = (byte) 0x80;
    }
    ContentPlace place = new ContentPlace(2, true, ContentPlace.INDEFINITE, List.of(ContentPlace.INDEFINITE));
    assertThatThrownBy(() -> new ContentSegments(place, new InMemory(segments), ContentLimits.DEFAULT).next())
        .isInstanceOf(BerException.class).hasMessageContaining("nested deeper");
  }

  @Test
  void contentStopsAtItsLimits() {
    byte[] twoSegments = HexFormat.of().parseHex("2480" + "04020102" + "04020304" + "0000");
    ContentPlace place = new ContentPlace(2, true, ContentPlace.INDEFINITE,
        List.of((long) twoSegments.length));
    ContentSegments tooLong = new ContentSegments(place, new InMemory(twoSegments),
        new ContentLimits(3, 10, 2));
    assertThatThrownBy(() -> tooLong.copyTo(new ByteArrayOutputStream())).isInstanceOf(BerException.class)
        .hasMessageContaining("more than 3 octets");
    ContentSegments tooMany = new ContentSegments(place, new InMemory(twoSegments),
        new ContentLimits(9, 2, 2));
    assertThatThrownBy(() -> tooMany.copyTo(new ByteArrayOutputStream())).isInstanceOf(BerException.class)
        .hasMessageContaining("more than 2 segments");
  }

  @Test
  void segmentsTellWhereTheContentLies() throws Exception {
    byte[] apdu = HexFormat.of()
        .parseHex("a080" + "3100" + "2480" + "04020102" + "0400" + "240504030304050000" + "0000");
    ApduHead.Message head = (ApduHead.Message) ApduHead.decode(apdu, true, LIMIT);
    ContentSegments segments = new ContentSegments(head.content(), new InMemory(apdu), ContentLimits.DEFAULT);
    assertThat(segments.next()).isEqualTo(new Segment(8, 2));
    assertThat(segments.next()).isEqualTo(new Segment(16, 3));
    assertThat(segments.next()).isNull();
    assertThat(segments.next()).isNull();
    assertThat(segments.contentLength()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a080 3100 2480 0402 0102 0000 0001", "a080 3100 2480 0402 0102 0000 0000 00",
      "a080 3100 2480 0c02 0102 0000 0000", "a006 3100 0402 0102 00", "a007 3100 0402 0102 00",
      "a080 3100 2480 0403 0102",
      "a080 3100 2403 0402 0102 0000", "a080 3100 2480 0000", "a00a 3100 2480 0402 0102 0000 0000"})
  void wrongEndsAreRefused(String apdu) {
    byte[] octets = HexFormat.of().parseHex(apdu.replace(" ", ""));
    assertThatThrownBy(() -> content(octets, octets.length)).isInstanceOf(BerException.class);
  }
}
