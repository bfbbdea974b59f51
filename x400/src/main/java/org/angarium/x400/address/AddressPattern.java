package org.angarium.x400.address;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.x400.address.AddressText.Component;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/**
 * A part of the address space, as routing tables name it: the text form of an address in which a value may end in an asterisk,
 * {@code C=DE;A=*;P=EX*}. A lone asterisk asks for any present value; an attribute that is not named may be anything.
 */
public final class AddressPattern {
  /** Matches every address. */
  public static final AddressPattern ALL = new AddressPattern(Map.of(), Map.of(), Interning.NONE);

  static final String DOMAIN_DEFINED = "DDA:";
  private static final int EXACT = 1000;
  private static final int OPEN = 1;
  private static final int PRESENT = 1;

  /** What it asks for, in the order of the attributes, then of the names: routing tables hold very many, so there is no map. */
  private final AddressAttribute[] attributes;
  private final String[] names;
  /** Of the attributes, then of the names. */
  private final Criterion[] criteria;
  private final int specificity;
  private final int hash;

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

  private AddressPattern(Map<AddressAttribute, Criterion> attributes, Map<String, Criterion> named,
      Interning known) {
    this.attributes = attributes.keySet().toArray(AddressAttribute[]::new);
    this.names = named.keySet().toArray(String[]::new);
    this.criteria = new Criterion[attributes.size() + named.size()];
    int filled = 0;
    int sum = 0;
    for (Criterion criterion : attributes.values()) {
      criteria[filled++] = known.criterion(criterion);
      sum += criterion.specificity();
    }
    for (Criterion criterion : named.values()) {
      criteria[filled++] = known.criterion(criterion);
      sum += criterion.specificity();
    }
    this.specificity = sum;
    this.hash = 31 * (31 * Arrays.hashCode(this.attributes) + Arrays.hashCode(names))
        + Arrays.hashCode(criteria);
  }

  /** Keeps one of equal criteria: among very many patterns most ask for the same countries and domains. */
  interface Interning {
    /** Keeps what it gets. */
    Interning NONE = criterion -> criterion;

    Criterion criterion(Criterion equal);
  }

  /**
   * @param text a text form of an address, or {@code *} or nothing for every address
   * @throws AddressSyntaxException saying what is wrong and where
   */
  public static AddressPattern parse(String text) throws AddressSyntaxException {
    return parse(text, Interning.NONE);
  }

  static AddressPattern parse(String text, Interning known) throws AddressSyntaxException {
    if (text.isBlank() || text.strip().equals("*")) {
      return ALL;
    }
    Map<AddressAttribute, Criterion> attributes = new EnumMap<>(AddressAttribute.class);
    Map<String, Criterion> named = new TreeMap<>();
    int units = 0;
    for (Component component : AddressText.components(text)) {
      String key = component.key().toUpperCase(Locale.ROOT);
      String type = AddressParser.domainDefinedType(component.key());
      if (AddressParser.unitNumber(key) == 0) {
        key += Integer.toString(++units);
      }
      AddressAttribute attribute = AddressAttribute.ofKey(key);
      Criterion criterion = new Criterion(AddressMatching.normalize(component.value()), component.open());
      String name = type != null
          ? DOMAIN_DEFINED + AddressMatching.normalize(type)
          : SpecialForms.key(component.key().toUpperCase(Locale.ROOT));
      if (name == null && attribute == null) {
        throw new AddressSyntaxException("unknown attribute \"" + component.key() + "\"", text,
            component.offset());
      }
      if (criterion.text.isEmpty() && !criterion.open && attribute != AddressAttribute.ADMD) {
        throw new AddressSyntaxException(component.key() + " has no value", text, component.offset());
      }
      if ((name != null ? named.put(name, criterion) : attributes.put(attribute, criterion)) != null) {
        throw new AddressSyntaxException(component.key() + " is given twice", text, component.offset());
      }
    }
    return new AddressPattern(attributes, named, known);
  }

  /** What it asks of the attribute; null if that may be anything. */
  public @Nullable Criterion criterion(AddressAttribute attribute) {
    for (int i = 0; i < attributes.length; i++) {
      if (attributes[i] == attribute) {
        return criteria[i];
      }
    }
    return null;
  }

  /** How many attributes it asks something of. */
  public int attributeCount() {
    return attributes.length;
  }

  /** The attributes in their order; {@code position} is less than {@link #attributeCount}. */
  public AddressAttribute attribute(int position) {
    return attributes[position];
  }

  /** Of how many things it asks something that have none of the attributes. */
  public int nameCount() {
    return names.length;
  }

  /**
   * Their names: {@code DDA:} with the normalized type of a domain-defined attribute, the key of a postal line, of the extended network
   * address or of the terminal type; {@code position} is less than {@link #nameCount}.
   */
  public String name(int position) {
    return names[position];
  }

  /** What it asks of the attributes at their positions, and behind them of what has a name. */
  public Criterion criterion(int position) {
    return criteria[position];
  }

  /** Whether the address lies in this part of the address space. */
  public boolean matches(OrAddress address) {
    NormalizedAddress texts = address.normalized();
    for (int i = 0; i < attributes.length; i++) {
      if (!criteria[i].accepts(texts.forms(attributes[i]))) {
        return false;
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (!criteria[attributes.length + i].accepts(texts.named(names[i]))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether some address may have every value that is asked for exactly, as far as can be told without looking closely: false means only
   * that {@link OrAddress#validate} is to be asked.
   */
  public boolean isPlainlyUsable() {
    for (int i = 0; i < attributes.length; i++) {
      if (!criteria[i].open && !isPlain(attributes[i], criteria[i].text)) {
        return false;
      }
    }
    for (int i = 0; i < names.length; i++) {
      Criterion criterion = criteria[attributes.length + i];
      String type = names[i].startsWith(DOMAIN_DEFINED) ? names[i].substring(DOMAIN_DEFINED.length()) : "";
      if (type.isEmpty() || type.length() > DomainDefinedAttribute.TYPE_LIMIT
          || !Repertoire.PRINTABLE.holds(type)
          || !criterion.open && (criterion.text.length() > DomainDefinedAttribute.VALUE_LIMIT
              || !Repertoire.PRINTABLE.holds(criterion.text))) {
        return false;
      }
    }
    return names.length <= DomainDefinedAttribute.LIMIT;
  }

  private static boolean isPlain(AddressAttribute attribute, String text) {
    return switch (attribute) {
      case COUNTRY, PD_COUNTRY -> text.length() == 2 && text.chars().allMatch(c -> c >= 'a' && c <= 'z');
      case ADMD -> text.length() <= attribute.limit() && attribute.repertoire().holds(text);
      default -> !text.isEmpty() && text.length() <= attribute.limit() && attribute.repertoire().holds(text);
    };
  }

  /**
   * How much the pattern asks for; of the patterns that match an address the one with the highest number is the closest. An exact
   * value outweighs any number of open ones, a longer beginning a shorter one, and any present value an attribute not named.
   */
  public int specificity() {
    return specificity;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressPattern that && hash == that.hash
        && Arrays.equals(attributes, that.attributes) && Arrays.equals(names, that.names)
        && Arrays.equals(criteria, that.criteria);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The canonical text form, values in lower case; {@code *} for every address. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < attributes.length; i++) {
      append(out, attributes[i].key(), criteria[i]);
    }
    for (int i = 0; i < names.length; i++) {
      append(out, names[i], criteria[attributes.length + i]);
    }
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
