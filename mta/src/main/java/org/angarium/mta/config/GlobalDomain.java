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
    String itsAdmd = normalized(address.get(AddressAttribute.ADMD));
    return normalized(country).equals(normalized(address.get(AddressAttribute.COUNTRY)))
        && (admd.isBlank() || itsAdmd.isEmpty() || normalized(admd).equals(itsAdmd))
        && normalized(prmd.orElse("")).equals(normalized(address.get(AddressAttribute.PRMD)));
  }

  /** Whether both name the same domain, compared as addresses are; a blank administration domain stands for any. */
  boolean isSameAs(GlobalDomain other) {
    return normalized(country).equals(normalized(other.country))
        && (admd.isBlank() || other.admd.isBlank() || normalized(admd).equals(normalized(other.admd)))
        && normalized(prmd.orElse("")).equals(normalized(other.prmd.orElse("")));
  }

  private static String normalized(@Nullable String name) {
    if (name == null) {
      return "";
    }
    String text = name.strip().toLowerCase(Locale.ROOT);
    // Asked for every recipient, and hardly ever anything to do.
    return text.contains("  ") ? text.replaceAll(" +", " ") : text;
  }

  /** As in an O/R address: {@code C=DE;A=EXAMPLE;P=ALPHA}. */
  @Override
  public String toString() {
    return "C=" + country + ";A=" + admd + prmd.map(name -> ";P=" + name).orElse("");
  }
}
