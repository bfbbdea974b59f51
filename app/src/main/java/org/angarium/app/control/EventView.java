package org.angarium.app.control;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as programs read it, from the control interface or from the event log.
 *
 * @param sequence counts the events of one run of the MTA from 1; 0 from the event log, which does not tell it
 * @param id the classic event id
 * @param level "information", "warning" or "error"
 * @param text the sentence an operator reads, with the error code at its end if there is one
 * @param errorCode the parts of the classic error code, null where there is none
 */
public record EventView(long sequence, Instant time, int id, String level, String category, String name,
    String text, Map<String, Object> parameters, @Nullable Map<String, Object> errorCode) {

  /** @throws tools.jackson.core.JacksonException if the line is something else */
  static EventView parse(String line) {
    return ControlJson.MAPPER.readValue(line, EventView.class);
  }
}
