package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.Repertoire;
import org.angarium.x400.text.StringType;
import org.angarium.x400.text.Teletex;
import org.jspecify.annotations.Nullable;

/** The printable, teletex and universal forms of attributes that extension attributes hold (X.411 §8.5.5, types 1 to 40). */
final class ExtensionForms {
  static final int TELETEX_DOMAIN_DEFINED = 6;
  static final int UNIVERSAL_DOMAIN_DEFINED = 28;
  private static final Set<Integer> POSTAL_LINES = Set.of(16, 22, 23, 35);

  /** The least form that can hold a text. */
  enum Form {
    PRINTABLE, TELETEX, UNIVERSAL;

    static Form of(Iterable<String> texts) {
      Form form = PRINTABLE;
      for (String text : texts) {
        if (!Teletex.canEncode(text)) {
          return UNIVERSAL;
        }
        if (!Repertoire.PRINTABLE.holds(text)) {
          form = TELETEX;
        }
      }
      return form;
    }
  }

  private ExtensionForms() {}

  /** Whether the type's value is readable as text of an {@link AddressAttribute} or a domain-defined attribute. */
  static boolean isTextual(int type) {
    return type >= 1 && type <= 40 && !POSTAL_LINES.contains(type);
  }

  /** The texts the extension attribute gives for the attribute: none if it is another's or malformed. */
  static List<String> texts(ExtensionAttribute extension, AddressAttribute attribute) {
    int type = extension.type();
    boolean universal = type == attribute.universalExtension();
    if (type == 0
        || !universal && type != attribute.printableExtension() && type != attribute.teletexExtension()) {
      return List.of();
    }
    try {
      BerElement value = select(BerReader.single(extension.value()), attribute);
      return value == null ? List.of() : strings(value, attribute, universal);
    } catch (BerException malformed) {
      return List.of();
    }
  }

  /** The part of the value that belongs to the attribute. */
  private static @Nullable BerElement select(BerElement value, AddressAttribute attribute)
      throws BerException {
    if (attribute.isOrganizationalUnit()) {
      BerReader units = value.children();
      for (int skipped = 0; skipped < attribute.index() && units.hasNext(); skipped++) {
        units.next();
      }
      return units.hasNext() ? units.next() : null;
    }
    if (attribute.isPartOfPersonalName()) {
      for (BerReader parts = value.children(); parts.hasNext();) {
        BerElement part = parts.next();
        if (part.is(Tag.context(attribute.index()))) {
          return part;
        }
      }
      return null;
    }
    return value;
  }

  private static List<String> strings(BerElement value, AddressAttribute attribute, boolean universal)
      throws BerException {
    if (universal) {
      return List.of(universal(value).text());
    }
    if (attribute.isPartOfPersonalName()) {
      return List.of(CharacterString.decode(value, StringType.TELETEX).text());
    }
    if (!attribute.isPdsParameter()) {
      return List.of(CharacterString.decode(value).text());
    }
    List<String> texts = new ArrayList<>(2);
    for (BerReader forms = value.children(); forms.hasNext();) {
      texts.add(CharacterString.decode(forms.next()).text());
    }
    return texts;
  }

  /** UniversalOrBMPString: a SET of the string and, optionally, its language. Some write a UTF8String, which cannot be mistaken. */
  private static CharacterString universal(BerElement value) throws BerException {
    for (BerReader parts = value.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(StringType.BMP.tag()) || part.is(StringType.UNIVERSAL.tag())
          || part.is(StringType.UTF8.tag())) {
        return CharacterString.decode(part);
      }
    }
    throw value.error("has no BMPString or UniversalString");
  }

  /** Domain-defined attributes of the teletex or universal form; none if it is another extension attribute or malformed. */
  static List<DomainDefinedAttribute> domainDefined(ExtensionAttribute extension) {
    boolean universal = extension.type() == UNIVERSAL_DOMAIN_DEFINED;
    if (!universal && extension.type() != TELETEX_DOMAIN_DEFINED) {
      return List.of();
    }
    List<DomainDefinedAttribute> attributes = new ArrayList<>();
    try {
      for (BerReader elements = BerReader.single(extension.value()).children(); elements.hasNext();) {
        BerElement element = elements.next();
        if (universal) {
          BerReader parts = element.children();
          attributes.add(new DomainDefinedAttribute(universal(parts.next()), universal(parts.next())));
        } else {
          attributes.add(OrAddressDecoder.domainDefinedAttribute(element));
        }
      }
      return attributes;
    } catch (BerException malformed) {
      return List.of();
    }
  }

  /** The string type of a form in which the text fits. */
  static StringType stringType(Form form, String text) {
    return switch (form) {
      case PRINTABLE -> StringType.PRINTABLE;
      case TELETEX -> StringType.TELETEX;
      case UNIVERSAL -> text.codePoints().allMatch(c -> c <= 0xFFFF) ? StringType.BMP : StringType.UNIVERSAL;
    };
  }

  /** Writes a text in one form, as an element of its own. */
  static void write(BerWriter writer, Form form, String text) {
    CharacterString string = CharacterString.of(stringType(form, text), text);
    if (form == Form.UNIVERSAL) {
      writer.begin(Tag.SET);
      string.encode(writer);
      writer.end();
    } else {
      string.encode(writer);
    }
  }

  /** Writes a text in one form under a context tag that replaces its own. */
  static void write(BerWriter writer, Form form, String text, int tag) {
    CharacterString string = CharacterString.of(stringType(form, text), text);
    if (form == Form.UNIVERSAL) {
      writer.begin(tag);
      string.encode(writer);
      writer.end();
    } else {
      string.encode(writer, tag);
    }
  }
}
