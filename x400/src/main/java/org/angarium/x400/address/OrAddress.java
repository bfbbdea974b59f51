package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.x400.text.CharacterString;
import org.jspecify.annotations.Nullable;

/**
 * An O/R address (X.411 ORAddress, X.402 §18). Immutable. Holds whatever could be decoded, over-long values and unknown extension
 * attributes too; {@link #validate} tells what breaks the limits. Equal means encoded alike; {@link #matches} means the same
 * address.
 */
public final class OrAddress {
  private final Map<AddressAttribute, CharacterString> builtIn;
  private final List<CharacterString> organizationalUnits;
  private final List<DomainDefinedAttribute> domainDefined;
  private final List<ExtensionAttribute> extensions;
  private final Unrecognized unrecognized;
  /** Made when first asked for; twice if two ask at the same time, which does no harm. */
  private volatile @Nullable NormalizedAddress normalized;
  private @Nullable String matchingKey;

  /**
   * Elements no edition of the standard knows, each place's encodings one after the other.
   *
   * @param builtIn behind the built-in standard attributes
   * @param personalName in the personal name
   * @param address behind the address's components
   */
  record Unrecognized(Octets builtIn, Octets personalName, Octets address) {
    static final Unrecognized NONE = new Unrecognized(Octets.EMPTY, Octets.EMPTY, Octets.EMPTY);
  }

  OrAddress(Map<AddressAttribute, CharacterString> builtIn, List<CharacterString> organizationalUnits,
      List<DomainDefinedAttribute> domainDefined, List<ExtensionAttribute> extensions,
      Unrecognized unrecognized) {
    EnumMap<AddressAttribute, CharacterString> copy = new EnumMap<>(AddressAttribute.class);
    copy.putAll(builtIn);
    this.builtIn = Collections.unmodifiableMap(copy);
    this.organizationalUnits = List.copyOf(organizationalUnits);
    this.domainDefined = List.copyOf(domainDefined);
    this.extensions = List.copyOf(extensions);
    this.unrecognized = unrecognized;
  }

  public static OrAddressBuilder builder() {
    return new OrAddressBuilder();
  }

  /**
   * Reads a text form: {@code C=DE;A= ;P=Example;S=Mann} (F.401; each component may also have a line of its own),
   * {@code /C=DE/ADMD= /PRMD=Example/S=Mann/} (RFC 2156 §4.1), or {@code S=Mann, P=Example, A= , C=DE}. The order does not matter.
   *
   * @throws AddressSyntaxException saying what is wrong and where
   */
  public static OrAddress parse(String text) throws AddressSyntaxException {
    return AddressParser.parse(text);
  }

  /** Reads the contents of the element as an ORAddress SEQUENCE, whatever its tag. */
  public static OrAddress decode(BerElement element) throws BerException {
    return OrAddressDecoder.decode(element).address();
  }

