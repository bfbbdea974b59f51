package org.angarium.mta.transfer;

import java.time.Instant;
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
  /** Hexadecimal; 76 bits, and no dot among them as in the other form. */
  private static final int DIGITS_OF_KEY = 19;

  /**
   * An MTS-identifier never used before.
   *
   * @param number a number never given before by this MTA
   */
  public MtsIdentifier identifier(long number, Instant now) {
    return MtsIdentifier.of(domain,
        prefix() + "." + DAY.format(now) + "." + Long.toString(number, 36).toUpperCase(Locale.ROOT));
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

  private String prefix() {
    return name.substring(0, Math.min(NAME_IN_IDENTIFIER, name.length()));
  }
}
