package org.angarium.x400.interworking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.angarium.osi.ber.BerWriter;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.DomainDefinedAttribute;
import org.angarium.x400.address.ExtensionAttribute;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.Repertoire;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * O/R names between the editions. 1984 has neither extension attributes nor directory names; a common name travels as the
 * domain-defined attribute {@code Common} (RFC 1328 §3.2), and comes back from it.
 */
public final class Names {
  /** Type of the domain-defined attribute that stands for a common name, compared without regard to case. */
  public static final String COMMON = "Common";
  private static final int COMMON_NAME = 1;
  private static final Set<Integer> COMMON_NAME_FORMS = Set.of(2, 24);
  private static final Set<Integer> ORGANIZATION_FORMS = Set.of(3, 25);
  private static final Set<Integer> PERSONAL_NAME_FORMS = Set.of(4, 26);
  private static final Set<Integer> UNIT_FORMS = Set.of(5, 27);
  private static final Set<Integer> DOMAIN_DEFINED_FORMS = Set.of(6, 28);

  private Names() {}

  /**
   * The name as 1984 can say it.
   *
   * @param name null if it cannot be said
   * @param fault why not, else null
   * @param losses what is left out and still leaves the name that of the same user
   */
  public record Downgraded(@Nullable OrName name, @Nullable String fault, List<String> losses) {
    public Downgraded {
      losses = List.copyOf(losses);
    }
  }

  /** The name as 1984 can say it, if it can. */
  public static Downgraded downgrade(OrName name) {
    Losses losses = new Losses();
    OrAddress address = name.address();
    if (address.isEmpty()) {
      return new Downgraded(null, "a directory name alone is no name in 1984", List.of());
    }
    if (name.directoryName() != null) {
      losses.add("directory name");
    }
    List<DomainDefinedAttribute> domainDefined = new ArrayList<>(address.domainDefinedAttributes());
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      String fault = extension.type() == COMMON_NAME
          ? addCommonName(address, domainDefined)
          : otherForm(extension.type(), address, losses);
      if (fault != null) {
        return new Downgraded(null, fault + " in " + address, List.of());
      }
    }
    if (domainDefined.equals(address.domainDefinedAttributes()) && address.extensionAttributes().isEmpty()
        && name.directoryName() == null) {
      return new Downgraded(name, null, List.of());
    }
    OrName changed = OrName
        .of(address.withExtensionAttributes(List.of()).withDomainDefinedAttributes(domainDefined));
    return new Downgraded(changed, null, losses.list());
  }

  private static @Nullable String addCommonName(OrAddress address,
      List<DomainDefinedAttribute> domainDefined) {
    String commonName = address.forms(AddressAttribute.COMMON_NAME).stream()
        .filter(Repertoire.PRINTABLE::holds).findFirst().orElse(null);
    if (commonName == null) {
      return "the common name is no PrintableString";
    }
    if (domainDefined.stream().anyMatch(Names::isCommon)) {
      return "a domain-defined attribute Common stands beside the common name";
    }
    if (domainDefined.size() >= DomainDefinedAttribute.LIMIT) {
      return "there is no room for the common name among the domain-defined attributes";
    }
    domainDefined.add(DomainDefinedAttribute.printable(COMMON, commonName));
    return null;
  }

  /** An attribute that only repeats in other characters what stands in the address in plain ones can go; any other cannot. */
  private static @Nullable String otherForm(int type, OrAddress address, Losses losses) {
    boolean plain;
    if (COMMON_NAME_FORMS.contains(type)) {
      plain = address.extensionAttributes().stream().anyMatch(other -> other.type() == COMMON_NAME);
    } else if (ORGANIZATION_FORMS.contains(type)) {
      plain = address.builtInAttributes().containsKey(AddressAttribute.ORGANIZATION);
    } else if (PERSONAL_NAME_FORMS.contains(type)) {
      plain = address.builtInAttributes().containsKey(AddressAttribute.SURNAME);
    } else if (UNIT_FORMS.contains(type)) {
      plain = !address.organizationalUnits().isEmpty();
    } else {
      plain = DOMAIN_DEFINED_FORMS.contains(type) && !address.domainDefinedAttributes().isEmpty();
    }
    if (!plain) {
      return "1984 has nothing for extension attribute " + type;
    }
    losses.add("teletex and universal forms of names");
    return null;
  }

  /** The name with all that 1984 does not know left out: for places where it only informs. Null if nothing is left. */
  static @Nullable OrName informing(OrName name, Losses losses) {
    Downgraded exact = downgrade(name);
    losses.addAll(exact.losses());
    if (exact.name() != null) {
      return exact.name();
    }
    losses.add("extension attributes of names");
    OrAddress bare = name.address().withExtensionAttributes(List.of());
    return bare.isEmpty() ? null : OrName.of(bare);
  }

  /** A name from a system of 1984: a domain-defined attribute {@code Common} becomes the common name it stands for. */
  public static OrName upgrade(OrName name) {
    OrAddress address = name.address();
    List<DomainDefinedAttribute> common = address.domainDefinedAttributes().stream().filter(Names::isCommon)
        .toList();
    if (common.size() != 1 || address.has(AddressAttribute.COMMON_NAME)
        || !Repertoire.PRINTABLE.holds(common.getFirst().value().text())
        || common.getFirst().value().text().length() > AddressAttribute.COMMON_NAME.limit()) {
      return name;
    }
    List<DomainDefinedAttribute> rest = address.domainDefinedAttributes().stream()
        .filter(attribute -> !isCommon(attribute)).toList();
    List<ExtensionAttribute> extensions = new ArrayList<>(address.extensionAttributes());
    BerWriter value = new BerWriter();
    CharacterString.of(StringType.PRINTABLE, common.getFirst().value().text()).encode(value);
    extensions.add(new ExtensionAttribute(COMMON_NAME, value.toByteArray()));
    return OrName.of(address.withDomainDefinedAttributes(rest).withExtensionAttributes(extensions),
        name.directoryName());
  }

  private static boolean isCommon(DomainDefinedAttribute attribute) {
    return attribute.type().text().toLowerCase(Locale.ROOT).equals(COMMON.toLowerCase(Locale.ROOT));
  }
}
