package org.angarium.mta.routing;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;

/**
 * One address space of one connector.
 *
 * @param exact the country, domains and organization that the pattern asks for exactly, normalized
 * @param dormant the connector never opens associations
 * @param position place in the configuration; among equals the first wins
 */
record Route(AddressPattern pattern, Map<AddressAttribute, String> exact, String connector, int cost,
    boolean dormant, int position) {
  /** An exact value in a pattern's canonical text; one that may be continued ends in a bare asterisk. */
  private static final Pattern EXACT = Pattern.compile("(?:^|;)(C|A|P|O)=((?:[^;\\\\*]|\\\\.)*)(?=;|$)");

  static Route of(AddressPattern pattern, String connector, int cost, boolean dormant, int position) {
    Map<AddressAttribute, String> exact = new EnumMap<>(AddressAttribute.class);
    Matcher matcher = EXACT.matcher(pattern.toString());
    while (matcher.find()) {
      AddressAttribute attribute = AddressAttribute.ofKey(matcher.group(1));
      if (attribute != null) {
        exact.put(attribute, normalized(matcher.group(2).replaceAll("\\\\(.)", "$1")));
      }
    }
    return new Route(pattern, exact, connector, cost, dormant, position);
  }

  /** At least as coarse as the matching of addresses: what that takes for equal is equal here. */
  static String normalized(String value) {
    return Normalizer.normalize(value, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip()
        .replaceAll(" +", " ");
  }
}
