package org.angarium.x400.address;

import org.angarium.x400.text.CharacterString;

import org.angarium.x400.text.StringType;
/** A domain-defined attribute (X.411 BuiltInDomainDefinedAttribute): a type of up to 8 characters and a value of up to 128. */
public record DomainDefinedAttribute(CharacterString type, CharacterString value) {
  /** Most domain-defined attributes of one form that an address may have. */
  public static final int LIMIT = 4;
  public static final int TYPE_LIMIT = 8;
  public static final int VALUE_LIMIT = 128;

  public static DomainDefinedAttribute printable(String type, String value) {
    return new DomainDefinedAttribute(CharacterString.of(StringType.PRINTABLE, type),
        CharacterString.of(StringType.PRINTABLE, value));
  }

  @Override
  public String toString() {
    return type.text() + "=" + value.text();
  }
}
