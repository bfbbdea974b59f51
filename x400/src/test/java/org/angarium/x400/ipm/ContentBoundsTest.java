package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No content costs more than a bounded time and memory, however it is made. */
@Timeout(30)
class ContentBoundsTest {
  private static final Heading HEADING = Heading.builder(IpmIdentifier.of(null, "x")).build();

  private static Ipm forwarded(int levels, BodyPart innermost) {
    Ipm ipm = new Ipm(HEADING, List.of(innermost));
    for (int i = 0; i < levels; i++) {
      ipm = new Ipm(HEADING, List.of(new BodyPart.ForwardedMessage(null, List.of(), ipm)));
    }
    return ipm;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 30, Ipm.MOST_FORWARDED})
  void forwardedMessagesAreReadToTheInnermostText(int levels) throws BerException {
    Ipm ipm = forwarded(levels, BodyPart.Ia5Text.of("the point"));
    Ipm read = (Ipm) InformationObject.decode(ipm.encode());
    assertThat(read).isEqualTo(ipm);
    assertThat(Rendering.lines(read)).endsWith("> ".repeat(levels) + "the point");
    assertThat(read.encodedInformationTypes())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
  }

  @Test
  void messagesForwardedDeeperAreKeptAsReceived() throws BerException {
    byte[] content = forwarded(500, BodyPart.Ia5Text.of("x")).encode();
    Ipm read = (Ipm) InformationObject.decode(content);
    assertThat(read.encode()).isEqualTo(content);
    assertThat(Rendering.lines(read).getLast()).contains("message, ", " octets");
  }

  /** Each message in the extended form of the message body part, which only showing it takes apart. */
  @Test
  void messagesForwardedInTheExtendedFormAreBoundedToo() throws BerException {
    byte[] encoded = BodyPartTest.encoded(BodyPart.Ia5Text.of("x"));
    for (int i = 0; i < 3_000; i++) {
      byte[] part = encoded;
      BerWriter writer = new BerWriter().begin(Tag.context(15)).begin(Tag.EXTERNAL).oid(Oid.of("2.6.1.4.7"))
          .begin(Tag.context(0)).begin(Tag.SEQUENCE).raw(hex("3106 6b04 1302 6162")).begin(Tag.SEQUENCE)
          .raw(part);
      encoded = writer.end().end().end().end().end().toByteArray();
    }
    byte[] content = new BerWriter().begin(InformationObject.IPM).raw(hex("3106 6b04 1302 6162"))
        .begin(Tag.SEQUENCE).raw(encoded).end().end().toByteArray();
    Ipm read = (Ipm) InformationObject.decode(content);
    assertThat(Rendering.lines(read).getLast()).contains("message, ", " octets");
    assertThat(read.encodedInformationTypes().builtIn().get(EncodedInformationTypes.UNKNOWN)).isTrue();
    assertThat(read.encode()).isEqualTo(content);
  }

  @Test
  void elementsOfIndefiniteLengthNestedWithoutEndAreACheckedError() {
    byte[] content = new byte[200_000];
    for (int i = 0; i < content.length; i += 2) {
      content[i] = (byte) 0xA0;
      content[i + 1] = (byte) 0x80;
    }
    assertThatThrownBy(() -> InformationObject.decode(content)).isInstanceOf(BerException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void moreElementsThanAnyContentHasAreACheckedError() {
    BerWriter body = new BerWriter().begin(InformationObject.IPM).raw(hex("3106 6b04 1302 6162"))
        .begin(Tag.SEQUENCE);
    for (int i = 0; i < 4_100_000; i++) {
      body.raw(new byte[]{(byte) 0x8E, 0});
    }
    byte[] content = body.end().end().toByteArray();
    assertThatThrownBy(() -> InformationObject.decode(content)).isInstanceOf(BerException.class)
        .hasMessageContaining("elements");
  }

  @Test
  void aTextOfManyLinesIsShownInPart() throws BerException {
    Ipm ipm = new Ipm(HEADING, List.of(BodyPart.Ia5Text.of("\n".repeat(1_000_000))));
    List<String> lines = Rendering.lines(InformationObject.decode(ipm.encode()));
    assertThat(lines).hasSize(100_001);
    assertThat(lines.getLast()).endsWith("more lines]");
  }

  @Test
  void aLineOfAMegabyteAndTextWithNulCharactersAreWhole() throws BerException {
    String text = "a\0b" + "x".repeat(1 << 20);
    Ipm read = (Ipm) InformationObject
        .decode(new Ipm(HEADING, List.of(BodyPart.Ia5Text.of(text))).encode());
    assertThat(read.body().getFirst().text()).isEqualTo(text);
    assertThat(Rendering.lines(read).getLast()).hasSize(text.length()).startsWith("a bx");
  }

  @Test
  void textOfEndlessDiacriticalMarksIsReadInBoundedTime() {
    byte[] marks = new byte[1 << 20];
    Arrays.fill(marks, (byte) 0xC2);
    BodyPart.TeletexText part = new BodyPart.TeletexText(RawElement.written(writer -> writer.begin(Tag.SET)
        .end()), List.of(CharacterString
            .ofOctets(StringType.TELETEX, marks)));
    assertTimeoutPreemptively(Duration.ofSeconds(10), part::text);
  }
}
