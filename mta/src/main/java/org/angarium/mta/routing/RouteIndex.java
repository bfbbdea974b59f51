package org.angarium.mta.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
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
      node = node.attributes.computeIfAbsent(asked.getKey(), any -> new Branch()).node(asked.getValue());
    }
    for (Map.Entry<String, Criterion> asked : route.pattern().domainDefined().entrySet()) {
      node = node.domainDefined.computeIfAbsent(asked.getKey(), any -> new Branch()).node(asked.getValue());
    }
    node.routes.add(route);
  }

  /** Hands out every route whose pattern matches, each once. */
  void forEachMatch(OrAddress address, Consumer<Route> action) {
    root.visit(address.normalized(), action);
  }

  /** What patterns that asked alike so far ask for next. */
  private static final class Node {
    final List<Route> routes = new ArrayList<>(1);
    final Map<AddressAttribute, Branch> attributes = new EnumMap<>(AddressAttribute.class);
    final Map<String, Branch> domainDefined = new HashMap<>(1);

    void visit(NormalizedAddress address, Consumer<Route> action) {
      routes.forEach(action);
      for (Map.Entry<AddressAttribute, Branch> branch : attributes.entrySet()) {
        branch.getValue().visit(address.forms(branch.getKey()), address, action);
      }
      if (!domainDefined.isEmpty()) {
        for (String type : address.domainDefinedTypes()) {
          Branch branch = domainDefined.get(type);
          if (branch != null) {
            branch.visit(address.domainDefined(type), address, action);
          }
        }
      }
    }
  }

  /** What patterns ask of one attribute. */
  private static final class Branch {
    private final Map<String, Node> exact = new HashMap<>(2);
    private @Nullable Map<String, Node> beginnings;
    private @Nullable BitSet lengths;

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
