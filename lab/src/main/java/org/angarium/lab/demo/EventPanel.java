package org.angarium.lab.demo;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.angarium.app.console.EventLines;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.EventView;
import org.angarium.lab.console.LiveScreen;
import org.angarium.mta.event.EventId;

/** Shows the events of both MTAs that matter, and not the same ones over and over. */
final class EventPanel {
  /** What happens to every message, and what only repeats in the words of another layer what the event next to it says. */
  private static final Set<EventId> UNSHOWN = EnumSet.of(EventId.MESSAGE_SENT, EventId.MESSAGE_RECEIVED,
      EventId.MESSAGE_SUBMITTED, EventId.MESSAGE_DELIVERED, EventId.ASSOCIATION_CLOSED, EventId.LISTENING,
      EventId.CONNECTION_ERROR, EventId.CONNECT_FAILED,
      EventId.RECEIVE_FAILED);
  private static final Set<Integer> UNSHOWN_NUMBERS = UNSHOWN.stream().map(EventId::number)
      .collect(Collectors.toUnmodifiableSet());
  private static final int MOST_ALIKE = 1;
  private static final int WIDTH = 128;

  private final LiveScreen screen;
  private final EventLines lines;
  private final Map<String, Integer> alike = new HashMap<>();
  private Instant opened = Instant.MAX;
  private int hidden;

  EventPanel(LiveScreen screen, EventLines lines) {
    this.screen = screen;
    this.lines = lines;
  }

  synchronized void show(String mta, EventView event) {
    if (UNSHOWN_NUMBERS.contains(event.id()) || event.time().isBefore(opened)) {
      return;
    }
    if (alike.merge(mta + " " + event.id(), 1, Integer::sum) > MOST_ALIKE) {
      hidden++;
      return;
    }
    String line = lines.line(shortened(event));
    screen.line("  " + Ink.STRONG.on(mta, screen.isLive()) + "  " + line);
  }

  private static EventView shortened(EventView event) {
    String text = event.text().length() <= WIDTH ? event.text() : event.text().substring(0, WIDTH - 1) + "…";
    return new EventView(event.sequence(), event.time(), event.id(), event.level(), event.category(),
        event.name(), text, event.parameters(), event.errorCode());
  }

  /** Shows what happens from now on. */
  synchronized void open() {
    opened = Instant.now();
  }

  /** Shows nothing more. */
  synchronized void close() {
    opened = Instant.MAX;
  }

  /** A new chapter, in which everything is new again. */
  synchronized void turnPage() {
    if (hidden > 0) {
      screen.line(Ink.FAINT.on("  … and " + Quantities.count(hidden, "more event") + " like these",
          screen.isLive()));
    }
    hidden = 0;
    alike.clear();
  }
}
