package org.angarium.mta.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the configuration file writes them: a number of seconds, or numbers with units, {@code "10m"}, {@code "1h 30m"}. */
final class DurationText {
  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern TERM = Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)\\s*");
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private DurationText() {}

  /** Empty if it is not a duration, or longer than a hundred years. */
  static Optional<Duration> parse(Object value) {
    Optional<BigDecimal> nanos = switch (value) {
      case Long seconds -> Optional.of(BigDecimal.valueOf(seconds).movePointRight(9));
      case Double seconds when Double.isFinite(seconds) ->
        Optional.of(BigDecimal.valueOf(seconds).movePointRight(9));
      case String text -> sumOfTerms(text);
      default -> Optional.empty();
    };
    return nanos.filter(number -> number.abs().compareTo(BigDecimal.valueOf(LONGEST.toNanos())) <= 0)
        .map(number -> Duration.ofNanos(number.setScale(0, RoundingMode.HALF_UP).longValueExact()));
  }

  private static Optional<BigDecimal> sumOfTerms(String text) {
    Matcher term = TERM.matcher(text);
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length() && term.find(end) && term.start() == end) {
      Duration unit = UNITS.getOrDefault(term.group(2), Duration.ZERO);
      sum = sum.add(new BigDecimal(term.group(1)).multiply(BigDecimal.valueOf(unit.toNanos())));
      end = term.end();
    }
    return end == 0 || end < text.length() ? Optional.empty() : Optional.of(sum);
  }

  /** In the largest unit that leaves no fraction: {@code 10 m}, {@code 90 s}, {@code 100 ms}. */
  static String format(Duration duration) {
    if (duration.isZero()) {
      return "0 s";
    }
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long nanos = unit.getValue().toNanos();
      if (duration.toNanos() % nanos == 0) {
        return duration.toNanos() / nanos + " " + unit.getKey();
      }
    }
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }
}
