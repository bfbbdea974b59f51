package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.Repertoire;

import org.angarium.x400.text.StringType;
/** Checks an O/R address against the upper bounds and repertoires of X.411 (Annex B). */
final class AddressLimits {
  private static final int EXTENSION_ATTRIBUTES = 256;
  private static final int UNITS = 4;
  /** Upper bounds of the parts of a universal personal name are wider than those of the printable one. */
  private static final Map<AddressAttribute, Integer> UNIVERSAL_LIMITS = Map.of(AddressAttribute.SURNAME, 64,
      AddressAttribute.GIVEN_NAME, 40, AddressAttribute.INITIALS, 16, AddressAttribute.GENERATION_QUALIFIER,
      16);

  private final OrAddress address;
  private final List<String> violations = new ArrayList<>();

  private AddressLimits(OrAddress address) {
    this.address = address;
  }

  static List<String> violations(OrAddress address) {
    AddressLimits limits = new AddressLimits(address);
    limits.builtIn();
    limits.domainDefined();
    limits.extensions();
    return List.copyOf(limits.violations);
  }

  private void builtIn() {
    address.builtInAttributes().forEach((attribute, value) -> {
      if (attribute == AddressAttribute.COUNTRY) {
        country("country-name", value);
      } else {
        length(attribute.fieldName(), value.text(), attribute == AddressAttribute.ADMD ? 0 : 1,
            attribute.limit());
        repertoire(attribute.fieldName(), value);
      }
    });
    List<CharacterString> units = address.organizationalUnits();
    if (units.size() > UNITS) {
      violations
          .add("organizational-unit-names: " + units.size() + " units, at most " + UNITS + " are allowed");
    }
    for (CharacterString unit : units) {
      length("organizational-unit-name", unit.text(), 1, AddressAttribute.OU1.limit());
      repertoire("organizational-unit-name", unit);
    }
    boolean partsOfName = AddressAttribute.PERSONAL_NAME.stream()
        .anyMatch(address.builtInAttributes()::containsKey);
    if (partsOfName && !address.builtInAttributes().containsKey(AddressAttribute.SURNAME)) {
      violations.add("personal-name: the surname is missing");
    }
  }

  private void country(String name, CharacterString value) {
    String text = value.text();
    boolean good = value.type() == StringType.NUMERIC
        ? text.length() == 3 && Repertoire.NUMERIC.holds(text)
        : text.length() == 2 && text.chars().allMatch(c -> c < 128 && Character.isLetter(c));
    if (!good) {
      violations.add(name + ": \"" + text + "\" is neither two letters nor three digits of a NumericString");
    }
  }

  private void domainDefined() {
    List<DomainDefinedAttribute> attributes = address.domainDefinedAttributes();
    if (attributes.size() > DomainDefinedAttribute.LIMIT) {
      violations.add("domain-defined-attributes: " + attributes.size() + ", at most "
          + DomainDefinedAttribute.LIMIT + " are allowed");
    }
    for (DomainDefinedAttribute attribute : attributes) {
      repertoire("domain-defined attribute type", attribute.type());
      repertoire("domain-defined attribute value", attribute.value());
    }
    for (DomainDefinedAttribute attribute : address.allDomainDefinedAttributes()) {
      length("domain-defined attribute type", attribute.type().text(), 1, DomainDefinedAttribute.TYPE_LIMIT);
      length("domain-defined attribute value", attribute.value().text(), 1,
          DomainDefinedAttribute.VALUE_LIMIT);
    }
  }

  private void extensions() {
    List<ExtensionAttribute> extensions = address.extensionAttributes();
    if (extensions.size() > EXTENSION_ATTRIBUTES) {
      violations.add("extension-attributes: " + extensions.size() + ", at most " + EXTENSION_ATTRIBUTES
          + " are allowed");
    }
    Set<Integer> seen = new HashSet<>();
    for (ExtensionAttribute extension : extensions) {
      if (!seen.add(extension.type())) {
        violations.add("extension-attributes: type " + extension.type() + " comes twice");
      }
      for (AddressAttribute attribute : AddressAttribute.values()) {
        int limit = extension.type() == attribute.universalExtension()
            ? UNIVERSAL_LIMITS.getOrDefault(attribute, attribute.limit())
            : attribute.limit();
        for (String text : ExtensionForms.texts(extension, attribute)) {
          length(attribute.fieldName(), text, 1, limit);
        }
      }
    }
  }

  private void length(String name, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      violations.add(name + ": \"" + text + "\" has " + length + " characters, " + min + " to " + max
          + " are allowed");
    }
  }

  private void repertoire(String name, CharacterString value) {
    Repertoire repertoire = value.type() == StringType.NUMERIC ? Repertoire.NUMERIC : Repertoire.PRINTABLE;
    String text = value.text();
    int at = repertoire.firstOutside(text);
    if (at >= 0) {
      violations.add(name + ": \"" + text + "\" has the character '" + text.charAt(at) + "', which a "
          + repertoire.typeName() + " does not have");
    } else if (value.type() != StringType.NUMERIC && value.type() != StringType.PRINTABLE) {
      violations.add(name + ": \"" + text + "\" is neither a NumericString nor a PrintableString");
    }
  }
}
