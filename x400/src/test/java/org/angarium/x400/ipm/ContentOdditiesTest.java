package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contents that converters of other MTAs refused or damaged: read, shown, and written back octet for octet. */
class ContentOdditiesTest {
  private static final String THIS_IPM = "6b 06 1304 74657374";

  /** @param heading fields behind this-IPM, in hexadecimal */
  private static byte[] content(String heading, String body) {
    return new BerWriter().begin(InformationObject.IPM).begin(Tag.SET).raw(hex(THIS_IPM + heading)).end()
        .begin(Tag.SEQUENCE).raw(hex(body)).end().end().toByteArray();
  }

  private static Ipm read(byte[] content) throws BerException {
    Ipm ipm = (Ipm) InformationObject.decode(content);
    assertThat(Rendering.lines(ipm)).isNotEmpty();
    return ipm;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      no subject                            |                                     | a0 07 3100 16 03 616263
      no subject and no body                |                                     |
      a subject of one NUL                  | a8 03 1401 00                       | a0 07 3100 16 03 616263
      a subject of no characters            | a8 02 1400                          |
      an IA5 text of no characters          |                                     | a0 04 3100 16 00
      a text of CR LF only, then octets     |                                     | a0 06 3100 16 02 0d0a 8e 01 07
      octets of no number                   |                                     | 8e 00
      heading extensions of another gateway | af 0f 30 0d 0607 2b060102030405 1302 6162 |
      names, then text, both bilateral      |                                     | 8e 02 6e31 8e 02 7431 8e 02 6e32
      """)
  void areLegal(String what, String heading, String body) throws BerException {
    byte[] content = content(heading == null ? "" : heading, body == null ? "" : body);
    assertThat(read(content).encode()).as(what).isEqualTo(content);
  }

  /** No request set and no request sent are the same. */
  @Test
  void notificationRequestsOfNoBitsAskForNothing() throws BerException {
    RecipientSpecifier recipient = read(content("a2 0b 31 09 a0 04 8002 4142 81 01 00", "")).heading()
        .primaryRecipients().getFirst();
    assertThat(recipient.notificationRequests().isZero()).isTrue();
  }

  @Test
  void aSubjectThatIsEmptyIsNotSent() throws AddressSyntaxException {
    assertThat(new TextMessage(OrName.parse("C=DE;A= ;S=x"), "1").subject("").text("t").message().heading()
        .subject()).isNull();
  }

  @Test
  void aFreeFormNameIsKeptWhateverItsLength() throws BerException {
    CharacterString name = CharacterString.of(StringType.TELETEX, "n".repeat(65));
    Ipm ipm = new Ipm(Heading.builder(IpmIdentifier.of(null, "x"))
        .originator(new OrDescriptor(null, name, null, List.of())).build(), List.of());
    assertThat(read(ipm.encode())).isEqualTo(ipm);
  }

  @Test
  void bodyPartsKeepTheirOrder() throws BerException {
    List<BodyPart> parts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      parts.add(i % 2 == 0
          ? BodyPart.Basic.bilaterallyDefined(new byte[]{(byte) i})
          : BodyPart.Ia5Text.of("text " + i));
    }
    Ipm ipm = new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(), parts);
    assertThat(read(ipm.encode()).body()).isEqualTo(parts);
  }

  @Test
  void aNameOfAFileMayBeInAnyRegisteredCharacterSet() throws BerException {
    byte[] encoded = BodyPartTest.encoded(FileTransfer.of("Übersicht Ж.doc", new byte[]{1}).toBodyPart());
    BodyPart part = BodyPartCodec.decode(BerReader.single(encoded), 0);
    assertThat(FileTransfer.of((BodyPart.Extended) part).name()).isEqualTo("Übersicht Ж.doc");
    assertThat(CharacterString.ofOctets(StringType.GRAPHIC, hex("1b2842 1b2d41 dc 62")).text())
        .isEqualTo("Üb");
  }
}
