package org.angarium.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetTextTest {
  @Test
  void unitsAre1024() {
    assertThat(OctetText.parse("64K")).hasValue(65_536);
    assertThat(OctetText.parse("5 M")).hasValue(5 << 20);
    assertThat(OctetText.parse("2G")).hasValue(2L << 30);
    assertThat(OctetText.parse("1000")).hasValue(1000);
    assertThat(OctetText.parse(7L)).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "5MB", "-1K", "1.5M", "99999999999"})
  void otherTextsAreNoSizes(String text) {
    assertThat(OctetText.parse(text)).isEmpty();
  }

  @Test
  void theLargestUnitWithoutAFractionIsShown() {
    assertThat(OctetText.format(5 << 20)).isEqualTo("5M");
    assertThat(OctetText.format(1L << 40)).isEqualTo("1024G");
    assertThat(OctetText.format(1500)).isEqualTo("1500");
    assertThat(OctetText.format(0)).isEqualTo("0");
  }
}
