package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressPattern.Criterion;
import org.angarium.x400.address.NormalizedAddress;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few routes whose patterns match an address among very many. A tree of what patterns ask for, attribute after attribute, then
 * what has no attribute by its name: an address goes down all branches it fulfils, however many others there are.
 *
 * <p>Nodes, branches and edges are numbers, and what is known of them stands in arrays. A table is made anew while mail flows: objects of
 * their own would be hundreds of thousands that the garbage collector has to copy while everything waits.
 */
final class RouteIndex {
  private static final int ROOT = 0;
  private static final int NOTHING = -1;

  private int nodes = 1;
  private int[] firstRoute;
  /** Of those that ask for attributes; those for what has a name are found by that. */
  private int[] firstBranch;

  private int routeCount;
  private Route[] routes;
  /** The next route with the same pattern. */
  private int[] nextRoute;

  private int branches;
  private AddressAttribute[] attributes = new AddressAttribute[16];
  private int[] nextBranch = new int[16];
  /** Which lengths the beginnings have that are asked for. */
  private @Nullable BitSet[] lengths = new BitSet[16];

  private final EdgeTable edges;

  /** @param expected how many routes it will hold, about */
  RouteIndex(int expected) {
    firstRoute = new int[Math.max(16, expected)];
    firstBranch = new int[firstRoute.length];
    routes = new Route[firstRoute.length];
    nextRoute = new int[firstRoute.length];
    edges = new EdgeTable(expected);
    firstRoute[ROOT] = NOTHING;
    firstBranch[ROOT] = NOTHING;
  }

  void add(Route route) {
    AddressPattern pattern = route.pattern();
    int node = ROOT;
    for (int i = 0; i < pattern.attributeCount(); i++) {
      node = node(branch(node, pattern.attribute(i)), pattern.criterion(i));
    }
    for (int i = 0; i < pattern.nameCount(); i++) {
      node = node(branch(node, pattern.name(i)),
          pattern.criterion(pattern.attributeCount() + i));
    }
    append(node, route);
  }

  private void append(int node, Route route) {
    int added = routeCount++;
    if (added == routes.length) {
      routes = Arrays.copyOf(routes, 2 * added);
      nextRoute = Arrays.copyOf(nextRoute, 2 * added);
    }
    routes[added] = route;
    nextRoute[added] = NOTHING;
    if (firstRoute[node] == NOTHING) {
      firstRoute[node] = added;
    } else {
      int last = firstRoute[node];
      while (nextRoute[last] != NOTHING) {
        last = nextRoute[last];
      }
      nextRoute[last] = added;
    }
  }

  private int branch(int node, AddressAttribute attribute) {
    int last = NOTHING;
    for (int branch = firstBranch[node]; branch != NOTHING; branch = nextBranch[branch]) {
      if (attributes[branch] == attribute) {
        return branch;
      }
      last = branch;
    }
    int added = newBranch();
    attributes[added] = attribute;
    if (last == NOTHING) {
      firstBranch[node] = added;
    } else {
      nextBranch[last] = added;
    }
    return added;
  }

  private int branch(int node, String name) {
    int known = edges.find(EdgeTable.Kind.NAME, node, name);
    if (known != NOTHING) {
      return known;
    }
    int added = newBranch();
    edges.add(EdgeTable.Kind.NAME, node, name, added);
    return added;
  }

  private int newBranch() {
    int added = branches++;
    if (added == attributes.length) {
      attributes = Arrays.copyOf(attributes, 2 * added);
      nextBranch = Arrays.copyOf(nextBranch, 2 * added);
      lengths = Arrays.copyOf(lengths, 2 * added);
    }
    nextBranch[added] = NOTHING;
    return added;
  }

  private int node(int branch, Criterion criterion) {
    EdgeTable.Kind kind = criterion.open() ? EdgeTable.Kind.BEGINNING : EdgeTable.Kind.EXACT;
    int known = edges.find(kind, branch, criterion.text());
    if (known != NOTHING) {
      return known;
    }
    int added = nodes++;
    if (added == firstRoute.length) {
      firstRoute = Arrays.copyOf(firstRoute, 2 * added);
      firstBranch = Arrays.copyOf(firstBranch, 2 * added);
    }
    firstRoute[added] = NOTHING;
    firstBranch[added] = NOTHING;
    edges.add(kind, branch, criterion.text(), added);
    if (criterion.open()) {
      BitSet asked = lengths[branch];
      if (asked == null) {
        asked = new BitSet();
        lengths[branch] = asked;
      }
      asked.set(criterion.text().length());
    }
    return added;
  }

  /** In the order in which they were added. */
  List<Route> routes() {
    return List.of(Arrays.copyOf(routes, routeCount));
  }

  void forEach(Consumer<Route> action) {
    for (int i = 0; i < routeCount; i++) {
      action.accept(routes[i]);
    }
  }

  /** Hands out the routes of each pattern that several routes have. */
  void forEachShared(Consumer<List<Route>> action) {
    for (int node = 0; node < nodes; node++) {
      int first = firstRoute[node];
      if (first != NOTHING && nextRoute[first] != NOTHING) {
        List<Route> shared = new ArrayList<>();
        for (int route = first; route != NOTHING; route = nextRoute[route]) {
          shared.add(routes[route]);
        }
        action.accept(shared);
      }
    }
  }

  /** Hands out every route whose pattern matches, each once. */
  void forEachMatch(OrAddress address, Consumer<Route> action) {
    visitNode(ROOT, address.normalized(), action);
  }

  private void visitNode(int node, NormalizedAddress address, Consumer<Route> action) {
    for (int route = firstRoute[node]; route != NOTHING; route = nextRoute[route]) {
      action.accept(routes[route]);
    }
    for (int branch = firstBranch[node]; branch != NOTHING; branch = nextBranch[branch]) {
      visitBranch(branch, address.forms(attributes[branch]), address, action);
    }
    for (String name : address.names()) {
      int branch = edges.find(EdgeTable.Kind.NAME, node, name);
      if (branch != NOTHING) {
        visitBranch(branch, address.named(name), address, action);
      }
    }
  }

  private void visitBranch(int branch, List<String> texts, NormalizedAddress address,
      Consumer<Route> action) {
    BitSet beginnings = lengths[branch];
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int next = edges.find(EdgeTable.Kind.EXACT, branch, text);
      if (next != NOTHING) {
        visitNode(next, address, action);
      }
      if (beginnings != null) {
        for (int length = beginnings.nextSetBit(0); length >= 0
            && length <= text.length(); length = beginnings
                .nextSetBit(length + 1)) {
          String beginning = text.substring(0, length);
          int begun = edges.find(EdgeTable.Kind.BEGINNING, branch, beginning);
          if (begun != NOTHING && !beginsEarlier(texts, i, beginning)) {
            visitNode(begun, address, action);
          }
        }
      }
    }
  }

  /** Whether another form before this one has led there already. */
  private static boolean beginsEarlier(List<String> texts, int before, String beginning) {
    for (int i = 0; i < before; i++) {
      if (texts.get(i).startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
