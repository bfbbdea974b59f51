package org.angarium.x400.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrNameCodecTest {
  /** C=XX, A=ADMD, P=PRMD, O=Org, S=Sender. */
  private static final String SENDER = "602730256104130258586206130441444d44a206130450524d4483034f7267"
      + "a508800653656e646572";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static OrName decode(byte[] encoded) throws BerException {
    return OrName.decode(BerReader.single(encoded));
  }

  private static byte[] encode(OrName name, int tag) {
    BerWriter writer = new BerWriter();
    name.encode(writer, tag);
    return writer.toByteArray();
  }

  @Test
  void mnemonicNameIsReadAndWrittenBackOctetForOctet() throws BerException {
    OrName name = decode(hex(SENDER));
    assertThat(name).hasToString("C=XX;A=ADMD;P=PRMD;O=Org;S=Sender");
    assertThat(encode(name, OrName.TAG)).isEqualTo(hex(SENDER));
    assertThat(name.address().validate()).isEmpty();
  }

  @Test
  void implicitTagReplacesTheApplicationTag() throws BerException {
    byte[] asContext3 = encode(decode(hex(SENDER)), Tag.context(3));
    assertThat(asContext3).isEqualTo(hex("a3" + SENDER.substring(2)));
    assertThat(decode(asContext3)).isEqualTo(decode(hex(SENDER)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      DCC and numeric domains     | 30 1a 30 18 6105 1203 323632 6203 1201 31 a20a 1208 3132333435363738
      space as ADMD               | 30 0d 30 0b 6104 1302 4445 6203 1301 20
      empty ADMD                  | 30 0c 30 0a 6104 1302 4445 6202 1300
      network and terminal        | 30 11 30 0f 8008 3236323435303031 8103 54 4c 58
      numeric user                | 30 07 30 05 8403 313233
      personal name               | 30 12 30 10 a50e 8001 53 8101 47 8202 4949 8302 4a72
      organizational units        | 30 0a 30 08 a606 1301 41 1301 42
      domain-defined              | 30 0f 30 00 30 0b 30 09 1303 666f6f 1302 2d2d
      common name                 | 30 10 30 00 31 0c 30 0a 8001 01 a105 1303 626f62
      unknown extension           | 30 0f 30 00 31 0b 30 09 8001 63 a104 3002 0500
      directory name              | 30 06 30 00 a002 3000
      printable organization too long for the standard is kept | 30 07 30 05 83 03 40 40 40
      elements of a later edition | 30 0d 30 04 9f8801 00 bf8801 03 020105
      unknown part of a personal name | 30 09 30 07 a505 8001 53 8500
      country of the wrong string type | 30 08 30 06 6104 1602 4445
      """)
  void everythingIsWrittenBackAsItCame(String what, String encoded) throws BerException {
    byte[] octets = hex(encoded);
    assertThat(encode(decode(octets), Tag.SEQUENCE)).as(what).isEqualTo(octets);
  }

  @Test
  void indefiniteLengthsAndSegmentedStringsAreWrittenDefinite() throws BerException {
    OrName name = decode(
        hex("60 80 30 80 61 80 33 80 13 01 58 13 01 58 00 00 00 00 a3 03 13 01 4f 00 00 00 00"));
    assertThat(name).hasToString("C=XX;O=O");
    assertThat(encode(name, OrName.TAG)).isEqualTo(hex("60 0b 30 09 6104 1302 5858 8301 4f"));
  }

  @Test
  void directoryNameAloneIsAnEmptyAddress() throws BerException {
    OrName name = decode(hex("60 0a 30 00 a0 06 30 04 31 02 30 00"));
    assertThat(name.address().isEmpty()).isTrue();
    assertThat(name.directoryName()).isEqualTo(hex("30 04 31 02 30 00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60 00", "60 02 31 00", "60 04 30 02 61 00", "60 06 30 04 6102 0500",
      "60 08 30 06 6104 30025858", "60 07 30 00 30 03 30 01 30", "60 06 30 00 31 02 30 00",
      "60 09 30 00 31 05 30 03 800101", "60 04 30 02 80 05", "40 00"})
  void malformedNamesAreCheckedErrors(String encoded) {
    assertThatThrownBy(() -> decode(hex(encoded))).isInstanceOf(BerException.class);
  }

  @Test
  void generatedAddressesRoundTrip() throws BerException {
    Random random = new Random(411);
    for (int i = 0; i < 1000; i++) {
      OrAddress address = RandomAddresses.next(random);
      byte[] encoded = encode(OrName.of(address), OrName.TAG);
      OrAddress decoded = decode(encoded).address();
      assertThat(decoded).isEqualTo(address);
      assertThat(decoded.hashCode()).isEqualTo(address.hashCode());
      assertThat(encode(OrName.of(decoded), OrName.TAG)).isEqualTo(encoded);
    }
  }

  @Test
  void mutatedEncodingsGiveAValueOrACheckedError() {
    Random random = new Random(1988);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] encoded = encode(OrName.of(RandomAddresses.next(random)), OrName.TAG);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        encoded[random.nextInt(encoded.length)] = (byte) random.nextInt(256);
      }
      try {
        OrName name = decode(encoded);
        name.address().validate();
        assertThat(name.address().matches(name.address())).isTrue();
        assertThat(name.address().matchingKey()).isNotNull();
        assertThat(decode(encode(name, OrName.TAG))).isEqualTo(name);
      } catch (BerException e) {
        assertThat(e.getMessage()).contains("octet");
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 4_999);
  }
}
