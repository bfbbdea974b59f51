package org.angarium.x400.mts;

import java.util.Locale;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/**
 * The name of a country or management domain: {@code CHOICE {NumericString, PrintableString}} (X.411 §8.5.4). The form is kept,
 * because a relay does not change names.
 *
 * @param value 2 letters or 3 digits for a country, 0 to 16 characters for a domain; one space as ADMD means "any"
 * @param numeric whether it is a NumericString
 */
public record DomainName(String value, boolean numeric) {
  public static DomainName printable(String value) {
    return new DomainName(value, false);
  }

  public static DomainName numeric(String value) {
    return new DomainName(value, true);
  }

  /** Decodes the NumericString or PrintableString itself; other character strings are taken for printable ones. */
  public static DomainName decode(BerElement element, String what) throws BerException {
    if (Tag.classOf(element.tag()) != 0 || element.is(Tag.SEQUENCE) || element.is(Tag.SET)) {
      throw element.error("is no name where " + what + " belongs");
    }
    return new DomainName(element.asciiString(), element.is(Tag.NUMERIC_STRING));
  }

  public void encode(BerWriter writer) {
    writer.ascii(numeric ? Tag.NUMERIC_STRING : Tag.PRINTABLE_STRING, value);
  }

  /** Writes the name inside an explicit tag. */
  public void encode(BerWriter writer, int explicitTag) {
    writer.begin(explicitTag);
    encode(writer);
    writer.end();
  }

  /** Whether both name the same domain: letter case, outer spaces and the string type do not count (X.402 §18). */
  public boolean matches(DomainName other) {
    return canonical().equals(other.canonical());
  }

  private String canonical() {
    return value.strip().toUpperCase(Locale.ROOT);
  }
}
