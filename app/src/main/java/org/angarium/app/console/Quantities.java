package org.angarium.app.console;

import java.time.Duration;
import java.util.Locale;

/** Sizes, times and counts in the few characters that a person reads at a glance. */
public final class Quantities {
  private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

  private Quantities() {}

  /** {@code 950 B}, {@code 1.5 KB}, {@code 40 MB}; a KB is 1024 octets. */
  public static String size(long octets) {
    if (octets < 1024) {
      return octets + " B";
    }
    double value = octets;
    int unit = -1;
    while (value >= 1023.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = value < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }

  /** {@code 80 ms}, {@code 12 s}, {@code 3 min}, {@code 2 h 5 min}, {@code 4 d 3 h}; a negative one is 0. */
  public static String duration(Duration duration) {
    long milliseconds = Math.max(0, duration.toMillis());
    long seconds = milliseconds / 1000;
    if (milliseconds < 1000) {
      return milliseconds == 0 ? "0 s" : milliseconds + " ms";
    }
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 90) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 48) {
      return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /** {@code 1 message}, {@code 2 messages}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
