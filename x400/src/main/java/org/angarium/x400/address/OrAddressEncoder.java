package org.angarium.x400.address;

import java.util.List;
import java.util.Map;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.jspecify.annotations.Nullable;

/** Writes the components of ORAddress in the order of X.411 §8.5.5, those of a SET in the order of their tags. */
final class OrAddressEncoder {
  static final int COUNTRY = Tag.application(1);
  static final int ADMD = Tag.application(2);

  private OrAddressEncoder() {}

  static void encodeComponents(OrAddress address, BerWriter writer) {
    builtIn(address, writer);
    if (!address.domainDefinedAttributes().isEmpty()) {
      writer.begin(Tag.SEQUENCE);
      for (DomainDefinedAttribute attribute : address.domainDefinedAttributes()) {
        domainDefined(attribute, writer);
      }
      writer.end();
    }
    if (!address.extensionAttributes().isEmpty()) {
      writer.begin(Tag.SET);
      for (ExtensionAttribute attribute : address.extensionAttributes()) {
        writer.begin(Tag.SEQUENCE).integer(Tag.context(0), attribute.type());
        writer.begin(Tag.context(1)).raw(attribute.value()).end();
        writer.end();
      }
      writer.end();
    }
  }

  static void encodeUnrecognized(OrAddress address, BerWriter writer) {
    writer.raw(address.unrecognized().address().value());
  }

  static void domainDefined(DomainDefinedAttribute attribute, BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    attribute.type().encode(writer);
    attribute.value().encode(writer);
    writer.end();
  }

  private static void builtIn(OrAddress address, BerWriter writer) {
    Map<AddressAttribute, CharacterString> values = address.builtInAttributes();
    writer.begin(Tag.SEQUENCE);
    explicit(COUNTRY, values.get(AddressAttribute.COUNTRY), writer);
    explicit(ADMD, values.get(AddressAttribute.ADMD), writer);
    implicit(0, values.get(AddressAttribute.NETWORK_ADDRESS), writer);
    implicit(1, values.get(AddressAttribute.TERMINAL_ID), writer);
    explicit(Tag.context(2), values.get(AddressAttribute.PRMD), writer);
    implicit(3, values.get(AddressAttribute.ORGANIZATION), writer);
    implicit(4, values.get(AddressAttribute.NUMERIC_USER_ID), writer);
    personalName(address, writer);
    List<CharacterString> units = address.organizationalUnits();
    if (!units.isEmpty()) {
      writer.begin(Tag.context(6));
      for (CharacterString unit : units) {
        unit.encode(writer);
      }
      writer.end();
    }
    writer.raw(address.unrecognized().builtIn().value()).end();
  }

  private static void personalName(OrAddress address, BerWriter writer) {
    Map<AddressAttribute, CharacterString> values = address.builtInAttributes();
    Octets unknown = address.unrecognized().personalName();
    if (unknown.isEmpty() && AddressAttribute.PERSONAL_NAME.stream().noneMatch(values::containsKey)) {
      return;
    }
    writer.begin(Tag.context(5));
    for (int i = 0; i < AddressAttribute.PERSONAL_NAME.size(); i++) {
      implicit(i, values.get(AddressAttribute.PERSONAL_NAME.get(i)), writer);
    }
    writer.raw(unknown.value()).end();
  }

  private static void explicit(int tag, @Nullable CharacterString value, BerWriter writer) {
    if (value != null) {
      writer.begin(tag);
      value.encode(writer);
      writer.end();
    }
  }

  private static void implicit(int number, @Nullable CharacterString value, BerWriter writer) {
    if (value != null) {
      value.encode(writer, Tag.context(number));
    }
  }
}
