package org.angarium.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that the fuzzers ever found worth keeping, failing ones first of all. */
class FuzzCorpusTest {
  private static final Duration ONE = Duration.ofSeconds(5);
  private static final int RANDOM = 300;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void whatWasFoundIsBorne(FuzzTarget target) throws IOException {
    List<byte[]> inputs = new ArrayList<>(Seeds.of(target));
    inputs.addAll(Corpus.kept(target));
    for (byte[] input : inputs) {
      assertThatCode(() -> Assertions.assertTimeoutPreemptively(ONE, () -> target.check(input)))
          .as(target + " " + HexFormat.of().formatHex(input)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void anythingIsBorne(FuzzTarget target) {
    Random random = new Random(1);
    for (int i = 0; i < RANDOM; i++) {
      byte[] input = new byte[random.nextInt(300)];
      random.nextBytes(input);
      assertThatCode(() -> target.check(input)).as(target + " " + HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aCodecThatChangesWhatItReadsIsAFinding() {
    byte[] input = {1};
    assertThatThrownBy(() -> FuzzTarget.stable(input, octets -> octets.clone(),
        octets -> new byte[]{(byte) (octets[0] + 1)})).isInstanceOf(Finding.class)
        .hasMessageContaining("something else");
  }

  @Test
  void honestDialoguesGoTheirWholeWay() {
    assertThat(Seeds.of(FuzzTarget.SPDU)).hasSizeGreaterThan(20);
  }
}
