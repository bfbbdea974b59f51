package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTransferTest {
  private static FileTransfer again(FileTransfer file) throws BerException {
    byte[] encoded = BodyPartTest.encoded(file.toBodyPart());
    return FileTransfer.of((BodyPart.Extended) BodyPartCodec.decode(BerReader.single(encoded), 0));
  }

  private static void assertSame(FileTransfer one, FileTransfer other) {
    assertThat(other.related()).isEqualTo(one.related());
    assertThat(other.contentsType()).isEqualTo(one.contentsType());
    assertThat(other.environment()).isEqualTo(one.environment());
    assertThat(other.compression()).isEqualTo(one.compression());
    assertThat(other.attributes()).isEqualTo(one.attributes());
    assertThat(other.extensions()).isEqualTo(one.extensions());
    assertThat(other.contents()).isEqualTo(one.contents());
  }

  private static Instant instant(Random random) {
    return random.nextInt(4) == 0 ? null : Instant.ofEpochSecond(random.nextInt(2_000_000_000));
  }

  private static String text(Random random) {
    List<String> texts = List.of("report.doc", "Größe", "Ω Ж 漢字", "", "a/b");
    return random.nextInt(4) == 0 ? null : texts.get(random.nextInt(texts.size()));
  }

  private static RawElement value(Random random) {
    return RawElement.written(writer -> writer.integer(random.nextInt()));
  }

  private static FileAttributes attributes(Random random) {
    FileAttributes.Builder attributes = FileAttributes.builder().storageAccount(text(random))
        .times(new FileAttributes.Times(instant(random), instant(random), instant(random), instant(random)))
        .identities(new FileAttributes.Identities(text(random), text(random), text(random), text(random)))
        .legalQualification(text(random));
    if (random.nextBoolean()) {
      attributes.pathname("dir", "übel.txt").permittedActions(BitString.of(8, 0, 5)).availability(1)
          .size(random.nextLong(Long.MAX_VALUE)).futureSize(7);
    } else {
      attributes.completePathname(List.of("", "home", "x"))
          .accessControl(RawElement.written(writer -> writer.begin(Tag.context(15)).begin(Tag.context(1))
              .end().end()))
          .privateUse(RawElement.written(writer -> writer.begin(Tag.context(17)).nullValue(Tag.context(0))
              .end()))
          .extensions(List.of(RawElement.written(writer -> writer.begin(Tag.context(22)).end())));
    }
    return attributes.build();
  }

  @Test
  void everyAttributeRoundTrips() throws BerException {
    Random random = new Random(8571);
    for (int i = 0; i < 300; i++) {
      byte[] contents = new byte[random.nextInt(300)];
      random.nextBytes(contents);
      FileTransfer.Builder file = FileTransfer.builder(contents).attributes(attributes(random));
      if (random.nextBoolean()) {
        file.related(List.of(
            new FileTransfer.RelatedFile(RawElement.written(writer -> writer.begin(Tag.context(1)).end()),
                RawElement.written(writer -> writer.integer(Tag.context(0), 2)))))
            .contentsType(new FileTransfer.ConstraintSet(Oid.of("1.2.3"), Oid.of("1.2.4")))
            .compression(new FileTransfer.Compression(Oid.of("1.2.5"), value(random)))
            .extension(new IpmsExtension(Oid.of("1.2.6"), value(random)));
      } else {
        file.contentsType(new FileTransfer.DocumentType(Oid.of("1.0.8571.5.1"), value(random)))
            .environment(new FileTransfer.Environment(FileTransfer.GeneralIdentifier.of(Oid.of("1.2.7")),
                FileTransfer.GeneralIdentifier.of("VAX", "9000"), Oid.of("1.2.8"), List.of("Brief", "Ä")));
      }
      FileTransfer built = file.build();
      assertSame(built, again(built));
    }
  }

  @Test
  void whatIsNotSaidIsNotSent() throws BerException {
    FileTransfer file = FileTransfer.builder(new byte[0]).build();
    assertThat(BodyPartTest.encoded(file.toBodyPart()))
        .isEqualTo(hex("af 1f a00a 0604 56010b0c a002 3000 2811 0604 5601040c a009 3007 2805 020101 8100"));
    assertSame(file, again(file));
    assertThat(file.name()).isNull();
  }

  @Test
  void aFileOfNoOctetsIsLegal() throws BerException {
    assertThat(again(FileTransfer.of("empty", new byte[0])).contents()).isEmpty();
    assertThat(again(FileTransfer.of("empty", new byte[0])).name()).isEqualTo("empty");
  }

  /** The same three octets as one string, as segments, and in pieces. */
  @ParameterizedTest
  @ValueSource(strings = {"300a 2808 020101 8103 010203", "300e 280c 020101 a107 0401 01 0402 0203",
      "3010 280e 020101 a009 2407 0401 01 0402 0203",
      "3013 2806 020101 8101 01 2809 020101 a004 0402 0203", "0403 010203"})
  void contentsMayComeInAnyEncoding(String data) throws BerException {
    BodyPart.Extended part = new BodyPart.Extended(null,
        External.of(FileTransfer.TYPE, RawElement.of(hex(data))));
    assertThat(FileTransfer.of(part).contents()).containsExactly(1, 2, 3);
    assertThat(FileTransfer.of(part).name()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"20260115120000Z, 2026-01-15T12:00:00Z", "202601151200+0100, 2026-01-15T11:00:00Z",
      "2026011512, 2026-01-15T12:00:00Z", "20260115120000.5Z, 2026-01-15T12:00:00.500Z",
      "2026011512.5Z, 2026-01-15T12:30:00Z"})
  void timesComeInEveryFormOfGeneralizedTime(String sent, Instant meant) throws BerException {
    RawElement parameters = RawElement.written(writer -> writer.begin(Tag.SEQUENCE).begin(Tag.context(4))
        .begin(Tag.context(5)).ascii(Tag.context(1), sent).end().end().end());
    BodyPart.Extended part = new BodyPart.Extended(External.of(Oid.of("2.6.1.11.12"), parameters),
        External.of(FileTransfer.TYPE, RawElement.of(hex("3000"))));
    assertThat(FileTransfer.of(part).attributes().times().modification()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a406 a504 8102 3939", "a403 a501 01", "a302 8000", "a103 a001 05"})
  void brokenParametersAreCheckedErrorsAndThePartIsKept(String field) throws BerException {
    RawElement parameters = RawElement.of(hex("30" + String.format("%02x", hex(field).length) + field));
    BodyPart.Extended part = new BodyPart.Extended(External.of(Oid.of("2.6.1.11.12"), parameters),
        External.of(FileTransfer.TYPE, RawElement.of(hex("3000"))));
    byte[] encoded = BodyPartTest.encoded(part);
    BodyPart.Extended read = (BodyPart.Extended) BodyPartCodec.decode(BerReader.single(encoded), 0);
    assertThatThrownBy(() -> FileTransfer.of(read)).isInstanceOf(BerException.class);
    assertThat(BodyPartTest.encoded(read)).isEqualTo(encoded);
  }

  @Test
  void attributesOfManyFilesStayWithTheirFile() throws BerException {
    List<BodyPart> parts = IntStream.range(0, 5)
        .<BodyPart>mapToObj(i -> FileTransfer.of("file" + i, new byte[]{(byte) i}).toBodyPart()).toList();
    Ipm ipm = (Ipm) InformationObject
        .decode(new Ipm(Heading.builder(IpmIdentifier.of(null, "5")).build(), parts).encode());
    for (int i = 0; i < 5; i++) {
      FileTransfer file = FileTransfer.of((BodyPart.Extended) ipm.body().get(i));
      assertThat(file.name()).isEqualTo("file" + i);
      assertThat(file.contents()).containsExactly(i);
    }
  }
}
