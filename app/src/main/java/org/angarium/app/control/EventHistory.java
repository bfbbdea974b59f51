package org.angarium.app.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The event log as an MTA left it, for when it does not run. */
public final class EventHistory {
  private EventHistory() {}

  /**
   * The last events of a log, oldest first. Lines that are no events are left out: the last one may be unfinished.
   *
   * @throws IOException if the file cannot be read
   */
  public static List<EventView> last(Path file, int most) throws IOException {
    Deque<String> lines = new ArrayDeque<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.addLast(line);
        if (lines.size() > most) {
          lines.removeFirst();
        }
      }
    }
    List<EventView> events = new ArrayList<>();
    for (String line : lines) {
      try {
        events.add(EventView.parse(line));
      } catch (JacksonException e) {
        // Said above.
      }
    }
    return events;
  }
}
