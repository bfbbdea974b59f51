package org.angarium.mta.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of times as the configuration file writes it: {@code "Mon-Fri 08:00-18:00"}, {@code "Sat,Sun 22:00-06:00"}, {@code "02:00-03:00"}. */
final class ScheduleText {
  private static final Pattern WINDOW = Pattern.compile(
      "(?:([A-Za-z][A-Za-z, -]*?)\\s+)?(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private ScheduleText() {}

  static Optional<Schedule.Window> parse(String text) {
    Matcher matcher = WINDOW.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int from = minute(matcher.group(2), matcher.group(3));
    int to = minute(matcher.group(4), matcher.group(5));
    Optional<Set<DayOfWeek>> days = days(matcher.group(1) == null ? "Mon-Sun" : matcher.group(1));
    boolean valid = from >= 0 && from < Schedule.MINUTES_OF_DAY && to >= 0 && from != to;
    return valid ? days.map(on -> new Schedule.Window(on, from, to)) : Optional.empty();
  }

  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  /** From 0 to 1440, -1 if it is no time of day. */
  private static int minute(String hours, String minutes) {
    int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    return Integer.parseInt(minutes) < 60 && minute <= Schedule.MINUTES_OF_DAY ? minute : -1;
  }

  private static Optional<Set<DayOfWeek>> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("\\s*-\\s*", -1);
      int first = day(ends[0]);
      int last = day(ends[ends.length - 1]);
      if (first < 0 || last < 0 || ends.length > 2) {
        return Optional.empty();
      }
      for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
        days.add(DayOfWeek.of(day + 1));
      }
      days.add(DayOfWeek.of(last + 1));
    }
    return Optional.of(days);
  }

  /** Monday is 0; -1 if it is no day. */
  private static int day(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.length() < 3 ? -1 : DAYS.indexOf(lower.substring(0, 3));
  }
}
