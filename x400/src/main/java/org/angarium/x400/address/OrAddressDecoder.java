package org.angarium.x400.address;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of ORAddress and ORName (X.411 §8.5.5). Order within a SEQUENCE is not insisted on; what is unknown or comes
 * twice is kept as it stands.
 */
final class OrAddressDecoder {
  private final Map<AddressAttribute, CharacterString> builtIn = new EnumMap<>(AddressAttribute.class);
  private final List<CharacterString> units = new ArrayList<>(0);
  private final List<DomainDefinedAttribute> domainDefined = new ArrayList<>(0);
  private final List<ExtensionAttribute> extensions = new ArrayList<>(0);
  private final ByteArrayOutputStream unknownBuiltIn = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream unknownInPersonalName = new ByteArrayOutputStream(0);
  private final ByteArrayOutputStream unknown = new ByteArrayOutputStream(0);
  private byte @Nullable [] directoryName;

  /** Whether what cannot be read is left out. */
  private final boolean lenient;

  private OrAddressDecoder(boolean lenient) {
    this.lenient = lenient;
  }

  static OrAddressDecoder decode(BerElement element) throws BerException {
    OrAddressDecoder decoder = new OrAddressDecoder(false);
    decoder.components(element.children());
    return decoder;
  }

  /** Of a name that {@link #decode} does not take: what of it can be read. */
  static OrAddressDecoder readable(BerElement element) {
    OrAddressDecoder decoder = new OrAddressDecoder(true);
    try {
      decoder.attempt(() -> decoder.components(element.children()));
    } catch (BerException e) {
      throw new IllegalStateException(e);
    }
    return decoder;
  }

  /** A part of the name. */
  private interface Step {
    void read() throws BerException;
  }

  private void attempt(Step step) throws BerException {
    try {
      step.read();
    } catch (BerException e) {
      if (!lenient) {
        throw e;
      }
    }
  }

  OrAddress address() {
    OrAddress.Unrecognized unrecognized = unknownBuiltIn.size() + unknownInPersonalName.size()
        + unknown.size() == 0
            ? OrAddress.Unrecognized.NONE
            : new OrAddress.Unrecognized(new Octets(unknownBuiltIn.toByteArray()),
                new Octets(unknownInPersonalName.toByteArray()), new Octets(unknown.toByteArray()));
    return new OrAddress(builtIn, units, domainDefined, extensions, unrecognized);
  }

  byte @Nullable [] directoryName() {
    return directoryName;
  }

  private void components(BerReader reader) throws BerException {
    BerElement first = reader.require(Tag.SEQUENCE, "built-in-standard-attributes");
    attempt(() -> builtInAttributes(first.children()));
    while (reader.hasNext()) {
      BerElement component = reader.next();
      if (component.is(Tag.SEQUENCE) && domainDefined.isEmpty()) {
        attempt(() -> {
          for (BerReader attributes = component.children(); attributes.hasNext();) {
            BerElement attribute = attributes.next();
            attempt(() -> domainDefined.add(domainDefinedAttribute(attribute)));
          }
        });
      } else if (component.is(Tag.SET) && extensions.isEmpty()) {
        attempt(() -> {
          for (BerReader attributes = component.children(); attributes.hasNext();) {
            BerElement attribute = attributes.next();
            attempt(() -> extensions.add(extensionAttribute(attribute)));
          }
        });
      } else if (component.is(OrName.DIRECTORY_NAME) && directoryName == null) {
        attempt(() -> {
          component.only();
          directoryName = component.rawContents();
        });
      } else {
        unknown.writeBytes(component.encoded());
      }
    }
  }

  private void builtInAttributes(BerReader reader) throws BerException {
    while (reader.hasNext()) {
      BerElement element = reader.next();
      AddressAttribute attribute = builtInAttribute(element.tag());
      if (attribute != null && !builtIn.containsKey(attribute)) {
        attempt(() -> builtIn.put(attribute, value(attribute, element)));
      } else if (element.is(Tag.context(5)) && !hasPersonalName()) {
        attempt(() -> personalName(element.children()));
      } else if (element.is(Tag.context(6)) && units.isEmpty()) {
        attempt(() -> {
          for (BerReader names = element.children(); names.hasNext();) {
            units.add(CharacterString.decode(names.next()));
          }
        });
      } else {
        unknownBuiltIn.writeBytes(element.encoded());
      }
    }
  }

  private boolean hasPersonalName() {
    return AddressAttribute.PERSONAL_NAME.stream().anyMatch(builtIn::containsKey)
        || unknownInPersonalName.size() > 0;
  }

  private static @Nullable AddressAttribute builtInAttribute(int tag) {
    if (tag == OrAddressEncoder.COUNTRY) {
      return AddressAttribute.COUNTRY;
    }
    if (tag == OrAddressEncoder.ADMD) {
      return AddressAttribute.ADMD;
    }
    if (Tag.classOf(tag) != 2) {
      return null;
    }
    return switch (Tag.numberOf(tag)) {
      case 0 -> AddressAttribute.NETWORK_ADDRESS;
      case 1 -> AddressAttribute.TERMINAL_ID;
      case 2 -> AddressAttribute.PRMD;
      case 3 -> AddressAttribute.ORGANIZATION;
      case 4 -> AddressAttribute.NUMERIC_USER_ID;
      default -> null;
    };
  }

  private static CharacterString value(AddressAttribute attribute, BerElement element) throws BerException {
    return switch (attribute) {
      // These three are a CHOICE of string types, and a tag on a CHOICE is explicit.
      case COUNTRY, ADMD, PRMD -> CharacterString.decode(element.only());
      case NETWORK_ADDRESS, NUMERIC_USER_ID -> CharacterString.decode(element, StringType.NUMERIC);
      default -> CharacterString.decode(element, StringType.PRINTABLE);
    };
  }

  private void personalName(BerReader reader) throws BerException {
    while (reader.hasNext()) {
      BerElement part = reader.next();
      int number = Tag.numberOf(part.tag());
      AddressAttribute attribute = Tag.classOf(part.tag()) == 2 && number < 4
          ? AddressAttribute.PERSONAL_NAME.get(number)
          : null;
      if (attribute != null && !builtIn.containsKey(attribute)) {
        attempt(() -> builtIn.put(attribute, CharacterString.decode(part, StringType.PRINTABLE)));
      } else {
        unknownInPersonalName.writeBytes(part.encoded());
      }
    }
  }

  static DomainDefinedAttribute domainDefinedAttribute(BerElement element) throws BerException {
    BerReader parts = element.expect(Tag.SEQUENCE, "domain-defined attribute").children();
    if (!parts.hasNext()) {
      throw element.error("is a domain-defined attribute without a type");
    }
    CharacterString type = CharacterString.decode(parts.next());
    if (!parts.hasNext()) {
      throw element.error("is a domain-defined attribute without a value");
    }
    CharacterString value = CharacterString.decode(parts.next());
    parts.finish("domain-defined attribute");
    return new DomainDefinedAttribute(type, value);
  }

  private static ExtensionAttribute extensionAttribute(BerElement element) throws BerException {
    BerReader parts = element.expect(Tag.SEQUENCE, "extension attribute").children();
    int type = parts.require(Tag.context(0), "extension-attribute-type").intValue(0, Integer.MAX_VALUE);
    BerElement value = parts.require(Tag.context(1), "extension-attribute-value").only();
    parts.finish("extension attribute");
    return new ExtensionAttribute(type, value.encoded());
  }
}
