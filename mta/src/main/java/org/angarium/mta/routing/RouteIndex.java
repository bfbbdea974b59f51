package org.angarium.mta.routing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.OrAddress;

/**
 * Finds the few routes whose patterns may match an address among very many. A route is filed under the country, domains and
 * organization that its pattern asks for exactly; an address is looked up under every combination of its own and "not asked for".
 */
final class RouteIndex {
  /** The attributes that routes are filed under. */
  private static final List<AddressAttribute> FILED = List.of(AddressAttribute.COUNTRY, AddressAttribute.ADMD,
      AddressAttribute.PRMD, AddressAttribute.ORGANIZATION);
  /** An exact one of these in a pattern's canonical text; a value that may be continued ends in a bare asterisk. */
  private static final Pattern EXACT = Pattern.compile("(?:^|;)(C|A|P|O)=((?:[^;\\\\*]|\\\\.)*)(?=;|$)");
  private static final String SEPARATOR = "\n";

  private final Map<String, List<Route>> routes = new HashMap<>();

  void add(Route route) {
    StringBuilder key = new StringBuilder();
    Map<AddressAttribute, String> exact = exactValues(route);
    for (AddressAttribute attribute : FILED) {
      String value = exact.get(attribute);
      key.append(value == null ? "" : "=" + value).append(SEPARATOR);
    }
    routes.computeIfAbsent(key.toString(), any -> new ArrayList<>()).add(route);
  }

  /** Hands out every route whose pattern matches. */
  void forEachMatch(OrAddress address, Consumer<Route> action) {
    List<String> keys = List.of("");
    for (AddressAttribute attribute : FILED) {
      List<String> longer = new ArrayList<>();
      for (String key : keys) {
        longer.add(key + SEPARATOR);
        for (String form : address.forms(attribute).stream().map(RouteIndex::normalized).distinct()
            .toList()) {
          longer.add(key + "=" + form + SEPARATOR);
        }
      }
      keys = longer;
    }
    for (String key : keys) {
      for (Route route : routes.getOrDefault(key, List.of())) {
        if (route.pattern().matches(address)) {
          action.accept(route);
        }
      }
    }
  }

  /** What the pattern asks for exactly, of the attributes that routes are filed under. */
  static Map<AddressAttribute, String> exactValues(Route route) {
    Map<AddressAttribute, String> values = new EnumMap<>(AddressAttribute.class);
    Matcher matcher = EXACT.matcher(route.pattern().toString());
    while (matcher.find()) {
      AddressAttribute attribute = AddressAttribute.ofKey(matcher.group(1));
      if (attribute != null) {
        values.put(attribute, normalized(matcher.group(2).replaceAll("\\\\(.)", "$1")));
      }
    }
    return values;
  }

  /** At least as coarse as the matching of addresses: what that takes for equal is equal here. */
  private static String normalized(String value) {
    return Normalizer.normalize(value, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip()
        .replaceAll(" +", " ");
  }
}
