package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyPartTest {
  private static BodyPart decode(byte[] encoded) throws BerException {
    return BodyPartCodec.decode(BerReader.single(encoded, Ipm.LIMITS), 0);
  }

  static byte[] encoded(BodyPart part) {
    return encode(part);
  }

  private static byte[] encode(BodyPart part) {
    BerWriter writer = new BerWriter();
    BodyPartCodec.encode(part, writer);
    return writer.toByteArray();
  }

  /** An extended body part: the arc of its types, its parameters (none if empty) and its data. */
  private static byte[] extended(String arc, String parameters, String data) {
    BerWriter writer = new BerWriter().begin(Tag.context(15));
    if (!parameters.isEmpty()) {
      writer.begin(Tag.context(0)).oid(Oid.of("2.6.1.11." + arc)).begin(Tag.context(0)).raw(hex(parameters))
          .end().end();
    }
    writer.begin(Tag.EXTERNAL).oid(Oid.of("2.6.1.4." + arc)).begin(Tag.context(0)).raw(hex(data)).end().end();
    return writer.end().toByteArray();
  }

  private static EncodedInformationTypes types(BodyPart part) {
    return new Ipm(Heading.builder(IpmIdentifier.of(null, "x")).build(), List.of(part))
        .encodedInformationTypes();
  }

  private static List<Integer> builtIn(EncodedInformationTypes types) {
    return IntStream.range(0, types.builtIn().size()).filter(types.builtIn()::get).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ia5-text            | 2  | a0 0c 3103 800105 16 05 48656c6c6f
      telex               | 1  | a1 06 3100 0402 4142
      voice               | 7  | a2 04 3100 0500
      g3-facsimile        | 3  | a3 09 3100 3005 0303 00ffff
      g4-class1           | 4  | a4 02 0500
      teletex             | 5  | a5 0a 3103 800101 3003 1401 41
      videotex            | 6  | a6 05 3100 1501 41
      nationally-defined  | 0  | a7 02 0500
      encrypted           | 0  | a8 06 3100 0302 0041
      simple-formattable-document | 8 | aa 02 0500
      mixed-mode          | 9  | ab 02 0500
      bilaterally-defined | 0  | 8e 03 010203
      body part [12]      | 0  | 8c 01 00
      """)
  void basicPartsAreNamedTypedAndWrittenBack(String name, int builtIn, String encoded) throws BerException {
    BodyPart part = decode(hex(encoded));
    assertThat(part.name()).isEqualTo(name);
    assertThat(encode(part)).isEqualTo(hex(encoded));
    assertThat(builtIn(types(part))).containsExactly(builtIn);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0  | 3103800105 | 1605 48656c6c6f | a0 0c 3103 800105 16 05 48656c6c6f
      0  |            | 1605 48656c6c6f | a0 09 3100        16 05 48656c6c6f
      2  | 3100       | 3005 0303 00ffff | a3 09 3100 3005 0303 00ffff
      3  |            | 3002 0500       | a4 02 0500
      4  | 3103800101 | 3003 1401 41    | a5 0a 3103 800101 3003 1401 41
      8  |            | 3002 0500       | ab 02 0500
      9  |            | 0403 010203     | 8e 03 010203
      10 |            | 0500            | a7 02 0500
      """)
  void extendedPartMeansTheSameAsItsBasicForm(String arc, String parameters, String data, String basic)
      throws BerException {
    byte[] encoded = extended(arc, parameters == null ? "" : parameters, data);
    BodyPart part = decode(encoded);
    assertThat(encode(part)).isEqualTo(encoded);
    assertThat(encode(BodyPartCodec.basicForm(part, 0))).isEqualTo(hex(basic));
    assertThat(part.name()).isEqualTo(BodyPartCodec.basicForm(part, 0).name());
    assertThat(types(part)).isEqualTo(types(BodyPartCodec.basicForm(part, 0)));
  }

  @Test
  void generalTextIsReadInTheCharacterSetsItAnnounces() throws BerException {
    byte[] encoded = extended("11", "3109 020101 020106 020164", "1b04 63 61 66 e9");
    BodyPart part = decode(encoded);
    assertThat(part.text()).isEqualTo("café");
    assertThat(encode(part)).isEqualTo(encoded);
    assertThat(builtIn(types(part))).isEmpty();
    assertThat(types(part).extended()).containsExactly(Oid.of("1.0.10021.7.1.0.1"),
        Oid.of("1.0.10021.7.1.0.6"),
        Oid.of("1.0.10021.7.1.0.100"));
    assertThat(decode(extended("11", "310a 020101 020106 02020090", "1b01 bf")).text()).isEqualTo("П");
  }

  @Test
  void generalTextThatHoldsNoTextIsKeptAsReceived() throws BerException {
    byte[] encoded = extended("11", "3100", "3000");
    assertThat(decode(encoded)).isInstanceOf(BodyPart.Extended.class);
    assertThat(encode(decode(encoded))).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plain", "Grüße", "Příliš žluťoučký", "Привет", "Καλημέρα", "漢字 and Ω and Ж",
      "ŒuvreŸ"})
  void generalTextHoldsAnyText(String text) throws BerException {
    BodyPart part = BodyPart.General.of(text);
    assertThat(part.text()).isEqualTo(text);
    assertThat(decode(encode(part))).isEqualTo(part);
  }

  @Test
  void forwardedMessageKeepsItsDeliveryTimeAndEnvelope() throws BerException {
    Ipm inner = (Ipm) InformationObject.decode(hex(Samples.HAND_MADE));
    BodyPart forwarded = new BodyPart.ForwardedMessage(Instant.parse("2026-11-23T13:56:27Z"), List.of(),
        inner);
    assertThat(decode(encode(forwarded))).isEqualTo(forwarded);
    assertThat(encode(forwarded)).startsWith(hex("a9 81c1 310f 800d 3236313132333133353632375a 30 81ad"));
    assertThat(builtIn(types(forwarded))).containsExactly(EncodedInformationTypes.IA5_TEXT);
    BodyPart envelope = decode(hex("a9 12 3104 a102 3100 300a 3106 6b04 1302 6162 3000"));
    assertThat(((BodyPart.ForwardedMessage) envelope).parameters()).hasSize(1);
    assertThat(encode(envelope)).isEqualTo(hex("a9 12 3104 a102 3100 300a 3106 6b04 1302 6162 3000"));
  }

  @Test
  void fileTransferGivesNameAndContents() throws BerException {
    String parameters = "3014 a20a a308 1906 766973696265 a406 a004 1902 612e";
    byte[] encoded = extended("12", parameters, "300d 280b 0604 56010401 8103 010203");
    BodyPart.Extended part = (BodyPart.Extended) decode(encoded);
    assertThat(part.name()).isEqualTo("file-transfer");
    assertThat(FileTransfer.of(part).name()).isEqualTo("a.");
    assertThat(FileTransfer.of(part).environment().userVisible()).containsExactly("visibe");
    assertThat(FileTransfer.of(part).contents()).containsExactly(1, 2, 3);
    assertThat(encode(part)).isEqualTo(encoded);
    assertThat(types(part).extended()).containsExactly(Oid.of("2.6.1.12.0"));
  }

  @Test
  void fileWithoutPathIsNamedByTheStringForAPersonAndMayComeAsOctetStrings() throws BerException {
    byte[] encoded = extended("12", "300c a20a a308 1906 766973696265",
        "3014 2808 020101 a003 0401 01 2808 020101 a003 0401 02");
    FileTransfer file = FileTransfer.of((BodyPart.Extended) decode(encoded));
    assertThat(file.name()).isEqualTo("visibe");
    assertThat(file.contents()).containsExactly(1, 2);
  }

  @Test
  void bilaterallyDefinedPartHoldsOctets() throws BerException {
    BodyPart.Basic part = BodyPart.Basic.bilaterallyDefined(new byte[]{1, 2, 3});
    assertThat(encode(part)).isEqualTo(hex("8e 03 010203"));
    assertThat(((BodyPart.Basic) decode(hex("ae 07 0401 01 0402 0203"))).octets()).isEqualTo(part.octets());
  }

  @Test
  void extendedPartsOfOtherTypesAreNamedByTheirObjectIdentifier() throws BerException {
    BodyPart part = decode(hex("af 0b 28 09 0603 2a0304 8102 4142"));
    assertThat(part.name()).isEqualTo("1.2.3.4");
    assertThat(encode(part)).isEqualTo(hex("af 0b 28 09 0603 2a0304 8102 4142"));
    assertThat(builtIn(types(part))).containsExactly(EncodedInformationTypes.UNKNOWN);
    assertThat(types(part).extended()).containsExactly(Oid.of("1.2.3.4"));
    assertThat(decode(extended("17.1.2", "", "0400")).name()).isEqualTo("content 1.2");
  }

  @Test
  void parametersWithTheTagOfExternalInsideAreAccepted() throws BerException {
    BodyPart part = decode(
        hex("af 1e a00f 280d 0604 56010b0b a005 3103 020164 280b 0604 5601040b a003 1b01 e9"));
    assertThat(part.text()).isEqualTo("é");
  }
}
