package org.angarium.x400.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TeletexStrings that are ISO 8859-1: read so where they cannot be T.61, and never where they can. */
class MistakenLatin1Test {
  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Unassigned octets, a mark before what has none, and the umlaut of 1980 before what never had it. */
  @ParameterizedTest
  @ValueSource(strings = {"På", "Håkan", "Øyvind", "Åkersberga", "Étienne", "RENÉE", "JÄGER", "À Paris",
      "MÛR", "Çift", "Ève", "blåbær\r\nöl"})
  void whatCannotBeTeletexIsReadAsLatin1(String text) {
    assertThat(StringType.TELETEX.decode(latin1(text))).isEqualTo(text);
    assertThat(MistakenLatin1.read(latin1(text))).isEqualTo(text);
  }

  /** A reader cannot tell; what the standard says holds, and only who looks for an address asks for the other reading. */
  @ParameterizedTest
  @CsvSource({"Müller, Mþller", "Köln, Kĳln", "José, JosØ", "Ändern, ñdern", "Weiß, Wei⅞"})
  void whatMayBeEitherIsReadAsTeletex(String meant, String read) {
    assertThat(StringType.TELETEX.decode(latin1(meant))).isEqualTo(read);
    assertThat(MistakenLatin1.read(latin1(meant))).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a\u00D7b", "a\u00A0b", "\u0085", "\u001B-A\u00E9", "e\u0000\u00E9"})
  void whatIsNotLettersAloneIsNoLatin1(String text) {
    assertThat(MistakenLatin1.read(latin1(text))).isNull();
    assertThat(StringType.TELETEX.decode(latin1(text))).isEqualTo(Teletex.decode(latin1(text)));
  }

  /** One strange octet in a string that plainly is T.61 changes nothing about the rest. */
  @Test
  void aMarkThatStandsWhereItShouldDecides() {
    assertThat(StringType.TELETEX.decode(HexFormat.of().parseHex("4bc86f6c6ee5"))).isEqualTo("Köln\uFFFD");
  }

  /** Whatever can be encoded comes back, and is what it was without this. */
  @Test
  void whatIsTeletexStaysAsItIs() {
    List<String> repertoire = new ArrayList<>();
    for (int c = ' '; c < 0x2200; c++) {
      String character = Character.toString(c);
      if (c != 0x7F && (c < 0x80 || c >= 0xA0) && Teletex.canEncode(character)) {
        repertoire.add(character);
        comesBack(character);
      }
    }
    assertThat(repertoire).hasSizeGreaterThan(300);
    Random random = new Random(6937);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(random.nextInt(3) > 0
            ? repertoire.get(random.nextInt(95))
            : repertoire.get(random.nextInt(repertoire.size())));
      }
      comesBack(text.toString());
    }
  }

  private static void comesBack(String text) {
    byte[] octets = StringType.TELETEX.encode(text);
    assertThat(StringType.TELETEX.decode(octets)).as(HexFormat.of().formatHex(octets))
        .isEqualTo(Teletex.decode(octets));
  }

  @Test
  void anyOctetsAreRead() {
    Random random = new Random(61);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(8)];
      random.nextBytes(octets);
      String text = StringType.TELETEX.decode(octets);
      String latin1 = MistakenLatin1.read(octets);
      assertThat(text).isIn(Teletex.decode(octets), latin1 == null ? Teletex.decode(octets) : latin1);
    }
  }
}
