package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
  private static final String SEPARATOR = "\n";

  private final Map<String, List<Route>> routes = new HashMap<>();

  void add(Route route) {
    StringBuilder key = new StringBuilder();
    for (AddressAttribute attribute : FILED) {
      String value = route.exact().get(attribute);
      key.append(value == null ? "" : "=" + value).append(SEPARATOR);
    }
    routes.computeIfAbsent(key.toString(), any -> new ArrayList<>()).add(route);
  }

  /** Hands out every route whose pattern matches. */
  void forEachMatch(OrAddress address, Consumer<Route> action) {
    for (Route route : candidates(address)) {
      if (route.pattern().matches(address)) {
        action.accept(route);
      }
    }
  }

  /** The routes filed under anything the address has. */
  List<Route> candidates(OrAddress address) {
    List<String> keys = List.of("");
    for (AddressAttribute attribute : FILED) {
      List<String> values = address.forms(attribute).stream().map(Route::normalized).distinct().toList();
      List<String> longer = new ArrayList<>();
      for (String key : keys) {
        longer.add(key + SEPARATOR);
        for (String value : values) {
          longer.add(key + "=" + value + SEPARATOR);
        }
      }
      keys = longer;
    }
    List<Route> candidates = new ArrayList<>();
    keys.forEach(key -> candidates.addAll(routes.getOrDefault(key, List.of())));
    return candidates;
  }
}
