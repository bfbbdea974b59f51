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
  static final List<AddressAttribute> FILED = List.of(AddressAttribute.COUNTRY, AddressAttribute.ADMD,
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
    List<String> keys = List.of("");
    for (AddressAttribute attribute : FILED) {
      List<String> longer = new ArrayList<>();
      for (String key : keys) {
        longer.add(key + SEPARATOR);
        for (String form : address.forms(attribute).stream().map(Route::normalized).distinct()
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
}
