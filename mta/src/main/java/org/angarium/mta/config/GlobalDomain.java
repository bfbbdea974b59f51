package org.angarium.mta.config;

import java.util.Optional;

/**
 * A management domain (X.411 GlobalDomainIdentifier).
 *
 * @param country two letters (ISO 3166) or three digits (X.121 data country code)
 * @param admd administration domain, 1 to 16 characters; a single space for any
 * @param prmd private domain, 1 to 16 characters; absent for an administration domain itself
 */
public record GlobalDomain(String country, String admd, Optional<String> prmd) {
  /** As in an O/R address: {@code C=DE;A=EXAMPLE;P=ALPHA}. */
  @Override
  public String toString() {
    return "C=" + country + ";A=" + admd + prmd.map(name -> ";P=" + name).orElse("");
  }
}
