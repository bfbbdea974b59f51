package org.angarium.mta.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the configuration file writes them: a number of octets, or a number with a unit of 1024, {@code "5M"}. */
final class OctetText {
  private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*([KMG]?)\\s*");

  private OctetText() {}

  /** Empty if it is not a size. */
  static OptionalLong parse(Object value) {
    if (value instanceof Long octets) {
      return OptionalLong.of(octets);
    }
    Matcher matcher = TEXT.matcher(value instanceof String text ? text : "");
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)))
        : OptionalLong.empty();
  }

  /** In the largest unit that leaves no fraction: {@code 5M}, {@code 1000}. */
  static String format(long octets) {
    for (String unit : new String[]{"G", "M", "K"}) {
      if (octets != 0 && octets % (1L << shift(unit)) == 0) {
        return (octets >> shift(unit)) + unit;
      }
    }
    return Long.toString(octets);
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "K" -> 10;
      case "M" -> 20;
      case "G" -> 30;
      default -> 0;
    };
  }
}
