package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.ExtensionForms.Form;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.Repertoire;

import org.angarium.x400.text.StringType;
/**
 * Makes an O/R address from texts. A text goes into the plain form if PrintableString can hold it, else into the teletex form, else
 * into the universal form. The parts of a personal name stay together, and so do organizational units.
 */
public final class OrAddressBuilder {
  private final Map<AddressAttribute, String> texts = new EnumMap<>(AddressAttribute.class);
  private final List<String> units = new ArrayList<>();
  private final List<String[]> domainDefined = new ArrayList<>();
  private final List<ExtensionAttribute> extensions = new ArrayList<>();

  OrAddressBuilder() {}

  /**
   * Sets an attribute; organizational units by {@link #organizationalUnit}.
   *
   * @throws IllegalArgumentException if no form of the attribute can hold the text
   */
  public OrAddressBuilder set(AddressAttribute attribute, String text) {
    if (attribute.isOrganizationalUnit()) {
      throw new IllegalArgumentException("organizational units are added one by one");
    }
    if (!attribute.accepts(text)) {
      throw new IllegalArgumentException(attribute.fieldName() + " must be a "
          + attribute.repertoire().typeName() + ": \"" + text + "\"");
    }
    texts.put(attribute, attribute == AddressAttribute.ADMD && text.isEmpty() ? " " : text);
    return this;
  }

  public OrAddressBuilder country(String text) {
    return set(AddressAttribute.COUNTRY, text);
  }

  /** @param text the domain's name; a space stands for any */
  public OrAddressBuilder admd(String text) {
    return set(AddressAttribute.ADMD, text);
  }

  public OrAddressBuilder prmd(String text) {
    return set(AddressAttribute.PRMD, text);
  }

  public OrAddressBuilder organization(String text) {
    return set(AddressAttribute.ORGANIZATION, text);
  }

  /** Adds a unit below those added before. */
  public OrAddressBuilder organizationalUnit(String text) {
    units.add(text);
    return this;
  }

  public OrAddressBuilder surname(String text) {
    return set(AddressAttribute.SURNAME, text);
  }

  public OrAddressBuilder givenName(String text) {
    return set(AddressAttribute.GIVEN_NAME, text);
  }

  public OrAddressBuilder initials(String text) {
    return set(AddressAttribute.INITIALS, text);
  }

  public OrAddressBuilder generationQualifier(String text) {
    return set(AddressAttribute.GENERATION_QUALIFIER, text);
  }

  public OrAddressBuilder commonName(String text) {
    return set(AddressAttribute.COMMON_NAME, text);
  }

  public OrAddressBuilder domainDefined(String type, String value) {
    domainDefined.add(new String[]{type, value});
    return this;
  }

  /** Adds an extension attribute as it stands. */
  public OrAddressBuilder extension(ExtensionAttribute extension) {
    extensions.add(extension);
    return this;
  }

  public OrAddress build() {
    Map<AddressAttribute, CharacterString> builtIn = new EnumMap<>(AddressAttribute.class);
    Map<Integer, BerWriter> made = new TreeMap<>();
    Map<AddressAttribute, String> personalName = new EnumMap<>(AddressAttribute.class);
    texts.forEach((attribute, text) -> {
      if (attribute.isPartOfPersonalName()) {
        personalName.put(attribute, text);
      } else {
        put(attribute, text, builtIn, made);
      }
    });
    putPersonalName(personalName, builtIn, made);
    List<CharacterString> builtInUnits = putUnits(made);
    List<DomainDefinedAttribute> printable = putDomainDefined(made);
    List<ExtensionAttribute> all = new ArrayList<>(extensions);
    made.forEach((type, value) -> all.add(new ExtensionAttribute(type, value.toByteArray())));
    all.sort(Comparator.comparingInt(ExtensionAttribute::type));
    return new OrAddress(builtIn, builtInUnits, printable, all, OrAddress.Unrecognized.NONE);
  }

