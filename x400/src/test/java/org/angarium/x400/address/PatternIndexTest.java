package org.angarium.x400.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.angarium.osi.ber.BerWriter;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;

class PatternIndexTest {
  private static final String[] KEYS = {"C", "A", "P", "O", "OU1", "S", "CN", "X121", "N-ID", "PD-OFFICE",
      "DDA:X", "DDA:y"};
  private static final String[] VALUES = {"AA", "ab", "Ab", " AB ", "a  b", "A B", "abc", "b\\;c", "Ä"};

  private static final String[] DIGITS = {"1", "12", "120", "4"};
  private static String random(Random random, boolean pattern) {
    StringBuilder text = new StringBuilder();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        boolean plainOnly = key.length() == 1 && "CAP".contains(key);
        boolean digits = key.equals("X121") || key.equals("N-ID");
        String value = digits
            ? DIGITS[random.nextInt(DIGITS.length)]
            : VALUES[random.nextInt(plainOnly ? 7 : VALUES.length)];
        boolean blank = key.equals("A") && random.nextInt(4) == 0;
        text.append(key).append('=').append(blank ? " " : value)
            .append(pattern && !blank && random.nextInt(4) == 0 ? "*" : "").append(';');
      }
    }
    return text.isEmpty() ? "C=AA" : text.toString();
  }

  @Test
  void itFindsWhatLookingAtEveryPatternFinds() throws Exception {
    Random random = new Random(1988);
    PatternIndex<Integer> index = new PatternIndex<>(10);
    List<AddressPattern> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      AddressPattern pattern = AddressPattern.parse(i == 0 ? "*" : random(random, true));
      all.add(pattern);
      index.add(pattern, i);
    }
    int matches = 0;
    for (int i = 0; i < 300; i++) {
      OrAddress address = OrAddress.parse(random(random, false));
      List<Integer> found = new ArrayList<>();
      index.forEachMatch(address, found::add);
      assertThat(found).as(address.toString()).containsExactlyInAnyOrderElementsOf(
          IntStream.range(0, all.size()).filter(number -> all.get(number).matches(address)).boxed().toList());
      matches += found.size();
    }
    assertThat(matches).isGreaterThan(300);
    assertThat(index.values()).hasSize(500).isSorted();
  }

  @Test
  void aSetOfPatternsMatchesIfOneOfThemDoes() throws Exception {
    Random random = new Random(1984);
    List<AddressPattern> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String[] asked = random(random, true).split(";");
      all.add(AddressPattern.parse(String.join(";", Arrays.copyOf(asked, Math.min(2, asked.length)))));
    }
    PatternSet set = PatternSet.of(all);
    int matched = 0;
    for (int i = 0; i < 2000; i++) {
      OrAddress address = OrAddress.parse(random(random, false));
      assertThat(set.matches(address)).as(address.toString())
          .isEqualTo(all.stream().anyMatch(pattern -> pattern.matches(address)));
      matched += set.matches(address) ? 1 : 0;
    }
    assertThat(matched).isBetween(50, 1950);
    assertThat(PatternSet.of(List.of()).matches(OrAddress.parse("C=AA"))).isFalse();
  }

  private static OrAddress teletexName(byte... octets) throws Exception {
    return OrAddress.parse("C=DE;A=x;S=y").withExtensionAttributes(
        List.of(new ExtensionAttribute(2,
            new BerWriter().octets(StringType.TELETEX.tag(), octets).toByteArray())));
  }

  /** Whether somebody may send is decided for whom the address means, as where it leads. */
  @Test
  void aSetOfPatternsAlsoMatchesWhomAWriterOfLatin1Means() throws Exception {
    PatternSet set = PatternSet.of(List.of(AddressPattern.parse("C=DE;A=x;CN=J\u00F6rg*")));

    assertThat(set.matches(teletexName((byte) 'J', (byte) 0xC8, (byte) 'o', (byte) 'r', (byte) 'g')))
        .as("T.61, as it should be").isTrue();
    assertThat(set.matches(teletexName((byte) 'J', (byte) 0xF6, (byte) 'r', (byte) 'g')))
        .as("ISO 8859-1").isTrue();
    assertThat(set.matches(teletexName((byte) 'J', (byte) 0xFC, (byte) 'r', (byte) 'g')))
        .as("J\u00FCrg").isFalse();
  }

  @Test
  void setsOfTheSamePatternsAreEqual() throws Exception {
    List<AddressPattern> patterns = List.of(AddressPattern.parse("C=DE;A=x"), AddressPattern.parse("C=AT"));

    assertThat(PatternSet.of(patterns)).isEqualTo(PatternSet.of(List.copyOf(patterns)))
        .hasSameHashCodeAs(PatternSet.of(List.copyOf(patterns)))
        .isNotEqualTo(PatternSet.of(patterns.subList(0, 1)));
    assertThat(PatternSet.of(patterns).size()).isEqualTo(2);
  }
}
