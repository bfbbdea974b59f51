package org.angarium.x400.address;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an O/R address that hold one text and have a key in the text forms (RFC 2156 §4.1, F.401), in the order in
 * which an address is printed. An attribute may come in up to three forms: built-in or printable, teletex, universal.
 */
public enum AddressAttribute {
  /** Two letters (ISO 3166) or three digits (X.121 data country code). */
  COUNTRY("C", "country-name", 3), //
  /** May be a single space, which stands for any administration domain of the country. */
  ADMD("A", "administration-domain-name", 16), //
  PRMD("P", "private-domain-name", 16), //
  ORGANIZATION("O", "organization-name", 64, 0, 3, 25), //
  /** Organizational units, the most significant first. */
  OU1("OU1", "organizational-unit-name", 32, 0, 5, 27), //
  OU2("OU2", "organizational-unit-name", 32, 0, 5, 27), //
  OU3("OU3", "organizational-unit-name", 32, 0, 5, 27), //
  OU4("OU4", "organizational-unit-name", 32, 0, 5, 27), //
  SURNAME("S", "surname", 40, 0, 4, 26), //
  GIVEN_NAME("G", "given-name", 16, 0, 4, 26), //
  INITIALS("I", "initials", 5, 0, 4, 26), //
  GENERATION_QUALIFIER("GQ", "generation-qualifier", 3, 0, 4, 26), //
  COMMON_NAME("CN", "common-name", 64, 1, 2, 24), //
  NETWORK_ADDRESS("X121", "network-address", 16, Repertoire.NUMERIC), //
  NUMERIC_USER_ID("N-ID", "numeric-user-identifier", 32, Repertoire.NUMERIC), //
  TERMINAL_ID("T-ID", "terminal-identifier", 24), //
  PDS_NAME("PD-SYSTEM", "pds-name", 16, 7, 0, 0), //
  PD_COUNTRY("PD-C", "physical-delivery-country-name", 3, 8, 0, 0), //
  POSTAL_CODE("PD-CODE", "postal-code", 16, 9, 0, 0), //
  PD_OFFICE("PD-OFFICE", "physical-delivery-office-name", 30, 10, 10, 29), //
  PD_OFFICE_NUMBER("PD-OFFICE-NUM", "physical-delivery-office-number", 30, 11, 11, 30), //
  PD_EXTENSION_ADDRESS("PD-EXT-ADDRESS", "extension-OR-address-components", 30, 12, 12, 31), //
  PD_PERSONAL_NAME("PD-PN", "physical-delivery-personal-name", 30, 13, 13, 32), //
  PD_ORGANIZATION("PD-O", "physical-delivery-organization-name", 30, 14, 14, 33), //
  PD_EXTENSION_DELIVERY("PD-EXT-DELIVERY", "extension-physical-delivery-address-components", 30, 15, 15, 34), //
  PD_STREET("PD-STREET", "street-address", 30, 17, 17, 36), //
  PD_BOX("PD-BOX", "post-office-box-address", 30, 18, 18, 37), //
  PD_RESTANTE("PD-RESTANTE", "poste-restante-address", 30, 19, 19, 38), //
  PD_UNIQUE("PD-UNIQUE", "unique-postal-name", 30, 20, 20, 39), //
  PD_LOCAL("PD-LOCAL", "local-postal-attributes", 30, 21, 21, 40);

  private static final Map<String, AddressAttribute> BY_KEY = new HashMap<>();
  static final List<AddressAttribute> ORGANIZATIONAL_UNITS = List.of(OU1, OU2, OU3, OU4);
  static final List<AddressAttribute> PERSONAL_NAME = List.of(SURNAME, GIVEN_NAME, INITIALS,
      GENERATION_QUALIFIER);

  static {
    for (AddressAttribute attribute : values()) {
      BY_KEY.put(attribute.key, attribute);
    }
    BY_KEY.putAll(
        Map.of("ADMD", ADMD, "PRMD", PRMD, "Q", GENERATION_QUALIFIER, "X.121", NETWORK_ADDRESS, "UA-ID",
            NUMERIC_USER_ID, "UID", NUMERIC_USER_ID, "PD-OFFICE-NUMBER", PD_OFFICE_NUMBER));
  }

  private final String key;
  private final String fieldName;
  private final int limit;
  private final Repertoire repertoire;
  private final int printableExtension;
  private final int teletexExtension;
  private final int universalExtension;

  AddressAttribute(String key, String fieldName, int limit) {
    this(key, fieldName, limit, Repertoire.PRINTABLE);
  }

  AddressAttribute(String key, String fieldName, int limit, Repertoire repertoire) {
    this(key, fieldName, limit, repertoire, 0, 0, 0);
  }

  AddressAttribute(String key, String fieldName, int limit, int printableExtension, int teletexExtension,
      int universalExtension) {
    this(key, fieldName, limit, Repertoire.PRINTABLE, printableExtension, teletexExtension,
        universalExtension);
  }

  AddressAttribute(String key, String fieldName, int limit, Repertoire repertoire, int printableExtension,
      int teletexExtension, int universalExtension) {
    this.key = key;
    this.fieldName = fieldName;
    this.limit = limit;
    this.repertoire = repertoire;
    this.printableExtension = printableExtension;
    this.teletexExtension = teletexExtension;
    this.universalExtension = universalExtension;
  }

  /** The attribute of a key of the text forms in upper or lower case, {@code null} if there is none. */
  public static @Nullable AddressAttribute ofKey(String key) {
    return BY_KEY.get(key.toUpperCase(Locale.ROOT));
  }

  /** Key in the canonical text form. */
  public String key() {
    return key;
  }

  /** Name in the ASN.1 of X.411. */
  public String fieldName() {
    return fieldName;
  }

  /** Most characters allowed (X.411 Annex B). */
  public int limit() {
    return limit;
  }

  /** What the attribute's plain form may hold. */
  public Repertoire repertoire() {
    return repertoire;
  }

  /** Whether the attribute has a form for characters outside the plain form's repertoire. */
  public boolean hasTeletexForm() {
    return teletexExtension != 0;
  }

  /** Whether some form of the attribute can hold the text, whatever its length. */
  public boolean accepts(String text) {
    return hasTeletexForm() || repertoire.holds(text);
  }

  /** Extension attribute that holds the plain form, 0 if that is built in. */
  int printableExtension() {
    return printableExtension;
  }

  /** Extension attribute that holds the teletex form, 0 if there is none; the postal ones share that of the plain form. */
  int teletexExtension() {
    return teletexExtension;
  }

  int universalExtension() {
    return universalExtension;
  }

  /** Whether the attribute is a postal one with printable and teletex form in one extension attribute (PDSParameter). */
  boolean isPdsParameter() {
    return printableExtension >= 10 && printableExtension <= 21;
  }

  /** Position among the organizational units or the parts of a personal name, else 0. */
  int index() {
    return Math.max(0, Math.max(ORGANIZATIONAL_UNITS.indexOf(this), PERSONAL_NAME.indexOf(this)));
  }

  boolean isOrganizationalUnit() { return ORGANIZATIONAL_UNITS.contains(this); }

  boolean isPartOfPersonalName() { return PERSONAL_NAME.contains(this); }

  @Override
  public String toString() {
    return key;
  }
}