  private static void put(AddressAttribute attribute, String text,
      Map<AddressAttribute, CharacterString> builtIn, Map<Integer, BerWriter> made) {
    Form form = attribute.hasTeletexForm() ? Form.of(List.of(text)) : Form.PRINTABLE;
    BerWriter writer = new BerWriter();
    if (form == Form.UNIVERSAL) {
      ExtensionForms.write(writer, form, text);
      made.put(attribute.universalExtension(), writer);
    } else if (attribute.isPdsParameter()) {
      writer.begin(Tag.SET);
      ExtensionForms.write(writer, form, text);
      writer.end();
      made.put(attribute.printableExtension(), writer);
    } else if (form == Form.TELETEX) {
      ExtensionForms.write(writer, form, text);
      made.put(attribute.teletexExtension(), writer);
    } else {
      CharacterString plain = CharacterString.of(plainType(attribute, text), text);
      if (attribute.printableExtension() == 0) {
        builtIn.put(attribute, plain);
      } else {
        plain.encode(writer);
        made.put(attribute.printableExtension(), writer);
      }
    }
  }

  private static StringType plainType(AddressAttribute attribute, String text) {
    boolean country = attribute == AddressAttribute.COUNTRY || attribute == AddressAttribute.PD_COUNTRY;
    return attribute.repertoire() == Repertoire.NUMERIC || country && Repertoire.NUMERIC.holds(text)
        ? StringType.NUMERIC
        : StringType.PRINTABLE;
  }

  private static void putPersonalName(Map<AddressAttribute, String> parts,
      Map<AddressAttribute, CharacterString> builtIn, Map<Integer, BerWriter> made) {
    Form form = Form.of(parts.values());
    if (form == Form.PRINTABLE) {
      parts.forEach((attribute, text) -> builtIn.put(attribute, CharacterString.printable(text)));
      return;
    }
    BerWriter writer = new BerWriter().begin(Tag.SET);
    parts.forEach(
        (attribute, text) -> ExtensionForms.write(writer, form, text, Tag.context(attribute.index())));
    made.put(form == Form.TELETEX
        ? AddressAttribute.SURNAME.teletexExtension()
        : AddressAttribute.SURNAME.universalExtension(), writer.end());
  }

  private List<CharacterString> putUnits(Map<Integer, BerWriter> made) {
    Form form = Form.of(units);
    if (form == Form.PRINTABLE) {
      return units.stream().map(CharacterString::printable).toList();
    }
    BerWriter writer = new BerWriter().begin(Tag.SEQUENCE);
    units.forEach(unit -> ExtensionForms.write(writer, form, unit));
    made.put(form == Form.TELETEX
        ? AddressAttribute.OU1.teletexExtension()
        : AddressAttribute.OU1.universalExtension(), writer.end());
    return List.of();
  }

  private List<DomainDefinedAttribute> putDomainDefined(Map<Integer, BerWriter> made) {
    List<DomainDefinedAttribute> printable = new ArrayList<>();
    Map<Form, BerWriter> others = new EnumMap<>(Form.class);
    for (String[] attribute : domainDefined) {
      Form form = Form.of(List.of(attribute));
      if (form == Form.PRINTABLE) {
        printable.add(DomainDefinedAttribute.printable(attribute[0], attribute[1]));
      } else {
        BerWriter writer = others.computeIfAbsent(form, f -> new BerWriter().begin(Tag.SEQUENCE));
        writer.begin(Tag.SEQUENCE);
        ExtensionForms.write(writer, form, attribute[0]);
        ExtensionForms.write(writer, form, attribute[1]);
        writer.end();
      }
    }
    others.forEach((form, writer) -> made.put(form == Form.TELETEX
        ? ExtensionForms.TELETEX_DOMAIN_DEFINED
        : ExtensionForms.UNIVERSAL_DOMAIN_DEFINED, writer.end()));
    return printable;
  }
}
