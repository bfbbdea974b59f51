package org.angarium.app.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Points in time as a person in some time zone sees them now. */
public final class Moments {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss",
      Locale.ROOT);

  private final InstantSource clock;
  private final ZoneId zone;

  public Moments(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  public Instant now() {
    return clock.instant();
  }

  /** {@code 14:05:33} today, {@code 2026-11-22 14:05:33} on other days. */
  public String at(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    boolean today = local.toLocalDate().equals(LocalDateTime.ofInstant(now(), zone).toLocalDate());
    return (today ? TIME : DAY_AND_TIME).format(local);
  }

  /** {@code 2026-11-22 14:05:33}. */
  public String full(Instant time) {
    return DAY_AND_TIME.format(LocalDateTime.ofInstant(time, zone));
  }

  /** How long ago, as {@code 3 min}; a dash for none. */
  public String since(@Nullable Instant time) {
    return time == null ? "-" : Quantities.duration(whole(Duration.between(time, now())));
  }

  /** How long from now, as {@code in 3 min}; {@code now} if it is past, a dash for none. */
  public String until(@Nullable Instant time) {
    if (time == null) {
      return "-";
    }
    return time.isAfter(now()) ? "in " + Quantities.duration(whole(Duration.between(now(), time))) : "now";
  }

  private static Duration whole(Duration duration) {
    return Duration.ofSeconds(duration.toSeconds());
  }
}
