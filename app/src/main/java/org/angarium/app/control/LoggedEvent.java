package org.angarium.app.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.angarium.mta.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as programs read it.
 *
 * @param number counts the events of one run of the MTA, from 1
 * @param id the classic event id
 * @param level "information", "warning" or "error"
 * @param text the sentence an operator reads
 * @param error the classic error code and bracket, null where there is none
 */
public record LoggedEvent(long number, Instant at, int id, String name, String level, String category,
    String text, Map<String, Object> parameters, @Nullable String error) {

  public static LoggedEvent of(long number, Instant at, Event event) {
    return new LoggedEvent(number, at, event.id().number(), event.id().name(),
        event.id().level().name().toLowerCase(Locale.ROOT), event.id().category().title(), event.text(),
        event.parameters(), event.error() == null ? null : event.error().toString());
  }
}
