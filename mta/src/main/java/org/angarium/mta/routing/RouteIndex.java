package org.angarium.mta.routing;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.AddressPattern.Criterion;
import org.angarium.x400.address.NormalizedAddress;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few routes whose patterns match an address among very many. A tree of what patterns ask for, attribute after attribute, then
 * domain-defined attributes by their type: an address goes down all branches it fulfils, however many others there are.
 */
final class RouteIndex {
  private final Node root = new Node();

  void add(Route route) {
    Node node = root;
    for (Map.Entry<AddressAttribute, Criterion> asked : route.pattern().attributes().entrySet()) {
      node = node.branch(asked.getKey()).node(asked.getValue());
    }
    for (Map.Entry<String, Criterion> asked : route.pattern().domainDefined().entrySet()) {
      node = node.branch(asked.getKey()).node(asked.getValue());
    }
    node.add(route);
  }

  /** Hands out every route whose pattern matches, each once. */
  void forEachMatch(OrAddress address, Consumer<Route> action) {
    root.visit(address.normalized(), action);
  }

  /** What patterns that asked alike so far ask for next. There are as many as address spaces, most of them without branches. */
  private static final class Node {
    private static final Route[] NONE = {};
    private static final Branch[] NOWHERE = {};

    private Route[] routes = NONE;
    /** In the order of their attributes' first use; seldom more than a few. */
    private Branch[] branches = NOWHERE;
    private @Nullable Map<String, Branch> domainDefined;

    void add(Route route) {
      routes = Arrays.copyOf(routes, routes.length + 1);
      routes[routes.length - 1] = route;
    }

    Branch branch(AddressAttribute attribute) {
      for (Branch branch : branches) {
        if (branch.attribute == attribute) {
          return branch;
        }
      }
      Branch added = new Branch(attribute);
      branches = Arrays.copyOf(branches, branches.length + 1);
      branches[branches.length - 1] = added;
      return added;
    }

    Branch branch(String domainDefinedType) {
      if (domainDefined == null) {
        domainDefined = new HashMap<>(2);
      }
      return domainDefined.computeIfAbsent(domainDefinedType, any -> new Branch(null));
    }

    void visit(NormalizedAddress address, Consumer<Route> action) {
      for (Route route : routes) {
        action.accept(route);
      }
      for (Branch branch : branches) {
        if (branch.attribute != null) {
          branch.visit(address.forms(branch.attribute), address, action);
        }
      }
      if (domainDefined != null) {
        for (String type : address.domainDefinedTypes()) {
          Branch branch = domainDefined.get(type);
          if (branch != null) {
            branch.visit(address.domainDefined(type), address, action);
          }
        }
      }
    }
  }

  /** What patterns ask of one attribute; of a domain-defined one if it has none. */
  private static final class Branch {
    private final @Nullable AddressAttribute attribute;
    private final Map<String, Node> exact = new HashMap<>(2);
    private @Nullable Map<String, Node> beginnings;
    private @Nullable BitSet lengths;

    Branch(@Nullable AddressAttribute attribute) {
      this.attribute = attribute;
    }

    Node node(Criterion criterion) {
      if (!criterion.open()) {
        return exact.computeIfAbsent(criterion.text(), any -> new Node());
      }
      if (beginnings == null || lengths == null) {
        beginnings = new HashMap<>(2);
        lengths = new BitSet();
      }
      lengths.set(criterion.text().length());
      return beginnings.computeIfAbsent(criterion.text(), any -> new Node());
    }

    void visit(List<String> texts, NormalizedAddress address, Consumer<Route> action) {
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        Node next = exact.get(text);
        if (next != null) {
          next.visit(address, action);
        }
        if (beginnings != null && lengths != null) {
          for (int length = lengths.nextSetBit(0); length >= 0 && length <= text.length(); length = lengths
              .nextSetBit(length + 1)) {
            Node begun = beginnings.get(text.substring(0, length));
            if (begun != null && !beginsEarlier(texts, i, text.substring(0, length))) {
              begun.visit(address, action);
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
}
