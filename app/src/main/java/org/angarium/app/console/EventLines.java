package org.angarium.app.console;

import java.util.Locale;
import org.angarium.app.control.EventView;

/** Events of a running MTA as lines for a person. */
public final class EventLines {
  private final Moments moments;
  private final boolean colours;

  public EventLines(Moments moments, boolean colours) {
    this.moments = moments;
    this.colours = colours;
  }

  /** {@code 14:05:33  WARN     289  A connection to BRAVO could not be opened: …}. */
  public String line(EventView event) {
    String level = switch (event.level()) {
      case "information" -> "INFO";
      case "warning" -> "WARN";
      default -> event.level().toUpperCase(Locale.ROOT);
    };
    Ink ink = switch (event.level()) {
      case "error" -> Ink.BAD;
      case "warning" -> Ink.WARNING;
      default -> Ink.PLAIN;
    };
    String head = String.format(Locale.ROOT, "%-5s %5d", level, event.id());
    return Ink.FAINT.on(moments.at(event.time()), colours) + "  " + ink.on(head, colours) + "  "
        + Plain.text(event.text());
  }
}
