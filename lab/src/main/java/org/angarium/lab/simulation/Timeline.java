package org.angarium.lab.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.angarium.lab.simulation.time.VirtualTime;

/** What happened in a history, for people; keeps nothing unless asked to. */
public final class Timeline {
  private final VirtualTime time;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Timeline(VirtualTime time, boolean kept) {
    this.time = time;
    this.kept = kept;
  }

  void add(String where, Supplier<String> what) {
    if (kept) {
      lines.add(clock(time.elapsed()) + "  " + String.format(Locale.ROOT, "%-8s", where) + " " + what.get());
    }
  }

  boolean isKept() { return kept; }

  static String clock(Duration elapsed) {
    return String.format(Locale.ROOT, "%3d:%02d:%02d.%03d", elapsed.toHours(), elapsed.toMinutesPart(),
        elapsed.toSecondsPart(), elapsed.toMillisPart());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
