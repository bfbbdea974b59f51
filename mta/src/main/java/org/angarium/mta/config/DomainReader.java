package org.angarium.mta.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;

/** Reads management domains, ours and those of peers. */
final class DomainReader {
  private static final Key COUNTRY = new Key("country",
      "ISO 3166 or X.121 code of the country of the domain");
  private static final Key ADMD = new Key("admd", "the administration domain, \" \" for any");
  private static final Key PRMD = new Key("prmd", "the private domain");

  private DomainReader() {}

  static GlobalDomain read(Section section) {
    String country = section.text(COUNTRY, 3);
    if (!country.isEmpty() && !country.matches("[A-Za-z]{2}|[0-9]{3}")) {
      section.refuse(COUNTRY, "must be two letters or three digits");
    }
    String admd = section.text(ADMD, 16);
    Optional<String> prmd = section.optionalText(PRMD, 16);
    section.refuseUnknownKeys();
    return new GlobalDomain(country, admd, prmd);
  }

  /**
   * Where a peer is if the configuration does not say. Doubtful cases count as our own domain: there internal trace is what finds loops,
   * elsewhere it is only of no use.
   */
  static PeerDomain supposed(GlobalDomain own, boolean sameOrganization, List<AddressSpace> spaces) {
    return !sameOrganization && !spaces.isEmpty()
        && spaces.stream().allMatch(space -> isElsewhere(own, space.pattern()))
            ? PeerDomain.SUPPOSED_OTHER
            : PeerDomain.OWN;
  }

  /** Whether no address of our own domain matches the pattern, whatever else it asks for. */
  private static boolean isElsewhere(GlobalDomain own, AddressPattern pattern) {
    return differs(pattern, AddressAttribute.COUNTRY, own.country())
        || !own.admd().isBlank() && differs(pattern, AddressAttribute.ADMD, own.admd())
        || differs(pattern, AddressAttribute.PRMD, own.prmd().orElse(""));
  }

  private static boolean differs(AddressPattern pattern, AddressAttribute attribute, String own) {
    AddressPattern.Criterion asked = pattern.criterion(attribute);
    return asked != null && !asked.open() && !asked.text().isBlank()
        && !asked.text().equals(own.strip().toLowerCase(Locale.ROOT));
  }
}
