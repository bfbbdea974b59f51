package org.angarium.osi.ber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BerTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({"0,020100", "127,02017f", "128,02020080", "-1,0201ff", "-128,020180", "-129,0202ff7f",
      "256,02020100",
      "9223372036854775807,02087fffffffffffffff", "-9223372036854775808,02088000000000000000"})
  void integersAreWrittenInTheFewestOctets(long value, String encoded) throws BerException {
    assertThat(new BerWriter().integer(value).toByteArray()).isEqualTo(hex(encoded));
    assertThat(BerReader.single(hex(encoded)).longValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"2.6.0.1.6,06045600 0106", "2.1.1,06025101", "1.3.26.0.4406.0.4.1,06082b1a00a236000401",
      "2.999.3,0603883703", "0.39,060127"})
  void objectIdentifiersRoundTrip(String dotted, String encoded) throws BerException {
    assertThat(new BerWriter().oid(Oid.of(dotted)).toByteArray()).isEqualTo(hex(encoded));
    assertThat(BerReader.single(hex(encoded)).oid()).isEqualTo(Oid.of(dotted)).hasToString(dotted);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65535, 65536, 70000})
  void lengthsOfEverySizeRoundTrip(int length) throws BerException {
    BerWriter writer = new BerWriter();
    writer.begin(Tag.SEQUENCE).begin(Tag.context(3)).octets(Tag.OCTET_STRING, new byte[length]).end().end();
    BerElement outer = BerReader.single(writer.toByteArray());
    assertThat(outer.only().expect(Tag.context(3), "inner").only().octets()).hasSize(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 31, 127, 128, 16383, 16384, 268435455})
  void tagNumbersOfEverySizeRoundTrip(int number) throws BerException {
    int tag = Tag.application(number);
    assertThat(BerReader.single(new BerWriter().nullValue(tag).toByteArray()).tag()).isEqualTo(tag);
    assertThat(Tag.describe(tag)).isEqualTo("[APPLICATION " + number + "]");
  }

  @Test
  void indefiniteLengthsAndConstructedStringsAreAccepted() throws BerException {
    BerElement element = BerReader
        .single(hex("30 80 24 80 04 02 6865 24 03 04 01 6c 04 02 6c6f 00 00 02 01 05 00 00"));
    BerReader inside = element.children();
    assertThat(inside.require(Tag.OCTET_STRING, "text").string(StandardCharsets.US_ASCII)).isEqualTo("hello");
    assertThat(inside.require(Tag.INTEGER, "number").longValue()).isEqualTo(5);
    inside.finish("sequence");
  }

  @Test
  void bitStringsKeepTheirSize() throws BerException {
    BitString bits = BitString.of(10, 0, 3, 9);
    assertThat(bits).hasToString("1001000001");
    byte[] encoded = new BerWriter().bitString(Tag.BIT_STRING, bits).toByteArray();
    assertThat(encoded).isEqualTo(hex("0303069040"));
    assertThat(BerReader.single(encoded).bitString()).isEqualTo(bits);
    assertThat(bits.get(3)).isTrue();
    assertThat(bits.get(100)).isFalse();
    assertThat(BitString.EMPTY.with(2, true)).isEqualTo(BitString.of(3, 2));
    assertThat(BerReader.single(hex("23 80 03 02 00 ff 03 02 04 f0 00 00")).bitString()).isEqualTo(
        BitString.of(12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3005", "3084ffffffff", "308080", "0480", "1f", "1f81", "3001ff", "0000",
      "30800000ff",
      "308830303030303030303030", "3f8f8f8f8f8f0100", "02848000000001"})
  void whatIsNotBerIsAnErrorThatSaysWhere(String encoded) {
    assertThatThrownBy(() -> {
      BerElement element = BerReader.single(hex(encoded));
      element.children().next();
    }).isInstanceOf(BerException.class).hasMessageContaining("at octet");
  }

  @Test
  void nestingDeeperThanTheLimitIsRefusedInBothForms() {
    BerLimits limits = new BerLimits(8, 1000);
    assertThatThrownBy(() -> BerReader.single(hex("3080".repeat(20) + "0000".repeat(20)), limits))
        .hasMessageContaining(
            "deeper than 8");
    AtomicReference<BerWriter> writer = new AtomicReference<>(new BerWriter());
    for (int i = 0; i < 10; i++) {
      writer.get().begin(Tag.SEQUENCE);
    }
    for (int i = 0; i < 10; i++) {
      writer.get().end();
    }
    assertThatThrownBy(() -> {
      BerElement element = BerReader.single(writer.get().toByteArray(), limits);
      while (true) {
        element = element.only();
      }
    }).hasMessageContaining("deeper than 8");
  }

  @Test
  void tooManyElementsAreRefused() {
    assertThatThrownBy(
        () -> BerReader.single(hex("3080" + "0500".repeat(200) + "0000"), new BerLimits(8, 100)))
        .hasMessageContaining("more than 100 elements");
  }

  /** Whatever the octets: a value or a BerException, never anything else, and never for ever. */
  @Test
  void mutatedEncodingsNeverDoWorseThanFail() {
    byte[] good = hex(
        "30 80 24 80 04 02 6865 04 02 6c6f 00 00 02 01 05 a0 07 06 02 51 01 03 01 00 31 03 0a 01 02 00 00");
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      byte[] octets = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      try {
        walk(BerReader.single(octets));
      } catch (BerException expected) {
        assertThat(expected.offset()).isBetween(0, octets.length);
      }
    }
  }

  private static void walk(BerElement element) throws BerException {
    if (element.constructed()) {
      for (BerReader inside = element.children(); inside.hasNext();) {
        walk(inside.next());
      }
    } else if (element.is(Tag.OBJECT_IDENTIFIER)) {
      element.oid();
    } else if (element.is(Tag.BIT_STRING)) {
      element.bitString();
    } else {
      element.octets();
    }
  }
}
