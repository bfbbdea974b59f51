package org.angarium.x400.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      c1, AEIOUaeiou, ÀÈÌÒÙàèìòù
      c2, ACEILNORSUYZacegilnorsuyz, ÁĆÉÍĹŃÓŔŚÚÝŹáćéǵíĺńóŕśúýź
      c3, ACEGHIJOSUWYaceghijosuwy, ÂĈÊĜĤÎĴÔŜÛŴŶâĉêĝĥîĵôŝûŵŷ
      c4, AINOUainou, ÃĨÑÕŨãĩñõũ
      c5, AEIOUaeiou, ĀĒĪŌŪāēīōū
      c6, AGUagu, ĂĞŬăğŭ
      c7, CEGIZcegz, ĊĖĠİŻċėġż
      c8, AEIOUYaeiouy, ÄËÏÖÜŸäëïöüÿ
      ca, AUau, ÅŮåů
      cb, CGKLNRSTcklnrst, ÇĢĶĻŅŖŞŢçķļņŗşţ
      cd, OUou, ŐŰőű
      ce, AEIUaeiu, ĄĘĮŲąęįų
      cf, CDELNRSTZcdelnrstz, ČĎĚĽŇŘŠŤŽčďěľňřšťž
      """)
  void diacriticalMarksOfTeletexComeBeforeTheirLetter(String mark, String letters, String composed) {
    for (int i = 0; i < letters.length(); i++) {
      byte[] octets = {hex(mark)[0], (byte) letters.charAt(i)};
      String expected = composed.substring(i, i + 1);
      assertThat(Teletex.decode(octets)).isEqualTo(expected);
      assertThat(Teletex.encode(expected)).isEqualTo(octets);
      assertThat(Teletex.canEncode(expected)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a1 a2 a3 a5 a7 a8 ab       | ¡¢£¥§¤«
      b0 b1 b2 b3 b4 b5 b6 b7 b8 | °±²³×µ¶·÷
      bb bc bd be bf             | »¼½¾¿
      e0 e1 e2 e3 e4 e6 e7 e8 e9 ea eb ec ed ee ef | ΩÆÐªĦĲĿŁØŒºÞŦŊŉ
      f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe | ĸæđðħıĳŀłøœßþŧŋ
      a9 aa ac ad ae af b9 ba    | ‘“←↑→↓’”
      d0 d1 d2 d3 d4 d5 d6 d7 dc dd de df | —¹®©™♪¬¦⅛⅜⅝⅞
      c2 20 c5 20 c8 20 cb 20    | ´¯¨¸
      41 5f 7b 7e                | A_{~
      """)
  void symbolsOfTeletexHaveOneOctet(String octets, String text) {
    assertThat(Teletex.decode(hex(octets))).isEqualTo(text);
    assertThat(Teletex.encode(text)).isEqualTo(hex(octets));
  }

  @Test
  void teletexHasTwoCodesForSomeAsciiCharactersAndTheUmlaut() {
    assertThat(Teletex.decode(hex("a4 a6 c9 61 24 23"))).isEqualTo("$#ä$#");
  }

  @Test
  void octetsThatMeanNothingInTeletexBecomeReplacementCharacters() {
    assertThat(Teletex.decode(hex("41 c0 42 d8 e5 ff 43 c1"))).isEqualTo("A\uFFFDB\uFFFD\uFFFD\u00ADC\uFFFD");
    assertThat(Teletex.encode("A漢\uD83D\uDCEEB")).isEqualTo(hex("41 3f 3f 42"));
    assertThat(Teletex.canEncode("漢")).isFalse();
  }

  @Test
  void anyOctetsDecodeInEveryStringTypeAndSettleAfterOneRound() {
    Random random = new Random(61);
    for (int i = 0; i < 5000; i++) {
      byte[] octets = new byte[random.nextInt(24)];
      random.nextBytes(octets);
      for (StringType type : StringType.values()) {
        assertThat(type.decode(octets)).isNotNull();
      }
      String text = Teletex.decode(octets);
      String again = Teletex.decode(Teletex.encode(text));
      assertThat(Teletex.decode(Teletex.encode(again))).isEqualTo(again);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      48 69                          | Hi          | ASCII at first
      63 61 66 e9                    | café        | Latin-1 on the right when nothing else was said
      1b2842 1b2d41 e9               | é           | Latin-1 designated
      1b2d42 b1 e6                   | ąć          | Latin-2
      1b2d4c bf                      | П           | Cyrillic
      1b2d46 e1                      | α           | Greek
      1b2d48 e0                      | א           | Hebrew
      1b284b 5b 5c 7b 1b2842 5b      | ÄÖä[        | German variant of ISO 646 and back
      1b2442 3441 1b2842 41          | 漢A         | JIS X 0208 in G0
      1b242943 b0a1                  | 가          | KS C 1001 in G1
      1b242941 b0a1                  | 啊          | GB 2312 in G1
      1b2949 b1                      | ｱ           | Katakana in G1
      1b2976 c861 e9                 | äØ          | T.61 supplementary set in G1
      1b2d41 0e 69 0f 69             | éi          | shift out and in
      1b2e46 8e 61                   | α           | single shift two
      """)
  void generalStringFollowsItsEscapeSequences(String octets, String text, String what) {
    String decoded = GeneralText.decode(hex(octets));
    assertThat(decoded).as(what).isEqualTo(text);
  }

  @Test
  void announcedSetsAreInUseFromTheStart() {
    assertThat(GeneralText.decode(hex("bf"), new TreeSet<>(List.of(1, 6, 144)))).isEqualTo("П");
    assertThat(GeneralText.decode(hex("b1"), new TreeSet<>(List.of(1, 6, 101)))).isEqualTo("ą");
  }

  @Test
  void unknownSetsGiveReplacementCharacters() {
    assertThat(GeneralText.decode(hex("1b2d79 e9 41"))).isEqualTo("\uFFFDA");
    assertThat(GeneralText.decode(hex("41 1b"))).isEqualTo("A");
    assertThat(GeneralText.decode(hex("41 8e"))).isEqualTo("A\uFFFD");
    assertThat(GeneralText.decode(hex("1b2441 41"))).as("half a character").isEqualTo("\uFFFD");
  }

  @Test
  void latin1TextIsWrittenWithItsDesignations() {
    assertThat(GeneralText.encodeLatin1("abc")).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(GeneralText.encodeLatin1("é")).isEqualTo(hex("1b2842 1b2d41 e9"));
    assertThat(GeneralText.decode(GeneralText.encodeLatin1("Grüße, ¿qué?\r\n")))
        .isEqualTo("Grüße, ¿qué?\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Plain", "漢字", "\uD83D\uDCEE"})
  void wideStringTypesHoldAllOfUnicode(String text) {
    assertThat(CharacterString.of(StringType.UNIVERSAL, text).text()).isEqualTo(text);
    assertThat(CharacterString.of(StringType.UTF8, text).text()).isEqualTo(text);
    assertThat(CharacterString.of(StringType.UNIVERSAL, text).octets()).hasSize(4 * text.codePointCount(0,
        text.length()));
  }

  @Test
  void repertoiresAreThoseOfX680() {
    assertThat(Repertoire.PRINTABLE.holds("Az 09'()+,-./:=?")).isTrue();
    for (char c : "!\"#$%&*;<>@[\\]^_`{|}~é\t".toCharArray()) {
      assertThat(Repertoire.PRINTABLE.holds(c)).as(String.valueOf(c)).isFalse();
    }
    assertThat(Repertoire.NUMERIC.firstOutside("01 9a")).isEqualTo(4);
    assertThat(Repertoire.VISIBLE.holds("~ ")).isTrue();
    assertThat(Repertoire.VISIBLE.holds("\n")).isFalse();
    assertThat(Repertoire.IA5.holds("\n\u007F")).isTrue();
    assertThat(Repertoire.IA5.holds("\u0080")).isFalse();
  }
}
