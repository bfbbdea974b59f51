package org.angarium.x400.mts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/**
 * UTCTime as X.400 uses it (X.411 §8.5, X.680 §47): decoded to an {@link Instant} of whole seconds, years 00–49 meaning 20yy and
 * 50–99 meaning 19yy. Every form of the type is accepted, {@code yymmddhhmmssZ} is sent. Also accepted is {@code 1yymmddhhmmss} for 20yy:
 * ISODE, and so PP, writes the years since 1900.
 */
public final class UtcTime {
  private static final int LONGEST = "1yymmddhhmmss+hhmm".length();
  private static final Instant FIRST = Instant.parse("1950-01-01T00:00:00Z");
  private static final Instant BEYOND = Instant.parse("2050-01-01T00:00:00Z");

  private UtcTime() {}

  /**
   * The time an element holds, whatever its tag.
   *
   * @param what the component's name in the standard, for the error
   * @throws BerException if the value is empty, is no UTCTime, or names a date that does not exist
   */
  public static Instant decode(BerElement element, String what) throws BerException {
    if (element.contentLength() == 0) {
      throw element.error(what + " is an empty UTCTime");
    }
    // A hostile "time" of megabytes must not reach the error message.
    if (element.contentLength() > 4 * LONGEST) {
      throw element.error(what + " is a UTCTime of " + element.contentLength() + " octets");
    }
    String text = element.asciiString();
    try {
      return parse(text);
    } catch (DateTimeException e) {
      throw element.error(what + " is no UTCTime (" + e.getMessage() + "): " + printable(text));
    }
  }

  /**
   * The time a text in one of the forms of UTCTime names.
   *
   * @throws DateTimeException if it is in none of them, or outside 1950–2049 once brought to UTC
   */
  public static Instant parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    boolean since1900 = digits == 13 && text.charAt(0) == '1';
    if (digits != 10 && digits != 12 && !since1900) {
      throw new DateTimeException("10 or 12 digits must come first");
    }
    int at = since1900 ? 1 : 0;
    int year = pair(text, at);
    int seconds = digits == 10 ? 0 : pair(text, at + 10);
    Instant time = LocalDateTime.of(since1900 || year < 50 ? 2000 + year : 1900 + year, pair(text, at + 2),
        pair(text, at + 4), pair(text, at + 6), pair(text, at + 8), seconds).toInstant(offset(text, digits));
    if (!isExpressible(time)) {
      throw new DateTimeException("outside 1950-2049");
    }
    return time;
  }

  /** Whether a UTCTime can name this time: 1950 to 2049. */
  public static boolean isExpressible(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(BEYOND);
  }

  /**
   * The text that is sent, {@code yymmddhhmmssZ}; parts of a second are dropped.
   *
   * @throws IllegalArgumentException if the time is outside 1950–2049
   */
  public static String format(Instant time) {
    if (!isExpressible(time)) {
      throw new IllegalArgumentException("no UTCTime can name " + time);
    }
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    char[] digits = new char[13];
    put(digits, 0, utc.getYear() % 100);
    put(digits, 2, utc.getMonthValue());
    put(digits, 4, utc.getDayOfMonth());
    put(digits, 6, utc.getHour());
    put(digits, 8, utc.getMinute());
    put(digits, 10, utc.getSecond());
    digits[12] = 'Z';
    return new String(digits);
  }

  private static void put(char[] digits, int at, int value) {
    digits[at] = (char) ('0' + value / 10);
    digits[at + 1] = (char) ('0' + value % 10);
  }

  /** Writes the time under a tag: {@link Tag#UTC_TIME} or the one that replaces it. */
  public static void encode(BerWriter writer, int tag, Instant time) {
    writer.ascii(tag, format(time));
  }

  private static ZoneOffset offset(String text, int from) {
    String zone = text.substring(from);
    if (zone.equals("Z")) {
      return ZoneOffset.UTC;
    }
    if (!zone.matches("[+-][0-9]{4}")) {
      throw new DateTimeException("Z, +hhmm or -hhmm must end it");
    }
    int sign = zone.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * pair(zone, 1), sign * pair(zone, 3));
  }

  private static int pair(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.chars().forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return shown.append('"').toString();
  }
}
