package org.angarium.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SelectorTest {
  @Test
  void textAndHexadecimalOfTheSameOctetsAreEqual() {
    assertThat(Selector.parse("P1")).isEqualTo(Selector.parse("0x5031"))
        .hasSameHashCodeAs(Selector.parse("0x5031"));
    assertThat(Selector.parse("P1")).isNotEqualTo(Selector.parse("P2"));
    assertThat(Selector.parse("")).isEqualTo(Selector.EMPTY).isEqualTo(Selector.parse("0x"));
  }

  @Test
  void itIsPrintedAsItMayBeWritten() {
    assertThat(Selector.parse("P1")).hasToString("P1");
    assertThat(Selector.of(new byte[]{0, (byte) 0xFF})).hasToString("0x00ff");
    assertThat(Selector.of(new byte[]{'0', 'x', '1'})).hasToString("0x307831");
    assertThat(Selector.parse(Selector.of(new byte[]{'0', 'x', '1'}).toString()).octets())
        .containsExactly('0', 'x', '1');
  }

  @Test
  void oddHexadecimalAndOtherCharactersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("0x123"));
    assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("0xzz"));
    assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("ü"));
  }

  @Test
  void octetsCannotBeChangedFromOutside() {
    byte[] octets = {1, 2};
    Selector selector = Selector.of(octets);
    octets[0] = 9;
    selector.octets()[1] = 9;
    assertThat(selector.octets()).containsExactly(1, 2);
  }
}
