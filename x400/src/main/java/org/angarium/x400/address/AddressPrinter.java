package org.angarium.x400.address;

import org.angarium.x400.text.CharacterString;

/** Writes the canonical text forms: attributes in the order of {@link AddressAttribute}, then the domain-defined ones. */
final class AddressPrinter {
  private AddressPrinter() {}

  static String semicolons(OrAddress address) {
    StringBuilder out = new StringBuilder();
    print(address, out, false);
    return out.toString();
  }

  static String slashes(OrAddress address) {
    StringBuilder out = new StringBuilder();
    print(address, out, true);
    return out.append('/').toString();
  }

  private static void print(OrAddress address, StringBuilder out, boolean slashes) {
    for (AddressAttribute attribute : AddressAttribute.values()) {
      String text = address.get(attribute);
      if (text != null) {
        component(out, slashes ? slashKey(attribute) : attribute.key(), text, slashes);
      }
      if (attribute == AddressAttribute.OU4) {
        for (int i = 4; i < address.organizationalUnits().size(); i++) {
          CharacterString unit = address.organizationalUnits().get(i);
          component(out, "OU" + (i + 1), unit.text(), slashes);
        }
      }
    }
    for (DomainDefinedAttribute attribute : address.allDomainDefinedAttributes()) {
      component(out, (slashes ? "DD." : "DDA:") + attribute.type().text(), attribute.value().text(), slashes);
    }
  }

  private static String slashKey(AddressAttribute attribute) {
    return switch (attribute) {
      case ADMD -> "ADMD";
      case PRMD -> "PRMD";
      case NUMERIC_USER_ID -> "UA-ID";
      default -> attribute.key();
    };
  }

  private static void component(StringBuilder out, String key, String value, boolean slashes) {
    if (slashes) {
      out.append('/');
    } else if (!out.isEmpty()) {
      out.append(';');
    }
    AddressText.append(out, key, value, slashes ? '/' : ';', slashes ? '$' : '\\');
  }
}
