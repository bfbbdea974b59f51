package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.GlobalDomain;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;

/**
 * Routes of one configuration; immutable, and replaced as a whole when the configuration changes.
 *
 * <p>A local mailbox comes first. Else the address spaces whose pattern asks for the most decide, and no other: a connector is a
 * substitute for another only if the configuration gives it the same pattern. Among them the connector a message came from is left
 * out, connectors in trouble are taken only if there is no other, and the least cost wins. An address in our own domain leaves by
 * address spaces that name this domain only, never by a catch-all: the next MTA would send it back.
 */
public final class RoutingTable {
  private static final Comparator<Route> PREFERRED_FIRST = Comparator.comparingInt(Route::cost)
      .thenComparingInt(Route::position);

  private final GlobalDomain domain;
  private final AddressIndex<String> mailboxes = new AddressIndex<>();
  private final RouteIndex routes = new RouteIndex();
  private final Map<AddressPattern, Set<String>> connectorsByPattern = new HashMap<>();

  private RoutingTable(GlobalDomain domain) {
    this.domain = domain;
  }

  /** @throws IllegalArgumentException if the configuration was not made by its reader and holds something that is no address */
  public static RoutingTable of(MtaConfig config) {
    RoutingTable table = new RoutingTable(config.domain());
    try {
      for (MailboxConfig mailbox : config.mailboxes()) {
        for (String address : mailbox.addresses()) {
          table.mailboxes.add(OrAddress.parse(address), mailbox.name());
        }
      }
      int position = 0;
      for (ConnectorConfig connector : config.connectors()) {
        boolean dormant = connector.activation() == Activation.NEVER;
        for (AddressSpace space : connector.addressSpaces()) {
          AddressPattern pattern = AddressPattern.parse(space.pattern());
          table.routes.add(Route.of(pattern, connector.name(), space.cost(), dormant, position++));
          table.connectorsByPattern.computeIfAbsent(pattern, any -> new HashSet<>()).add(connector.name());
        }
      }
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
    return table;
  }

  /**
   * Decides for one recipient.
   *
   * @param avoided connectors that cannot be used now: in open retry, disabled; they are taken only when nothing else leads there
   */
  public Decision route(OrAddress recipient, Predicate<String> avoided, Traffic traffic) {
    String cameFrom = traffic.cameFrom();
    Optional<String> mailbox = mailboxes.find(recipient);
    if (mailbox.isPresent()) {
      return new Decision.Local(mailbox.get());
    }
    List<Route> closest = closest(recipient);
    if (closest.isEmpty()) {
      return domain.contains(recipient) ? new Decision.UnknownLocal() : new Decision.Unroutable(null);
    }
    List<Route> forward = closest.stream().filter(route -> !route.connector().equals(cameFrom)).toList();
    return forward.stream().filter(route -> !route.dormant() && !avoided.test(route.connector()))
        .min(PREFERRED_FIRST)
        .or(() -> forward.stream().filter(route -> !route.dormant()).min(PREFERRED_FIRST))
        .or(() -> forward.stream().min(PREFERRED_FIRST))
        .<Decision>map(route -> new Decision.Via(route.connector(), route.cost()))
        .orElseGet(() -> new Decision.Unroutable(cameFrom));
  }

  /** Connectors that serve some of the same address spaces: the only ones its mail can move to, or come back from. */
  public Set<String> substitutes(String connector) {
    Set<String> substitutes = new HashSet<>();
    for (Set<String> sharing : connectorsByPattern.values()) {
      if (sharing.contains(connector)) {
        substitutes.addAll(sharing);
      }
    }
    substitutes.remove(connector);
    return substitutes;
  }

  /** The matching routes whose patterns ask for the most. */
  private List<Route> closest(OrAddress recipient) {
    boolean own = domain.contains(recipient);
    List<Route> closest = new ArrayList<>();
    routes.forEachMatch(recipient, route -> {
      if (own && !namesOwnDomain(route)) {
        return;
      }
      int more = closest.isEmpty()
          ? 1
          : Integer.compare(route.pattern().specificity(), closest.getFirst().pattern().specificity());
      if (more > 0) {
        closest.clear();
      }
      if (more >= 0) {
        closest.add(route);
      }
    });
    return closest;
  }

  private boolean namesOwnDomain(Route route) {
    return route.exact()
        .containsKey(domain.prmd().isPresent() ? AddressAttribute.PRMD : AddressAttribute.ADMD);
  }
}
