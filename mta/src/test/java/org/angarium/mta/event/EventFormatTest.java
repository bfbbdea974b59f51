package org.angarium.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventFormatTest {
  private static LoggedEvent logged(Event event) {
    return new LoggedEvent(1, Instant.parse("2026-11-23T12:00:00Z"), event);
  }

  @Test
  void parametersKeepTheirTypes() {
    Event event = Event.of(EventId.OPERATOR_ACTION, "text", "a \"b\"\n\u001B", "whole", 5, "long",
        5_000_000_000L,
        "flag", true, "time", Instant.EPOCH, "list", List.of(1, "two"), "fraction", 0.5, "odd", Double.NaN);

    JsonNode parameters = JsonMapper.shared().readTree(EventJson.of(logged(event))).get("parameters");

    assertThat(EventJson.of(logged(event))).doesNotContain("\n", "\u001B");
    assertThat(parameters.get("text").asString()).isEqualTo("a \"b\"\n\u001B");
    assertThat(parameters.get("whole").isIntegralNumber()).isTrue();
    assertThat(parameters.get("long").asLong()).isEqualTo(5_000_000_000L);
    assertThat(parameters.get("flag").isBoolean()).isTrue();
    assertThat(parameters.get("time").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(parameters.get("list").toString()).isEqualTo("[1,\"two\"]");
    assertThat(parameters.get("fraction").asDouble()).isEqualTo(0.5);
    assertThat(parameters.get("odd").asString()).isEqualTo("NaN");
  }

  @Test
  void whatAPeerChoseCannotForgeALineOrMoveTheCursor() {
    Event event = Event.of(EventId.UNKNOWN_MTA, "name", "EVIL\r\n12:00 ERROR\u001B[2J\u009B1m\u2028",
        "address", "x");

    String line = new EventText(ZoneOffset.UTC, false).of(logged(event));

    assertThat(line).contains("EVIL\uFFFD\uFFFD12:00 ERROR\uFFFD[2J\uFFFD1m\uFFFD").doesNotContain("\n", "\r",
        "\u001B");
  }

  @Test
  void aValueThatLooksLikeAPlaceholderIsNotFilledIn() {
    Event event = Event.of(EventId.UNKNOWN_MTA, "name", "{address} $1 \\", "address", "10.0.0.1");

    assertThat(event.text())
        .startsWith("An unknown MTA tried to bind: name \"{address} $1 \\\", from 10.0.0.1.");
  }

  @Test
  void timesAreThoseOfTheZoneAndColoursFollowTheLevel() {
    Event error = Event.of(EventId.STORE_FAILED, "reason", "full");
    Event information = Event.of(EventId.MTA_STOPPED, "mta", "ALPHA");
    EventText text = new EventText(ZoneId.of("Europe/Berlin"), true);

    assertThat(text.of(logged(error)))
        .isEqualTo(
            "\u001B[2m13:00:00.000\u001B[0m  \u001B[1;31mERROR  2143  The message store failed: full.\u001B[0m");
    assertThat(text.of(logged(information)))
        .isEqualTo("\u001B[2m13:00:00.000\u001B[0m  INFO  \u001B[2m 9299\u001B[0m  MTA ALPHA has stopped.");
  }
}
