package org.angarium.mta.transfer;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;

/**
 * Who we are.
 *
 * @param name MTA name, 1 to 32 characters
 * @param domain our global domain identifier
 */
public record LocalMta(String name, GlobalDomainIdentifier domain) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd").withZone(ZoneOffset.UTC);
  private static final int NAME_IN_IDENTIFIER = 12;
  /** What of a longer name is put before a digest of the whole. */
  private static final int NAME_BEFORE_DIGEST = 7;
  private static final int DIGITS_OF_NAME = 4;
  /** Numbers that have at most 7 digits to the base of 36, so that 32 characters are enough. */
  private static final long NUMBERS = 78_364_164_096L;
  /** Hexadecimal; 76 bits, and no dot among them as in the other form. */
  private static final int DIGITS_OF_KEY = 19;

  /**
   * An MTS-identifier never used before. The second of the day keeps it so when numbers begin anew with another store.
   *
   * @param number a number never given before by the store of this MTA
   */
  public MtsIdentifier identifier(long number, Instant now) {
    String second = digits(LocalTime.ofInstant(now, ZoneOffset.UTC).toSecondOfDay());
    return MtsIdentifier.of(domain, prefix() + "." + DAY.format(now) + "." + "0".repeat(4 - second.length())
        + second + "." + digits(Math.floorMod(number, NUMBERS)));
  }

  private static String digits(long number) {
    return Long.toString(number, 36).toUpperCase(Locale.ROOT);
  }

  /**
   * The MTS-identifier of what a local user submits under a key of its own: always the same one for the same key, so that a submission
   * that is made again can be answered as the first was, whatever is remembered of that.
   *
   * @param user name of the mailbox or access unit
   */
  public MtsIdentifier identifier(String user, String key) {
    return MtsIdentifier.of(domain, prefix() + "." + DuplicateKey.digest(List.of(name, user, key))
        .substring(0, DIGITS_OF_KEY).toUpperCase(Locale.ROOT));
  }

  /** Names may differ only behind where there is room for them. */
  private String prefix() {
    return name.length() <= NAME_IN_IDENTIFIER
        ? name
        : name.substring(0, NAME_BEFORE_DIGEST) + "-"
            + DuplicateKey.digest(List.of(name)).substring(0, DIGITS_OF_NAME).toUpperCase(Locale.ROOT);
  }
}