  /** Writes the address under the tag: {@code Tag.SEQUENCE} or an implicit one. */
  public void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    OrAddressEncoder.encodeComponents(this, writer);
    OrAddressEncoder.encodeUnrecognized(this, writer);
    writer.end();
  }

  /** What a person reads: the plain form if there is one, else the teletex or universal form; null if absent. */
  public @Nullable String get(AddressAttribute attribute) {
    CharacterString plain = plain(attribute);
    if (plain != null) {
      return plain.text();
    }
    if (extensions.isEmpty()) {
      return null;
    }
    List<String> forms = forms(attribute);
    return forms.isEmpty() ? null : forms.getFirst();
  }

  private @Nullable CharacterString plain(AddressAttribute attribute) {
    return attribute.isOrganizationalUnit()
        ? attribute.index() < organizationalUnits.size() ? organizationalUnits.get(attribute.index()) : null
        : builtIn.get(attribute);
  }

  /** The texts of all forms in which the attribute is present: plain, teletex, universal. */
  public List<String> forms(AddressAttribute attribute) {
    List<String> texts = new ArrayList<>(1);
    CharacterString plain = plain(attribute);
    if (plain != null) {
      texts.add(plain.text());
    }
    for (ExtensionAttribute extension : extensions) {
      texts.addAll(ExtensionForms.texts(extension, attribute));
    }
    return texts;
  }

  public boolean has(AddressAttribute attribute) {
    return get(attribute) != null;
  }

  /** Built-in standard attributes as encoded, organizational units apart. */
  public Map<AddressAttribute, CharacterString> builtInAttributes() {
    return builtIn;
  }

  /** Organizational units of the built-in form, the most significant first. */
  public List<CharacterString> organizationalUnits() {
    return organizationalUnits;
  }

  /** Domain-defined attributes of the built-in form. */
  public List<DomainDefinedAttribute> domainDefinedAttributes() {
    return domainDefined;
  }

  /** Domain-defined attributes of the built-in, teletex and universal forms, one after the other. */
  public List<DomainDefinedAttribute> allDomainDefinedAttributes() {
    if (extensions.isEmpty()) {
      return domainDefined;
    }
    List<DomainDefinedAttribute> all = new ArrayList<>(domainDefined);
    for (ExtensionAttribute extension : extensions) {
      all.addAll(ExtensionForms.domainDefined(extension));
    }
    return all;
  }

  public List<ExtensionAttribute> extensionAttributes() {
    return extensions;
  }

  /** This address with other extension attributes, as a downgrade to 1984 needs. */
  public OrAddress withExtensionAttributes(List<ExtensionAttribute> replacement) {
    return new OrAddress(builtIn, organizationalUnits, domainDefined, replacement, unrecognized);
  }

  /** This address with other built-in domain-defined attributes. */
  public OrAddress withDomainDefinedAttributes(List<DomainDefinedAttribute> replacement) {
    return new OrAddress(builtIn, organizationalUnits, replacement, extensions, unrecognized);
  }

  /** Whether there is nothing in it: an O/R name may then still have a directory name. */
  public boolean isEmpty() {
    return builtIn.isEmpty() && organizationalUnits.isEmpty() && domainDefined.isEmpty()
        && extensions.isEmpty()
        && unrecognized.equals(Unrecognized.NONE);
  }

  /** What breaks a limit or repertoire of X.411, one sentence each; empty if nothing does. */
  public List<String> validate() {
    return AddressLimits.violations(this);
  }

  /**
   * Whether both denote the same address: case and surplus spaces do not count, and one common form of each attribute is enough
   * (X.402 §18.4).
   */
  public boolean matches(OrAddress other) {
    return AddressMatching.matches(this, other);
  }

  /**
   * The address that is meant if who wrote it takes a TeletexString for ISO 8859-1, as many do; to be asked for only if this one, read as
   * the standard says, is nobody's.
   *
   * @return null if nothing in it can be meant so
   */
  public @Nullable OrAddress readAsLatin1() {
    return Latin1Reading.of(this);
  }

  /** The texts that count when addresses are compared. */
  public NormalizedAddress normalized() {
    NormalizedAddress made = normalized;
    if (made == null) {
      made = new NormalizedAddress(this);
      normalized = made;
    }
    return made;
  }

  /** A text that is equal for addresses written alike but for case, spaces and string type. Equal keys imply a match. */
  public String matchingKey() {
    String made = matchingKey;
    if (made == null) {
      made = AddressMatching.key(this);
      matchingKey = made;
    }
    return made;
  }

  Unrecognized unrecognized() {
    return unrecognized;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof OrAddress that && builtIn.equals(that.builtIn)
        && organizationalUnits.equals(that.organizationalUnits) && domainDefined.equals(that.domainDefined)
        && extensions.equals(that.extensions) && unrecognized.equals(that.unrecognized);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * builtIn.hashCode() + organizationalUnits.hashCode())
        + 31 * domainDefined.hashCode() + extensions.hashCode();
  }

  /** The canonical text form, {@code C=..;A=..;P=..}. Unknown extension attributes are not shown. */
  @Override
  public String toString() {
    return AddressPrinter.semicolons(this);
  }

  /** What tells its user from all others; null if it names nobody, because too little is given. */
  public @Nullable AddressForm form() {
    return AddressForm.of(this);
  }

  /** From small to large, separated by commas, the way directory names are written: {@code S=.., O=.., P=.., A=.., C=..}. */
  public String toCommaForm() {
    return AddressPrinter.commas(this);
  }

  /** The slash form of RFC 2156, {@code /C=../ADMD=../PRMD=../}. */
  public String toSlashForm() {
    return AddressPrinter.slashes(this);
  }
}
