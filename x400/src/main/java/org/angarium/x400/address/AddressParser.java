package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.angarium.x400.address.AddressText.Component;
import org.jspecify.annotations.Nullable;

/** Reads the text forms of an O/R address. */
final class AddressParser {
  private final String text;
  private final OrAddressBuilder builder = OrAddress.builder();
  private final Set<AddressAttribute> seen = EnumSet.noneOf(AddressAttribute.class);
  private final Map<Integer, String> numberedUnits = new TreeMap<>();
  private final List<String> units = new ArrayList<>();
  private final SpecialForms special = new SpecialForms();
  /** Whether a unit came before any country, as in the order from small to large. */
  private boolean unitsBeforeCountry;

  private AddressParser(String text) {
    this.text = text;
  }

  static OrAddress parse(String text) throws AddressSyntaxException {
    return new AddressParser(text).run();
  }

  private OrAddress run() throws AddressSyntaxException {
    List<Component> components = AddressText.components(text);
    if (components.isEmpty()) {
      throw new AddressSyntaxException("no attributes", text, 0);
    }
    for (Component component : components) {
      add(component);
    }
    addUnits();
    String fault = special.fault();
    if (fault != null) {
      throw new AddressSyntaxException(fault, text, 0);
    }
    special.attributes().forEach(builder::extension);
    return builder.build();
  }

  private void add(Component component) throws AddressSyntaxException {
    String key = component.key().toUpperCase(Locale.ROOT);
    String value = component.open() ? component.value() + "*" : component.value();
    String type = domainDefinedType(component.key());
    if (type != null) {
      if (type.isEmpty() || value.isEmpty()) {
        throw error(component, "a domain-defined attribute needs a type and a value");
      }
      builder.domainDefined(type, value);
      return;
    }
    boolean blank = value.isEmpty();
    AddressAttribute attribute = AddressAttribute.ofKey(key);
    if (blank && attribute != AddressAttribute.ADMD) {
      throw error(component, component.key() + " has no value");
    }
    int unit = unitNumber(key);
    if (unit == 0) {
      units.add(value);
      unitsBeforeCountry |= !seen.contains(AddressAttribute.COUNTRY);
    } else if (unit > 0) {
      if (numberedUnits.put(unit, value) != null) {
        throw error(component, component.key() + " is given twice");
      }
    } else if (special.has(key)) {
      throw error(component, component.key() + " is given twice");
    } else if (special.take(key, value)) {
      // Whether it fits the others is seen at the end.
    } else if (attribute == null) {
      throw error(component, "unknown attribute \"" + component.key() + "\"");
    } else if (!seen.add(attribute)) {
      throw error(component, component.key() + " is given twice");
    } else if (!attribute.accepts(value)) {
      int at = attribute.repertoire().firstOutside(value);
      throw error(component, component.key() + " must be a " + attribute.repertoire().typeName()
          + ", which does not have the character '" + Character.toString(value.codePointAt(at)) + "'");
    } else {
      builder.set(attribute, blank ? " " : value);
    }
  }

  /** A number from 1 to 9, 0 for a unit that has none, -1 if the key is not that of a unit. */
  static int unitNumber(String upperCaseKey) {
    if (upperCaseKey.equals("OU")) {
      return 0;
    }
    return upperCaseKey.length() == 3 && upperCaseKey.startsWith("OU") && upperCaseKey.charAt(2) >= '1'
        && upperCaseKey.charAt(2) <= '9' ? upperCaseKey.charAt(2) - '0' : -1;
  }

  /** The type in {@code DDA:type}, {@code DD.type} and the like; null if the key is another's. */
  static @Nullable String domainDefinedType(String key) {
    for (String prefix : List.of("DDA:", "DDA.", "DD:", "DD.")) {
      if (key.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return key.substring(prefix.length());
      }
    }
    return null;
  }

  private void addUnits() throws AddressSyntaxException {
    if (!units.isEmpty() && !numberedUnits.isEmpty()) {
      throw new AddressSyntaxException("OU with and without number", text, 0);
    }
    int expected = 1;
    for (Map.Entry<Integer, String> unit : numberedUnits.entrySet()) {
      if (unit.getKey() != expected) {
        throw new AddressSyntaxException("OU" + unit.getKey() + " without OU" + expected, text, 0);
      }
      expected++;
      builder.organizationalUnit(unit.getValue());
    }
    if (unitsBeforeCountry && seen.contains(AddressAttribute.COUNTRY)) {
      // Written from small to large, the way of directory names and mail domains.
      Collections.reverse(units);
    }
    units.forEach(builder::organizationalUnit);
  }

  private AddressSyntaxException error(Component component, String what) {
    return new AddressSyntaxException(what, text, component.offset());
  }
}
