package org.angarium.app.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.angarium.app.Samples;
import org.angarium.app.submission.InformationTypes;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.mts.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {
  @TempDir
  Path directory;
  private Letter letter;

  @BeforeEach
  void write() throws Exception {
    letter = new Letter(OrName.parse(Samples.ANNA), List.of(OrName.parse(Samples.BEN)), "Survey", "id-1");
  }

  private static Ipm decode(ComposedContent content) throws Exception {
    try (InputStream in = content.opener().open()) {
      byte[] octets = in.readAllBytes();
      assertThat(octets).hasSize((int) content.length());
      return (Ipm) InformationObject.decode(octets);
    }
  }

  @Test
  void asciiTextIsIa5Text() throws Exception {
    ComposedContent content = letter.withText("How are you?");
    Ipm message = decode(content);
    assertThat(message.body()).singleElement().isInstanceOf(BodyPart.Ia5Text.class)
        .extracting(BodyPart::text).isEqualTo("How are you?");
    assertThat(message.heading().subjectText()).isEqualTo("Survey");
    assertThat(message.heading().primaryRecipients()).hasSize(1);
    assertThat(InformationTypes.names(content.types())).containsExactly("ia5-text");
    assertThat(content.contentType()).isEqualTo(ContentType.BuiltIn.IPM_1988);
  }

  @Test
  void otherTextIsGeneralText() throws Exception {
    ComposedContent content = letter.withText("Grüße");
    assertThat(decode(content).body()).singleElement().isInstanceOf(BodyPart.General.class)
        .extracting(BodyPart::text).isEqualTo("Grüße");
    assertThat(InformationTypes.names(content.types())).isNotEmpty()
        .allMatch(type -> type.startsWith("1.0.10021.7.1.0."));
  }

  @Test
  void textFileIsSentAsText() throws Exception {
    Path file = Files.writeString(directory.resolve("a.txt"), "line 1\nline 2\n");
    assertThat(decode(letter.withFile(file)).body()).singleElement().isInstanceOf(BodyPart.Ia5Text.class);
  }

  /** Lengths around every step of the length encoding, and none at all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 127, 128, 255, 256, 65_535, 65_536, 3_000_000})
  void binaryFileIsBilaterallyDefinedOctetForOctet(int length) throws Exception {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    octets[0] = 0;
    ComposedContent content = letter.withFile(Files.write(directory.resolve("a.bin"), octets));
    Ipm message = decode(content);
    assertThat(message.heading().subjectText()).isEqualTo("Survey");
    assertThat(message.body()).singleElement().isInstanceOfSatisfying(BodyPart.Basic.class, part -> {
      assertThat(part.tagNumber()).isEqualTo(14);
      try {
        assertThat(part.octets()).isEqualTo(octets);
      } catch (BerException e) {
        throw new AssertionError(e);
      }
    });
    assertThat(InformationTypes.names(content.types())).isEmpty();
    assertThat(decode(content)).isNotNull();
  }

  @Test
  void fileThatBecomesShorterWhileItIsSentFailsTheSubmission() throws Exception {
    Path file = Files.write(directory.resolve("a.bin"), new byte[100_000]);
    ComposedContent content = letter.withFile(file);
    Files.write(file, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
    try (InputStream in = content.opener().open()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class)
          .hasMessageEndingWith("became shorter while it was sent");
    }
  }

  @Test
  void fileThatIsNoneIsToldApart() {
    assertThatThrownBy(() -> letter.withFile(directory.resolve("none"))).isInstanceOf(IOException.class)
        .hasMessageEndingWith("none does not exist");
    assertThatThrownBy(() -> letter.withFile(directory)).isInstanceOf(IOException.class)
        .hasMessageEndingWith("is no file that can be read");
  }

  @Test
  void controlCharactersMakeAFileBinary() throws Exception {
    byte[] octets = "text with \u0007 bell".getBytes(StandardCharsets.US_ASCII);
    assertThat(decode(letter.withFile(Files.write(directory.resolve("a"), octets))).body()).singleElement()
        .isInstanceOf(BodyPart.Basic.class);
  }

  @Test
  void identifierNamesTheTimeAndNeverComesTwice() {
    Random random = new Random(1);
    Instant now = Instant.parse("2026-11-23T15:00:00Z");
    String first = Letter.identifier(now, random);
    assertThat(first).matches("20261123150000-[0-9a-f]{16}").isNotEqualTo(Letter.identifier(now, random));
  }
}
