package org.angarium.mta.config;

import java.util.Locale;
import java.util.Optional;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;

/**
 * A management domain (X.411 GlobalDomainIdentifier).
 *
 * @param country two letters (ISO 3166) or three digits (X.121 data country code)
 * @param admd administration domain, 1 to 16 characters; a single space for any
 * @param prmd private domain, 1 to 16 characters; absent for an administration domain itself
 */
public record GlobalDomain(String country, String admd, Optional<String> prmd) {
  /** Whether the address names this domain; a blank administration domain on either side stands for any (X.402 §18.3.1). */
  public boolean contains(OrAddress address) {
    String itsAdmd = address.get(AddressAttribute.ADMD);
    return isSame(country, address.get(AddressAttribute.COUNTRY))
        && (admd.isBlank() || itsAdmd == null || itsAdmd.isBlank() || isSame(admd, itsAdmd))
        && isSame(prmd.orElse(""), address.get(AddressAttribute.PRMD));
  }

  /** Whether both name the same domain, compared as addresses are; a blank administration domain stands for any. */
  boolean isSameAs(GlobalDomain other) {
    return isSame(country, other.country)
        && (admd.isBlank() || other.admd.isBlank() || isSame(admd, other.admd))
        && isSame(prmd.orElse(""), other.prmd.orElse(""));
  }

  /** Asked for every recipient: without spaces there is nothing to make of the names first. */
  private static boolean isSame(String own, @Nullable String other) {
    String its = other == null ? "" : other;
    return own.equalsIgnoreCase(its)
        || (own.indexOf(' ') >= 0 || its.indexOf(' ') >= 0) && normalized(own).equals(normalized(its));
  }

  private static String normalized(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll(" +", " ");
  }

  /** As in an O/R address: {@code C=DE;A=EXAMPLE;P=ALPHA}. */
  @Override
  public String toString() {
    return "C=" + country + ";A=" + admd + prmd.map(name -> ";P=" + name).orElse("");
  }
}
