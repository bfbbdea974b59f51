package org.angarium.app.console;

import java.util.Locale;
import org.angarium.app.control.LoggedEvent;

/** Events as lines for a person. */
public final class EventLines {
  private final Moments moments;
  private final boolean colours;

  public EventLines(Moments moments, boolean colours) {
    this.moments = moments;
    this.colours = colours;
  }

  /** {@code 14:05:33  warning      289  A connection to BRAVO could not be opened: …}. */
  public String line(LoggedEvent event) {
    String level = switch (event.level()) {
      case "information" -> "info";
      default -> event.level();
    };
    Ink ink = switch (event.level()) {
      case "error" -> Ink.BAD;
      case "warning" -> Ink.WARNING;
      default -> Ink.PLAIN;
    };
    String head = String.format(Locale.ROOT, "%-7s %5d", level, event.id());
    return Ink.FAINT.on(moments.at(event.at()), colours) + "  " + ink.on(head, colours) + "  "
        + clean(event.text());
  }

  /** Parameters come from peers: they must not play with a terminal. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return out.toString();
  }
}
