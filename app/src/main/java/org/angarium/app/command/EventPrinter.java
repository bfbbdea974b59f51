package org.angarium.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.angarium.app.console.EventLines;
import org.angarium.app.control.EventFeed;
import org.angarium.app.control.LoggedEvent;
import org.angarium.mta.event.EventId;

/** Prints events as they happen, on a thread of its own so that a slow terminal does not slow the MTA. */
final class EventPrinter implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int BATCH = 500;

  private final EventFeed events;
  private final EventId.Level level;
  private final EventLines lines;
  private final PrintWriter out;
  private final Thread thread;
  private volatile boolean stopped;

  private EventPrinter(EventFeed events, EventId.Level level, EventLines lines, PrintWriter out) {
    this.events = events;
    this.level = level;
    this.lines = lines;
    this.out = out;
    this.thread = Thread.ofVirtual().name("event printer").unstarted(this::print);
  }

  /** @param level the least grave events that are printed */
  static EventPrinter start(EventFeed events, EventId.Level level, EventLines lines, PrintWriter out) {
    EventPrinter printer = new EventPrinter(events, level, lines, out);
    printer.thread.start();
    return printer;
  }

  private void print() {
    long printed = 0;
    boolean last = false;
    try {
      while (!last) {
        last = stopped;
        events.await(printed, last ? Duration.ZERO : LOOK);
        printed = print(printed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long print(long after) {
    long printed = after;
    List<LoggedEvent> batch = events.after(printed, BATCH);
    while (!batch.isEmpty()) {
      for (LoggedEvent event : batch) {
        if (EventId.Level.valueOf(event.level().toUpperCase(Locale.ROOT)).compareTo(level) >= 0) {
          out.println(lines.line(event));
        }
        printed = event.number();
      }
      batch = events.after(printed, BATCH);
    }
    out.flush();
    return printed;
  }

  /** Prints what has happened until now, then stops. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
