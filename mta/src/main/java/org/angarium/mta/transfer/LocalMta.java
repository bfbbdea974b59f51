package org.angarium.mta.transfer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  /**
   * An MTS-identifier never used before.
   *
   * @param number a number never given before by this MTA
   */
  public MtsIdentifier identifier(long number, Instant now) {
    String prefix = name.substring(0, Math.min(NAME_IN_IDENTIFIER, name.length()));
    return MtsIdentifier.of(domain,
        prefix + "." + DAY.format(now) + "." + Long.toString(number, 36).toUpperCase(Locale.ROOT));
  }
}
