package org.angarium.mta.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selected times of the week.
 *
 * @param windows when it is open; none means always
 * @param zone whose clock they are told by
 */
public record Schedule(List<Window> windows, ZoneId zone) {
  public static final Schedule ALWAYS = new Schedule(List.of(), ZoneOffset.UTC);
  static final int MINUTES_OF_DAY = 24 * 60;
  private static final int DAYS_AHEAD = 8;

  public Schedule {
    windows = List.copyOf(windows);
  }

  /**
   * A span of some days.
   *
   * @param days on which it begins
   * @param from minute of the day, 0 to 1439
   * @param to minute of the day at which it is over; if not after {@code from}, that of the next day
   */
  public record Window(Set<DayOfWeek> days, int from, int to) {
    public Window {
      days = Set.copyOf(days);
    }

    private Instant begin(LocalDate day, ZoneId zone) {
      return at(day, from, zone);
    }

    private Instant end(LocalDate day, ZoneId zone) {
      return to > from ? at(day, to, zone) : at(day.plusDays(1), to, zone);
    }

    /** Where the clock is put forward over the time, the moment it is put forward. */
    private static Instant at(LocalDate day, int minute, ZoneId zone) {
      return ZonedDateTime.of(day.plusDays(minute / MINUTES_OF_DAY).atStartOfDay().plusMinutes(
          minute % MINUTES_OF_DAY), zone).toInstant();
    }
  }

  public boolean isOpen(Instant now) {
    if (windows.isEmpty()) {
      return true;
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    for (Window window : windows) {
      for (LocalDate day : List.of(today.minusDays(1), today)) {
        if (window.days.contains(day.getDayOfWeek()) && !now.isBefore(window.begin(day, zone))
            && now.isBefore(window.end(day, zone))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The next moment after this one at which a window begins or ends; null if it is always open. */
  public @Nullable Instant nextChange(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant next = null;
    for (Window window : windows) {
      for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
        LocalDate day = today.plusDays(ahead);
        if (window.days.contains(day.getDayOfWeek())) {
          next = earlier(next, window.begin(day, zone), now);
          next = earlier(next, window.end(day, zone), now);
        }
      }
    }
    return next;
  }

  private static @Nullable Instant earlier(@Nullable Instant next, Instant edge, Instant now) {
    return edge.isAfter(now) && (next == null || edge.isBefore(next)) ? edge : next;
  }
}
