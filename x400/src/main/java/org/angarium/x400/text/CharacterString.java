package org.angarium.x400.text;

import java.util.Arrays;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;

/**
 * A character string as it was encoded: which string type of ASN.1 and which octets. The octets are kept so that what came in goes
 * out unchanged even if it breaks the rules of its type. Immutable; equal means same type and same octets.
 */
public final class CharacterString {
  private final StringType type;
  private final byte[] octets;

  private CharacterString(StringType type, byte[] octets) {
    this.type = type;
    this.octets = octets;
  }

  public static CharacterString ofOctets(StringType type, byte[] octets) {
    return new CharacterString(type, octets.clone());
  }

  /** A string of this type; characters the type cannot hold become question marks. */
  public static CharacterString of(StringType type, String text) {
    return new CharacterString(type, type.encode(text));
  }

  public static CharacterString printable(String text) {
    return of(StringType.PRINTABLE, text);
  }

  /** Reads an element whose own tag says which string type it is. */
  public static CharacterString decode(BerElement element) throws BerException {
    StringType type = StringType.ofTag(element.tag());
    if (type == null) {
      throw element.error("is not a character string");
    }
    return new CharacterString(type, element.octets());
  }

  /** Reads an element whose type is hidden by an implicit tag. */
  public static CharacterString decode(BerElement element, StringType type) throws BerException {
    return new CharacterString(type, element.octets());
  }

  public void encode(BerWriter writer) {
    writer.octets(type.tag(), octets);
  }

  /** Encodes under an implicit tag. */
  public void encode(BerWriter writer, int tag) {
    writer.octets(tag, octets);
  }

  public StringType type() {
    return type;
  }

  public byte[] octets() {
    return octets.clone();
  }

  /** What a person reads; see {@link StringType#decode}. */
  public String text() {
    return type.decode(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterString that && type == that.type && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return text();
  }
}
