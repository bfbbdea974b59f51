package org.angarium.x400.address;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.angarium.x400.text.CharacterString;

/** When two O/R addresses are the same (X.402 §18.4). */
final class AddressMatching {
  private static final int LONGEST_COMPOSED = 1000;

  private AddressMatching() {}

  /** The text without what does not count: case, spaces around it and all but one of several spaces. */
  static String normalize(String text) {
    return isNormalized(text) ? text : normalizeAny(text);
  }

  /** Most texts are plain ones that need no or little change; composing costs many times as much as looking. */
  private static boolean isNormalized(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c >= 'A' && c <= 'Z' || c == ' ' && before == ' ') {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String normalizeAny(String text) {
    return isAscii(text) ? normalizeAscii(text) : normalizeComposed(text);
  }

  private static String normalizeAscii(String text) {
    char[] out = new char[text.length()];
    int length = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        space = length > 0;
      } else {
        if (space) {
          out[length++] = ' ';
          space = false;
        }
        out[length++] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      }
    }
    return new String(out, 0, length);
  }

  private static String normalizeComposed(String text) {
    // Composing takes time that grows with the square of a run of marks, so a text far over any limit is taken as it is.
    String composed = (text.length() > LONGEST_COMPOSED
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC))
        .toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(composed.length());
    boolean space = false;
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      if (c == ' ') {
        space = !out.isEmpty();
      } else {
        if (space) {
          out.append(' ');
          space = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  static boolean matches(OrAddress one, OrAddress other) {
    for (AddressAttribute attribute : AddressAttribute.values()) {
      List<String> forms = one.normalized().forms(attribute);
      List<String> otherForms = other.normalized().forms(attribute);
      if (!(forms.isEmpty() && otherForms.isEmpty()) && Collections.disjoint(forms, otherForms)) {
        return false;
      }
    }
    return surplusUnits(one).equals(surplusUnits(other)) && domainDefined(one).equals(domainDefined(other))
        && special(one).equals(special(other)) && opaque(one).equals(opaque(other));
  }

  static String key(OrAddress address) {
    StringBuilder out = new StringBuilder();
    for (AddressAttribute attribute : AddressAttribute.values()) {
      List<String> forms = address.normalized().forms(attribute);
      if (!forms.isEmpty()) {
        append(out, attribute.key(), forms.getFirst());
      }
    }
    // Most addresses have nothing of these, and keys are made for each recipient of each message.
    if (address.organizationalUnits().size() > AddressAttribute.ORGANIZATIONAL_UNITS.size()) {
      surplusUnits(address).forEach(unit -> append(out, "OU+", unit));
    }
    if (!address.normalized().names().isEmpty()) {
      new TreeSet<>(domainDefined(address))
          .forEach(attribute -> append(out, "DDA:" + attribute.type, attribute.value));
      special(address).forEach((key, text) -> append(out, key, text));
    }
    if (!address.extensionAttributes().isEmpty()) {
      opaque(address).stream().map(Object::toString).sorted().forEach(text -> append(out, "#", text));
    }
    return out.toString();
  }

  private static void append(StringBuilder out, String key, String value) {
    if (!out.isEmpty()) {
      out.append(';');
    }
    AddressText.append(out, key, value, ';', '\\');
  }

  private static List<String> surplusUnits(OrAddress address) {
    return address.organizationalUnits().stream().skip(4).map(CharacterString::text)
        .map(AddressMatching::normalize).toList();
  }

  record DomainDefined(String type, String value) implements Comparable<DomainDefined> {
    @Override
    public int compareTo(DomainDefined other) {
      int byType = type.compareTo(other.type);
      return byType != 0 ? byType : value.compareTo(other.value);
    }
  }

  /** Domain-defined attributes of all forms; their order does not count. */
  static Set<DomainDefined> domainDefined(OrAddress address) {
    Set<DomainDefined> set = new HashSet<>();
    for (DomainDefinedAttribute attribute : address.allDomainDefinedAttributes()) {
      set.add(new DomainDefined(normalize(attribute.type().text()), normalize(attribute.value().text())));
    }
    return set;
  }

  /** Postal lines, extended network address and terminal type; in which strings they come does not count. */
  private static Map<String, String> special(OrAddress address) {
    Map<String, String> texts = new TreeMap<>();
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      SpecialForms.texts(extension).forEach((key, text) -> texts.put(key, normalize(text)));
    }
    return texts;
  }

  /** Extension attributes that can only be compared by their octets. */
  private static Set<ExtensionAttribute> opaque(OrAddress address) {
    Set<ExtensionAttribute> set = new HashSet<>();
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      if (!ExtensionForms.isTextual(extension.type()) && SpecialForms.texts(extension).isEmpty()) {
        set.add(extension);
      }
    }
    return set;
  }
}
