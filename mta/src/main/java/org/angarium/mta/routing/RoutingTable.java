package org.angarium.mta.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.AddressSpace.Scope;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.GlobalDomain;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.routing.Carrier.Bar;
import org.angarium.mta.routing.RoutePreference.Usable;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.PatternIndex;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Routes of one configuration, the classic GWART; immutable, and replaced as a whole when the configuration changes.
 *
 * <p>A local mailbox comes first. Else the address spaces of connectors and access units whose pattern asks for the most decide, and others only if they are marked to
 * stand in: a catch-all mostly leads to an MTA that would send the mail back here. Of those the connector a message came from and those
 * that may not carry it are left out; then what can leave now is preferred, then the least cost ({@link RoutePreference}). An address in
 * our own domain leaves by address spaces that name this domain only.
 */
public final class RoutingTable {
  private final GlobalDomain domain;
  private final RoutePreference preference;
  private final AddressIndex<String> mailboxes = new AddressIndex<>();
  private final PatternIndex<Route> index;
  private final Map<String, Carrier> carriers = new HashMap<>();
  private final Map<String, Set<String>> substitutes = new HashMap<>();

  private RoutingTable(MtaConfig config) {
    this.domain = config.domain();
    this.preference = new RoutePreference(config.leastCostOnly());
    this.index = new PatternIndex<>(
        config.connectors().stream().mapToInt(connector -> connector.addressSpaces().size()).sum());
    try {
      for (MailboxConfig mailbox : config.mailboxes()) {
        for (String address : mailbox.addresses()) {
          mailboxes.add(OrAddress.parse(address), mailbox.name());
        }
      }
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
    for (ConnectorConfig connector : config.connectors()) {
      add(new ConnectorCarrier(connector), connector.addressSpaces());
    }
    for (AccessUnitConfig unit : config.access().units()) {
      add(new Carrier.OfAccessUnit(unit.name()), unit.addressSpaces());
    }
    findSubstitutes();
  }

  /** @throws IllegalArgumentException if the configuration was not made by its reader and holds something that is no address */
  public static RoutingTable of(MtaConfig config) {
    return new RoutingTable(config);
  }

  private void add(Carrier carrier, List<AddressSpace> spaces) {
    carriers.put(carrier.name(), carrier);
    for (AddressSpace space : spaces) {
      index.add(space.pattern(), new Route(space, carrier, namesOwnDomain(space.pattern())));
    }
  }

  /**
   * Decides for one recipient. An address that leads nowhere is looked for as its writer may have meant it
   * ({@link OrAddress#readAsLatin1}).
   *
   * @param avoided connectors that cannot be reached now: in open retry; they are taken only when nothing else leads there
   * @param now decides about schedules
   */
  public Decision route(OrAddress recipient, Traffic traffic, Predicate<String> avoided, Instant now) {
    Decision decision = decide(recipient, traffic, avoided, now);
    OrAddress meant = leadsNowhere(decision) ? recipient.readAsLatin1() : null;
    if (meant == null) {
      return decision;
    }
    Decision other = decide(meant, traffic, avoided, now);
    return leadsNowhere(other) ? decision : other;
  }

  /** The reading that {@link #route} goes by. */
  private OrAddress reading(OrAddress recipient, Traffic traffic, Predicate<String> avoided, Instant now) {
    OrAddress meant = leadsNowhere(decide(recipient, traffic, avoided, now))
        ? recipient.readAsLatin1()
        : null;
    return meant == null || leadsNowhere(decide(meant, traffic, avoided, now)) ? recipient : meant;
  }

  /** Back is somewhere: the address is known, though not what to do about it. */
  private static boolean leadsNowhere(Decision decision) {
    return decision instanceof Decision.UnknownLocal
        || decision instanceof Decision.Unroutable(String back) && back == null;
  }

  private Decision decide(OrAddress recipient, Traffic traffic, Predicate<String> avoided, Instant now) {
    Optional<String> mailbox = mailboxes.find(recipient);
    return mailbox.isPresent()
        ? new Decision.Local(mailbox.get())
        : judge(recipient, traffic, avoided, now).decision(domain.contains(recipient));
  }

  /** The same decision with every address space that was considered and what became of it, for the address in the reading that leads there. */
  public RouteExplanation explain(OrAddress address, Traffic traffic, Predicate<String> avoided,
      Instant now) {
    OrAddress recipient = reading(address, traffic, avoided, now);
    Optional<String> mailbox = mailboxes.find(recipient);
    Judgement judgement = judge(recipient, traffic, avoided, now);
    return Explanations.of(recipient, mailbox.orElse(null), judgement,
        judgement.decision(domain.contains(recipient)), avoided, now);
  }

  /** Every address space, the closest pattern first and the least cost first among equal ones. */
  public List<RouteEntry> entries(Predicate<String> avoided, Instant now) {
    return index.values().stream()
        .sorted(Comparator.comparingInt((Route route) -> -route.specificity())
            .thenComparing(route -> route.pattern().toString()).thenComparingInt(Route::cost)
            .thenComparing(Route::connector))
        .map(route -> new RouteEntry(route.pattern().toString(), route.cost(), route.connector(),
            Explanations.word(route.scope()), route.standIn(),
            route.carrier().standing(avoided.test(route.connector()), now).text()))
        .toList();
  }

  /** Connectors that serve some of the same addresses: the only ones its mail can move to, or come back from. */
  public Set<String> substitutes(String connector) {
    return substitutes.getOrDefault(connector, Set.of());
  }

  /** Why the address space is not there for the message; null if it is. */
  private @Nullable String outOfScope(Route route, Traffic traffic) {
    if (traffic.kind() == ApduKind.REPORT || route.scope() == Scope.ANY
        || traffic.cameFrom() == null) {
      return null;
    }
    Carrier from = carriers.get(traffic.cameFrom());
    boolean ours = from != null && from.isOfOurOrganization();
    if (route.scope() == Scope.ORGANIZATION) {
      return ours ? null : "kept for mail of our own organization";
    }
    return "kept for mail submitted at this MTA";
  }

  /** A route that is not taken, and why. */
  record Rejected(Route route, String why, @Nullable Bar bar) {}

  /**
   * What is to be said of every route that matches.
   *
   * @param ordered those that may be taken, the preferred one first
   * @param back the connector that the message came from, if it leads there
   */
  record Judgement(List<Usable> ordered, List<Rejected> rejected, @Nullable String back) {
    Decision decision(boolean own) {
      if (!ordered.isEmpty()) {
        Route first = ordered.getFirst().route();
        return first.carrier().decision(first.cost());
      }
      Bar bar = null;
      String of = "";
      for (Rejected one : rejected) {
        // A size limit says most to the originator, who can do something about it.
        if (one.bar != null
            && (bar == null || one.bar.diagnostic() == NonDeliveryDiagnostic.CONTENT_TOO_LONG)) {
          bar = one.bar;
          of = one.route().connector();
        }
      }
      if (bar != null) {
        return new Decision.Barred(bar.diagnostic(), "connector " + of + ": " + bar.why());
      }
      return own && back == null ? new Decision.UnknownLocal() : new Decision.Unroutable(back);
    }
  }

  private Judgement judge(OrAddress recipient, Traffic traffic, Predicate<String> avoided, Instant now) {
    boolean own = domain.contains(recipient);
    List<Route> inScope = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    index.forEachMatch(recipient, route -> {
      if (own && !route.ownDomain()) {
        rejected.add(new Rejected(route,
            "our own domain is left only over address spaces that name it exactly", null));
        return;
      }
      String scope = outOfScope(route, traffic);
      if (scope == null) {
        inScope.add(route);
      } else {
        rejected.add(new Rejected(route, scope, null));
      }
    });
    int closest = Integer.MIN_VALUE;
    for (Route route : inScope) {
      closest = Math.max(closest, route.specificity());
    }
    List<Usable> usable = new ArrayList<>(inScope.size());
    String back = null;
    for (Route route : inScope) {
      if (route.specificity() < closest && !route.standIn()) {
        rejected.add(
            new Rejected(route, "another pattern is closer, and this one is not marked as stand-in", null));
      } else if (route.connector().equals(traffic.cameFrom())) {
        back = traffic.cameFrom();
        rejected.add(new Rejected(route, "the message came from there", null));
      } else {
        Bar bar = route.carrier().bar(recipient, traffic);
        if (bar == null) {
          usable.add(new Usable(route, route.carrier().standing(avoided.test(route.connector()), now)));
        } else {
          rejected.add(new Rejected(route, bar.why(), bar));
        }
      }
    }
    return new Judgement(preference.ordered(usable, traffic.mtsId()), rejected, back);
  }

  private boolean namesOwnDomain(AddressPattern pattern) {
    AddressPattern.Criterion asked = pattern
        .criterion(domain.prmd().isPresent() ? AddressAttribute.PRMD : AddressAttribute.ADMD);
    return asked != null && !asked.open();
  }

  private void findSubstitutes() {
    index.forEachShared(routes -> {
      Set<String> connectors = new HashSet<>();
      routes.forEach(route -> connectors.add(route.connector()));
      link(connectors, connectors);
    });
    Set<String> routed = new HashSet<>();
    Set<String> standIns = new HashSet<>();
    index.forEach(route -> {
      routed.add(route.connector());
      if (route.standIn()) {
        standIns.add(route.connector());
      }
    });
    if (!standIns.isEmpty()) {
      link(standIns, routed);
      link(routed, standIns);
    }
  }

  private void link(Set<String> some, Set<String> others) {
    for (String connector : some) {
      Set<String> known = substitutes.computeIfAbsent(connector, any -> new HashSet<>());
      known.addAll(others);
      known.remove(connector);
    }
  }
}
