package org.angarium.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventPluralTest {
  @Test
  void oneMessageIsNotMessages() {
    assertThat(Event.of(EventId.MTA_STARTED, "mta", "A", "version", "1", "queued", 1, "address", "x").text())
        .contains("1 message queued");
    assertThat(Event.of(EventId.MTA_STARTED, "mta", "A", "version", "1", "queued", 2, "address", "x").text())
        .contains("2 messages queued");
    for (EventId id : EventId.values()) {
      String text = id.text().replaceAll("\\{(\\w+)} messages", "{n} messages");
      if (text.contains("{n} messages")) {
        String said = new Event(id, java.util.Map.of("queued", 1, "returned", 1), null).text();
        assertThat(said).as(id.name()).doesNotContain("1 messages", "1 message are", "1 message wait,",
            "1 message wait.", "1 message wait for");
      }
    }
  }
}
