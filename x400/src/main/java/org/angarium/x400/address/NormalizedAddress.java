package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.x400.text.CharacterString;

/**
 * The texts of an O/R address without what does not count when addresses are compared: case, surplus spaces, string types (X.402 §18.4).
 * Made once for an address, as whoever routes or compares it asks for many of its attributes.
 */
public final class NormalizedAddress {
  private final Map<AddressAttribute, List<String>> forms = new EnumMap<>(AddressAttribute.class);
  /** By name as {@link AddressPattern#name} has it. */
  private Map<String, List<String>> named = Map.of();
  private final boolean severalForms;

  NormalizedAddress(OrAddress address) {
    address.builtInAttributes().forEach(this::add);
    List<CharacterString> units = address.organizationalUnits();
    for (int i = 0; i < Math.min(units.size(), AddressAttribute.ORGANIZATIONAL_UNITS.size()); i++) {
      add(AddressAttribute.ORGANIZATIONAL_UNITS.get(i), units.get(i));
    }
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      for (AddressAttribute attribute : AddressAttribute.values()) {
        for (String text : ExtensionForms.texts(extension, attribute)) {
          put(forms, attribute, AddressMatching.normalize(text));
        }
      }
    }
    severalForms = !address.extensionAttributes().isEmpty()
        && forms.values().stream().anyMatch(texts -> texts.size() > 1);
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      SpecialForms.texts(extension).forEach(this::name);
    }
    for (DomainDefinedAttribute attribute : address.allDomainDefinedAttributes()) {
      name(AddressPattern.DOMAIN_DEFINED + AddressMatching.normalize(attribute.type().text()),
          attribute.value().text());
    }
  }

  /** Most addresses have nothing of the kind. */
  private void name(String name, String value) {
    if (named.isEmpty()) {
      named = new HashMap<>();
    }
    put(named, name, AddressMatching.normalize(value));
  }

  private void add(AddressAttribute attribute, CharacterString value) {
    put(forms, attribute, AddressMatching.normalize(value.text()));
  }

  private static <K> void put(Map<K, List<String>> map, K key, String value) {
    List<String> before = map.get(key);
    if (before == null) {
      map.put(key, List.of(value));
    } else if (!before.contains(value)) {
      List<String> more = new ArrayList<>(before);
      more.add(value);
      map.put(key, List.copyOf(more));
    }
  }

  /** The different texts of all forms in which the attribute is present; none if it is absent. */
  public List<String> forms(AddressAttribute attribute) {
    return forms.getOrDefault(attribute, List.of());
  }

  /** Names of what has none of the attributes: {@code DDA:} with the type of a domain-defined attribute, {@code PD-A1}, {@code T-TY} … */
  public Set<String> names() {
    return named.keySet();
  }

  /** Values of what has this name. */
  public List<String> named(String name) {
    return named.getOrDefault(name, List.of());
  }

  /** Whether some attribute is present in forms that differ. */
  public boolean hasSeveralForms() {
    return severalForms;
  }
}
