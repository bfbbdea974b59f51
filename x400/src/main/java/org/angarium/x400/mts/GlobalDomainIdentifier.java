package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The name of a management domain: country, ADMD and, for a private domain, PRMD (X.411 §8.5.4).
 *
 * @param privateDomain null for an administration domain
 */
public record GlobalDomainIdentifier(DomainName country, DomainName administrationDomain,
    @Nullable DomainName privateDomain) {
  /** [APPLICATION 3]. */
  public static final int TAG = Tag.application(3);
  static final int COUNTRY = Tag.application(1);
  static final int ADMINISTRATION_DOMAIN = Tag.application(2);

  /** A private domain whose names are PrintableStrings. */
  public static GlobalDomainIdentifier of(String country, String administrationDomain, String privateDomain) {
    return new GlobalDomainIdentifier(DomainName.printable(country),
        DomainName.printable(administrationDomain), DomainName.printable(privateDomain));
  }

  /** An administration domain whose names are PrintableStrings. */
  public static GlobalDomainIdentifier of(String country, String administrationDomain) {
    return new GlobalDomainIdentifier(DomainName.printable(country),
        DomainName.printable(administrationDomain), null);
  }

  public static GlobalDomainIdentifier decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    DomainName country = DomainName.decode(reader.require(COUNTRY, "country-name").only(), "country-name");
    DomainName administration = DomainName.decode(
        reader.require(ADMINISTRATION_DOMAIN, "administration-domain-name").only(),
        "administration-domain-name");
    DomainName privateDomain = reader.hasNext()
        ? DomainName.decode(reader.next(), "private-domain-identifier")
        : null;
    reader.finish("GlobalDomainIdentifier");
    return new GlobalDomainIdentifier(country, administration, privateDomain);
  }

  public void encode(BerWriter writer) {
    writer.begin(TAG);
    country.encode(writer, COUNTRY);
    administrationDomain.encode(writer, ADMINISTRATION_DOMAIN);
    if (privateDomain != null) {
      privateDomain.encode(writer);
    }
    writer.end();
  }

  /** Whether both name the same domain, as loop detection asks: see {@link DomainName#matches}. */
  public boolean matches(GlobalDomainIdentifier other) {
    if (!country.matches(other.country) || !administrationDomain.matches(other.administrationDomain)) {
      return false;
    }
    DomainName mine = privateDomain;
    DomainName theirs = other.privateDomain;
    return mine == null ? theirs == null : theirs != null && mine.matches(theirs);
  }

  /** {@code /C=XX/A=ADMD/P=PRMD/}; characters that would be ambiguous are escaped with a backslash. */
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, "/C=", country);
    append(text, "/A=", administrationDomain);
    if (privateDomain != null) {
      append(text, "/P=", privateDomain);
    }
    return text.append('/').toString();
  }

  private static void append(StringBuilder text, String label, DomainName name) {
    text.append(label);
    MtsIdentifier.escape(text, name.value(), "/");
  }

  @Override
  public String toString() {
    return text();
  }
}
