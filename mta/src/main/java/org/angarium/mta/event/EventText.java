package org.angarium.mta.event;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An event as one line for people: {@code 15:04:05.123  WARN   289  A connection to bravo could not be opened: …}. */
public final class EventText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final String DIM = "\u001B[2m";
  private static final String YELLOW = "\u001B[33m";
  private static final String RED = "\u001B[1;31m";
  private static final String PLAIN = "\u001B[0m";

  private final DateTimeFormatter time;
  private final boolean colours;

  /**
   * @param zone of the times shown
   * @param colours whether the reader is a terminal that understands ANSI colours
   */
  public EventText(ZoneId zone, boolean colours) {
    this.time = TIME.withZone(zone);
    this.colours = colours;
  }

  public String of(LoggedEvent logged) {
    Event event = logged.event();
    String head = time.format(logged.time());
    String level = switch (event.id().level()) {
      case INFORMATION -> "INFO ";
      case WARNING -> "WARN ";
      case ERROR -> "ERROR";
    };
    String number = "%5d".formatted(event.id().number());
    String text = harmless(event.text());
    if (!colours) {
      return head + "  " + level + " " + number + "  " + text;
    }
    return DIM + head + PLAIN + "  " + switch (event.id().level()) {
      case INFORMATION -> level + " " + DIM + number + PLAIN + "  " + text;
      case WARNING -> YELLOW + level + " " + number + PLAIN + "  " + text;
      case ERROR -> RED + level + " " + number + "  " + text + PLAIN;
    };
  }

  /** A peer chooses parts of the text: nothing in it may move the cursor or begin a line. */
  private static String harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        StringBuilder changed = new StringBuilder(text);
        for (; i < text.length(); i++) {
          if (isControl(text.charAt(i))) {
            changed.setCharAt(i, '\uFFFD');
          }
        }
        return changed.toString();
      }
    }
    return text;
  }

  private static boolean isControl(char c) {
    return c < ' ' || c >= '\u007F' && c <= '\u009F' || c == '\u2028' || c == '\u2029';
  }
}
