package org.angarium.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private final Moments moments = new Moments(InstantSource.fixed(NOW), ZoneId.of("Europe/Berlin"));

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("NAME", ">COUNT", "NOTE").row("a", 5, "").row("longest", 12345, "x");
    assertThat(table.lines(false)).containsExactly("NAME     COUNT  NOTE", "a            5",
        "longest  12345  x");
  }

  @Test
  void coloursDoNotChangeTheAlignment() {
    Table table = new Table("STATE", "X").row(new Table.Cell("up", Ink.GOOD), "y");
    assertThat(table.lines(true)).containsExactly("\u001b[1mSTATE\u001b[0m  \u001b[1mX\u001b[0m",
        "\u001b[32mup\u001b[0m     y");
  }

  @Test
  void rowMustFit() {
    Table table = new Table("A", "B");
    assertThatThrownBy(() -> table.row("only one")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizesHaveTwoOrThreeDigits() {
    assertThat(Quantities.size(0)).isEqualTo("0 B");
    assertThat(Quantities.size(1023)).isEqualTo("1023 B");
    assertThat(Quantities.size(1024)).isEqualTo("1.0 KB");
    assertThat(Quantities.size(1536)).isEqualTo("1.5 KB");
    assertThat(Quantities.size(10_240)).isEqualTo("10 KB");
    assertThat(Quantities.size(1_048_575)).isEqualTo("1.0 MB");
    assertThat(Quantities.size(50_000_000)).isEqualTo("48 MB");
    assertThat(Quantities.size(Long.MAX_VALUE)).isEqualTo("8388608 TB");
  }

  @Test
  void durationsHaveAtMostTwoUnits() {
    assertThat(Quantities.duration(Duration.ofMillis(-5))).isEqualTo("0 s");
    assertThat(Quantities.duration(Duration.ofMillis(80))).isEqualTo("80 ms");
    assertThat(Quantities.duration(Duration.ofSeconds(89))).isEqualTo("89 s");
    assertThat(Quantities.duration(Duration.ofSeconds(125))).isEqualTo("2 min");
    assertThat(Quantities.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Quantities.duration(Duration.ofHours(2))).isEqualTo("2 h");
    assertThat(Quantities.duration(Duration.ofHours(75))).isEqualTo("3 d 3 h");
  }

  @Test
  void timesOfOtherDaysHaveTheirDate() {
    assertThat(moments.at(NOW)).isEqualTo("16:00:00");
    assertThat(moments.at(NOW.minus(Duration.ofDays(1)))).isEqualTo("2026-11-22 16:00:00");
    assertThat(moments.since(NOW.minusMillis(61_900))).isEqualTo("61 s");
    assertThat(moments.since(null)).isEqualTo("-");
    assertThat(moments.until(NOW.plusSeconds(42))).isEqualTo("in 42 s");
    assertThat(moments.until(NOW.minusSeconds(1))).isEqualTo("now");
    assertThat(moments.until(null)).isEqualTo("-");
  }

  @Test
  void textOfPeersCannotPlayWithTheTerminal() {
    assertThat(Plain.text("a\u001b[2Jb\nc\u009bd\u2028e")).isEqualTo("a [2Jb c d e");
  }
}
