package org.angarium.mta.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.PatternReader;
import org.jspecify.annotations.Nullable;

/** What can be wrong with an address or an address pattern by itself. */
final class AddressChecks {
  /** A component of a pattern's canonical text whose value may be continued. */
  private static final Pattern OPEN_COMPONENT = Pattern
      .compile("(^|;)(?!OU)([^;=]+)=(?:[^;\\\\*]|\\\\.)*\\*(?=;|$)");
  private static final Pattern OPEN_UNIT = Pattern.compile("(OU\\d)=(?:[^;\\\\*]|\\\\.)*\\*(?=;|$)");

  private AddressChecks() {}

  /** Notes what keeps the text from being a pattern that an address can match. */
  static boolean patternIsUsable(Section section, Key key, String text) {
    return usablePattern(section, key, text, new PatternReader()).isPresent();
  }

  /** The pattern, if an address can match it; notes what keeps one from it. */
  static Optional<AddressPattern> usablePattern(Section section, Key key, String text, PatternReader reader) {
    try {
      AddressPattern pattern = reader.read(text);
      String fault = fault(pattern);
      if (fault == null) {
        return Optional.of(pattern);
      }
      section.refuse(key, fault);
    } catch (AddressSyntaxException e) {
      section.refuse(key, "is no address pattern: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** What keeps every address from matching the pattern; null if nothing does. */
  static @Nullable String fault(AddressPattern pattern) {
    List<String> violations = pattern.isPlainlyUsable() ? List.of() : violations(pattern);
    return violations.isEmpty() ? null : "no address can match: " + violations.getFirst();
  }

  /** What no address may contain of what the pattern asks for. */
  private static List<String> violations(AddressPattern pattern) {
    String exact = OPEN_COMPONENT.matcher(pattern.toString()).replaceAll("");
    exact = OPEN_UNIT.matcher(exact).replaceAll("$1=x");
    if (exact.isEmpty() || exact.equals("*")) {
      return List.of();
    }
    try {
      return OrAddress.parse(exact).validate().stream()
          .filter(violation -> !violation.startsWith("personal-name: the surname")).toList();
    } catch (AddressSyntaxException e) {
      // A pattern may leave out what an address may not, a unit above another for example.
      return List.of();
    }
  }

  /** The address of a local recipient of the domain; notes what keeps the text from being one. */
  static Optional<OrAddress> localAddress(Section section, Key key, String text, GlobalDomain domain) {
    OrAddress address;
    try {
      address = OrAddress.parse(text);
    } catch (AddressSyntaxException e) {
      section.refuse(key, "is no O/R address: " + e.getMessage());
      return Optional.empty();
    }
    for (String violation : address.validate()) {
      section.refuse(key, "\"" + text + "\" breaks a limit of X.411: " + violation);
      return Optional.empty();
    }
    boolean domainIsKnown = !domain.country().isEmpty() && !domain.admd().isEmpty();
    if (domainIsKnown && !domain.contains(address)) {
      section.refuse(key, "\"" + text + "\" lies outside this MTA's own domain " + domain);
      return Optional.empty();
    }
    if (!namesSomebody(address)) {
      section.refuse(key,
          "\"" + text + "\" names a domain or organization, not a recipient; give S=, CN= or the like");
      return Optional.empty();
    }
    return Optional.of(address);
  }

  private static boolean namesSomebody(OrAddress address) {
    for (AddressAttribute attribute : AddressAttribute.values()) {
      if (attribute.compareTo(AddressAttribute.OU4) > 0 && address.has(attribute)) {
        return true;
      }
    }
    return !address.allDomainDefinedAttributes().isEmpty();
  }
}
