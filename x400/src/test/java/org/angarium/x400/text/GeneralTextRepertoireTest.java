package org.angarium.x400.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text in the registered character sets that a body part announces. */
class GeneralTextRepertoireTest {
  private static SortedSet<Integer> numbers(String list) {
    return Arrays.stream(list.split(" ")).map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1 6          | Plain ASCII
      1 6 100      | Grüße, ¿qué?
      1 6 101      | Příliš žluťoučký kůň
      1 6 109      | Ĥĝŭ
      1 6 110      | Āķū
      1 6 126      | Καλημέρα
      1 6 127      | مرحبا
      1 6 138      | שלום
      1 6 144      | Привет, мир
      1 6 148      | İstanbul şğ
      1 6 157      | Þórđur ĸ Ŋjuolggadus
      1 6 166      | สวัสดี
      1 6 199      | Ŵy ŷ Ḃean ṗ
      1 6 226      | Ștefan țară €
      1 6 159      | 丂 丄
      1 6 42       | 日本
      1 6 179      | Ąžuolas Šiauliai
      1 6 203      | Œuvre 5 €
      1 6 103      | naïve Łódź Ω
      1 6 87       | 日本語 text
      1 6 13       | ｶﾀｶﾅ
      1 6 58       | 中文
      1 6 149      | 한국어
      1 6 100 144  | é и П ß
      1 6 87 126   | 漢字 and Ω
      1 196        | 漢字 Ω Ж
      """)
  void textComesBackFromTheSetsItAnnounces(String registrations, String text) {
    byte[] octets = GeneralText.encode(text, numbers(registrations));
    assertThat(octets).isNotNull();
    assertThat(GeneralText.decode(octets, numbers(registrations))).isEqualTo(text);
    assertThat(GeneralText.decode(octets)).as("designated, not only announced").isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1 6, é", "1 6 100, Ж", "1 6 144, é", "1 6 87, 한", "1 6 100, 漢"})
  void textOutsideTheSetsIsRefused(String registrations, String text) {
    assertThat(GeneralText.encode(text, numbers(registrations))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1 6 87, 3441, 4", "1 6 87, b4c1, 漢", "1 6 149, b0a1, 가", "1 6 58, b0a1, 啊", "1 6 13, b1, ｱ",
      "1 6 42, b0a1, 亜", "1 6 159, b0a1, 丂", "1 6 157, a1, Ą", "1 6 199, a1, Ḃ", "1 6 166, a1, ก",
      "1 6 226, aa, Ș", "1 14, 5c, ¥", "1 21, 5b, Ä", "1 69, 7b, é", "1 4, 23, £"})
  void setsThatAreOnlyAnnouncedAreInUseFromTheStart(String registrations, String octets, String text) {
    assertThat(GeneralText.decode(HexFormat.of().parseHex(octets), numbers(registrations))).startsWith(text);
  }

  @Test
  void all191CharactersOfLatin1SurviveBothTeletexAndGeneralText() {
    String latin1 = IntStream.concat(IntStream.range(0x20, 0x7F), IntStream.range(0xA0, 0x100))
        .mapToObj(Character::toString).collect(Collectors.joining());
    assertThat(latin1).hasSize(191);
    assertThat(Teletex.canEncode(latin1)).isTrue();
    assertThat(Teletex.decode(Teletex.encode(latin1))).isEqualTo(latin1);
    assertThat(GeneralText.decode(GeneralText.encode(latin1).octets())).isEqualTo(latin1);
    assertThat(GeneralText.decode(GeneralText.encode(Teletex.decode(Teletex.encode(latin1))).octets()))
        .isEqualTo(latin1);
  }
}
