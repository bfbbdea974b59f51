package org.angarium.x400.p1;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.DomainName;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SequenceOf;
import org.jspecify.annotations.Nullable;

/**
 * Something meant for one domain on the way (X.411 §12.2.1.1.1.2).
 *
 * @param privateDomain null if the information is for an administration domain, as always in 1984
 * @param information what the two domains agreed on, as received
 */
public record PerDomainBilateralInformation(DomainName country, DomainName administrationDomain,
    @Nullable DomainName privateDomain, RawElement information) {
  /** Most entries accepted in one envelope. */
  private static final int MAX = 1000;
  private static final int COUNTRY = Tag.application(1);
  private static final int ADMINISTRATION_DOMAIN = Tag.application(2);
  private static final int PRIVATE_DOMAIN_ADMINISTRATION = Tag.context(0);
  private static final int PRIVATE_DOMAIN_IDENTIFIER = Tag.context(1);

  static List<PerDomainBilateralInformation> decodeList(@Nullable BerElement list) throws BerException {
    return list == null
        ? List.of()
        : SequenceOf.decode(list, MAX, Tag.SEQUENCE, "per-domain-bilateral-information",
            PerDomainBilateralInformation::decode);
  }

  private static PerDomainBilateralInformation decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    DomainName country = DomainName.decode(reader.require(COUNTRY, "country-name").only(), "country-name");
    BerElement administration = reader.nextIf(ADMINISTRATION_DOMAIN);
    DomainName privateDomain = null;
    if (administration == null) {
      BerReader pair = reader.require(Tag.SEQUENCE, "private-domain").children();
      administration = pair.require(PRIVATE_DOMAIN_ADMINISTRATION, "administration-domain-name");
      privateDomain = DomainName.decode(
          pair.require(PRIVATE_DOMAIN_IDENTIFIER, "private-domain-identifier").only(),
          "private-domain-identifier");
      pair.finish("private-domain");
    }
    DomainName administrationDomain = DomainName.decode(administration.only(), "administration-domain-name");
    RawElement information = RawElement.of(reader.next());
    reader.finish("per-domain-bilateral-information");
    return new PerDomainBilateralInformation(country, administrationDomain, privateDomain, information);
  }

  static void encodeList(BerWriter writer, int tag, List<PerDomainBilateralInformation> all) {
    if (!all.isEmpty()) {
      writer.begin(tag);
      all.forEach(one -> one.encode(writer));
      writer.end();
    }
  }

  private void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    country.encode(writer, COUNTRY);
    if (privateDomain == null) {
      administrationDomain.encode(writer, ADMINISTRATION_DOMAIN);
    } else {
      writer.begin(Tag.SEQUENCE);
      administrationDomain.encode(writer, PRIVATE_DOMAIN_ADMINISTRATION);
      privateDomain.encode(writer, PRIVATE_DOMAIN_IDENTIFIER);
      writer.end();
    }
    information.encode(writer);
    writer.end();
  }
}
