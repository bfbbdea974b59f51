package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.List;
import org.angarium.x400.text.CharacterString;

/** Writes the canonical text forms: attributes in the order of {@link AddressAttribute}, then the domain-defined ones. */
final class AddressPrinter {
  private enum Style {
    SEMICOLONS, SLASHES
  }

  private AddressPrinter() {}

  /** From small to large, separated by commas, the way directory names are written. */
  static String commas(OrAddress address) {
    List<String> components = new ArrayList<>();
    for (AddressAttribute attribute : AddressAttribute.values()) {
      String text = address.get(attribute);
      if (text != null) {
        components.add(comma(attribute.key(), text));
      }
      if (attribute == AddressAttribute.OU4) {
        for (int i = 4; i < address.organizationalUnits().size(); i++) {
          components.add(comma("OU" + (i + 1), address.organizationalUnits().get(i).text()));
        }
      }
    }
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      SpecialForms.texts(extension).forEach((key, text) -> components.add(comma(key, text)));
    }
    address.allDomainDefinedAttributes().forEach(
        attribute -> components.add(comma("DDA:" + attribute.type().text(), attribute.value().text())));
    return String.join(", ", components.reversed());
  }

  private static String comma(String key, String value) {
    StringBuilder out = new StringBuilder();
    AddressText.append(out, key, value, ',', '\\');
    // A semicolon would make it the form with semicolons.
    return out.toString().replace(";", "\\;");
  }

  static String semicolons(OrAddress address) {
    StringBuilder out = new StringBuilder();
    print(address, out, Style.SEMICOLONS);
    String text = out.toString();
    return AddressText.isCommaForm(text) ? text + ';' : text;
  }

  static String slashes(OrAddress address) {
    StringBuilder out = new StringBuilder();
    print(address, out, Style.SLASHES);
    return out.append('/').toString();
  }

  private static void print(OrAddress address, StringBuilder out, Style style) {
    for (AddressAttribute attribute : AddressAttribute.values()) {
      String text = address.get(attribute);
      if (text != null) {
        component(out, style == Style.SLASHES ? slashKey(attribute) : attribute.key(), text, style);
      }
      if (attribute == AddressAttribute.OU4) {
        for (int i = 4; i < address.organizationalUnits().size(); i++) {
          CharacterString unit = address.organizationalUnits().get(i);
          component(out, "OU" + (i + 1), unit.text(), style);
        }
      }
    }
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      SpecialForms.texts(extension).forEach((key, text) -> component(out, key, text, style));
    }
    for (DomainDefinedAttribute attribute : address.allDomainDefinedAttributes()) {
      component(out, (style == Style.SLASHES ? "DD." : "DDA:") + attribute.type().text(),
          attribute.value().text(), style);
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

  private static void component(StringBuilder out, String key, String value, Style style) {
    switch (style) {
      case SLASHES -> out.append('/');
      case SEMICOLONS -> out.append(out.isEmpty() ? "" : ";");
    }
    AddressText.append(out, key, value, style == Style.SLASHES ? '/' : ';',
        style == Style.SLASHES ? '$' : '\\');
  }
}
