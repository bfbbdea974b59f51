package org.angarium.x400.address;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.x400.address.AddressText.Component;

/**
 * A part of the address space, as routing tables name it: the text form of an address in which a value may end in an asterisk,
 * {@code C=DE;A=*;P=EX*}. A lone asterisk asks for any present value; an attribute that is not named may be anything.
 */
public final class AddressPattern {
  /** Matches every address. */
  public static final AddressPattern ALL = new AddressPattern(Map.of(), Map.of());

  private static final int EXACT = 1000;
  private static final int OPEN = 1;
  private static final int PRESENT = 1;

  private final Map<AddressAttribute, Criterion> attributes;
  private final Map<String, Criterion> domainDefined;

  /** What a value must be, normalized: equal to the text, or begin with it if open. */
  public record Criterion(String text, boolean open) {
    boolean accepts(List<String> forms) {
      for (String form : forms) {
        if (open ? form.startsWith(text) : form.equals(text)) {
          return true;
        }
      }
      return false;
    }

    int specificity() {
      return open ? Math.min(PRESENT + OPEN * text.length(), EXACT - 1) : EXACT;
    }
  }

  private AddressPattern(Map<AddressAttribute, Criterion> attributes, Map<String, Criterion> domainDefined) {
    this.attributes = attributes;
    this.domainDefined = domainDefined;
  }

  /**
   * @param text a text form of an address, or {@code *} or nothing for every address
   * @throws AddressSyntaxException saying what is wrong and where
   */
  public static AddressPattern parse(String text) throws AddressSyntaxException {
    if (text.isBlank() || text.strip().equals("*")) {
      return ALL;
    }
    Map<AddressAttribute, Criterion> attributes = new EnumMap<>(AddressAttribute.class);
    Map<String, Criterion> domainDefined = new TreeMap<>();
    int units = 0;
    for (Component component : AddressText.components(text)) {
      String key = component.key().toUpperCase(Locale.ROOT);
      String type = AddressParser.domainDefinedType(component.key());
      if (AddressParser.unitNumber(key) == 0) {
        key += Integer.toString(++units);
      }
      AddressAttribute attribute = AddressAttribute.ofKey(key);
      Criterion criterion = new Criterion(AddressMatching.normalize(component.value()), component.open());
      if (type == null && attribute == null) {
        throw new AddressSyntaxException("unknown attribute \"" + component.key() + "\"", text,
            component.offset());
      }
      if (criterion.text.isEmpty() && !criterion.open && attribute != AddressAttribute.ADMD) {
        throw new AddressSyntaxException(component.key() + " has no value", text, component.offset());
      }
      if ((type != null
          ? domainDefined.put(AddressMatching.normalize(type), criterion)
          : attributes.put(attribute, criterion)) != null) {
        throw new AddressSyntaxException(component.key() + " is given twice", text, component.offset());
      }
    }
    return new AddressPattern(attributes, domainDefined);
  }

  /** What it asks of attributes, in the order of the attributes. */
  public Map<AddressAttribute, Criterion> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  /** What it asks of domain-defined attributes, by their normalized type. */
  public Map<String, Criterion> domainDefined() {
    return Collections.unmodifiableMap(domainDefined);
  }

  /** Whether the address lies in this part of the address space. */
  public boolean matches(OrAddress address) {
    NormalizedAddress texts = address.normalized();
    for (Map.Entry<AddressAttribute, Criterion> entry : attributes.entrySet()) {
      if (!entry.getValue().accepts(texts.forms(entry.getKey()))) {
        return false;
      }
    }
    for (Map.Entry<String, Criterion> entry : domainDefined.entrySet()) {
      if (!entry.getValue().accepts(texts.domainDefined(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * How much the pattern asks for; of the patterns that match an address the one with the highest number is the closest. An exact
   * value outweighs any number of open ones, a longer beginning a shorter one, and any present value an attribute not named.
   */
  public int specificity() {
    int sum = 0;
    for (Criterion criterion : attributes.values()) {
      sum += criterion.specificity();
    }
    for (Criterion criterion : domainDefined.values()) {
      sum += criterion.specificity();
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressPattern that && attributes.equals(that.attributes)
        && domainDefined.equals(that.domainDefined);
  }

  @Override
  public int hashCode() {
    return 31 * attributes.hashCode() + domainDefined.hashCode();
  }

  /** The canonical text form, values in lower case; {@code *} for every address. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    attributes.forEach((attribute, criterion) -> append(out, attribute.key(), criterion));
    domainDefined.forEach((type, criterion) -> append(out, "DDA:" + type, criterion));
    return out.isEmpty() ? "*" : out.toString();
  }

  private static void append(StringBuilder out, String key, Criterion criterion) {
    if (!out.isEmpty()) {
      out.append(';');
    }
    if (criterion.open && criterion.text.isEmpty()) {
      out.append(key).append("=*");
      return;
    }
    AddressText.append(out, key, criterion.text, ';', '\\');
    if (criterion.open) {
      out.append('*');
    }
  }
}
