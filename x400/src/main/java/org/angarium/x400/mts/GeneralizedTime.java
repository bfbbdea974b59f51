package org.angarium.x400.mts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.jspecify.annotations.Nullable;

/**
 * GeneralizedTime (X.680 §46) as files and heading extensions carry it. Every form is accepted; a local time without zone is read
 * as UTC. {@code yyyymmddhhmmssZ} is sent: parts of a second are dropped.
 */
public final class GeneralizedTime {
  private static final int LONGEST = 40;
  private static final Pattern FORM = Pattern
      .compile(
          "(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(\\d\\d)?([.,]\\d{1,18})?(Z|[+-]\\d\\d(?:\\d\\d)?)?");

  private GeneralizedTime() {}

  /**
   * @param what the component's name in the standard, for the error
   * @throws BerException if the value is no GeneralizedTime or names a date that does not exist
   */
  public static Instant decode(BerElement element, String what) throws BerException {
    if (element.contentLength() > LONGEST) {
      throw element.error(what + " is a GeneralizedTime of " + element.contentLength() + " octets");
    }
    Matcher parts = FORM.matcher(element.asciiString());
    if (!parts.matches()) {
      throw element.error(what + " is no GeneralizedTime");
    }
    try {
      LocalDateTime time = LocalDateTime.of(number(parts, 1), number(parts, 2), number(parts, 3),
          number(parts, 4), number(parts, 5), number(parts, 6));
      return time.toInstant(zone(parts.group(8))).plusNanos(fraction(parts));
    } catch (DateTimeException e) {
      throw element.error(what + " is no GeneralizedTime (" + e.getMessage() + ")");
    }
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** The fraction is one of the last unit that is there: second, minute or hour. */
  private static long fraction(Matcher parts) {
    String digits = parts.group(7);
    if (digits == null) {
      return 0;
    }
    double unit = parts.group(6) != null ? 1 : parts.group(5) != null ? 60 : 3600;
    return (long) (Double.parseDouble("0." + digits.substring(1)) * unit * 1e9);
  }

  private static ZoneOffset zone(@Nullable String zone) {
    if (zone == null || zone.equals("Z")) {
      return ZoneOffset.UTC;
    }
    int sign = zone.charAt(0) == '-' ? -1 : 1;
    int minutes = zone.length() > 3 ? Integer.parseInt(zone.substring(3)) : 0;
    return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(zone.substring(1, 3)), sign * minutes);
  }

  /**
   * Writes the time under a tag: {@code Tag.GENERALIZED_TIME} or the one that replaces it.
   *
   * @throws IllegalArgumentException if the year is not one of 0 to 9999
   */
  public static void encode(BerWriter writer, int tag, Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      throw new IllegalArgumentException("no GeneralizedTime can name " + time);
    }
    writer.ascii(tag, String.format(Locale.ROOT, "%04d%02d%02d%02d%02d%02dZ", utc.getYear(),
        utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour(), utc.getMinute(), utc.getSecond()));
  }
}
