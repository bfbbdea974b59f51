package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.angarium.x400.address.AddressPattern.Criterion;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few values whose patterns match an address among very many, for example routes. A tree of what patterns ask for, attribute after attribute, then
 * what has no attribute by its name: an address goes down all branches it fulfils, however many others there are.
 *
 * <p>Nodes, branches and edges are numbers, and what is known of them stands in arrays. A table is made anew while mail flows: objects of
 * their own would be hundreds of thousands that the garbage collector has to copy while everything waits.
 */
public final class PatternIndex<T> {
  private static final int ROOT = 0;
  private static final int NOTHING = -1;

  private int nodes = 1;
  private int[] firstValue;
  /** Of those that ask for attributes; those for what has a name are found by that. */
  private int[] firstBranch;

  private int valueCount;
  private Object[] values;
  /** The next value with the same pattern. */
  private int[] nextValue;

  private int branches;
  private AddressAttribute[] attributes = new AddressAttribute[16];
  private int[] nextBranch = new int[16];
  /** Which lengths the beginnings have that are asked for. */
  private @Nullable BitSet[] lengths = new BitSet[16];

  private final EdgeTable edges;

  /** @param expected how many values it will hold, about */
  public PatternIndex(int expected) {
    firstValue = new int[Math.max(16, expected)];
    firstBranch = new int[firstValue.length];
    values = new Object[firstValue.length];
    nextValue = new int[firstValue.length];
    edges = new EdgeTable(expected);
    firstValue[ROOT] = NOTHING;
    firstBranch[ROOT] = NOTHING;
  }

  /** Adds a value that is found with the addresses that its pattern matches; any number of values may have the same pattern. */
  public void add(AddressPattern pattern, T value) {
    int node = ROOT;
    for (int i = 0; i < pattern.attributeCount(); i++) {
      node = node(branch(node, pattern.attribute(i)), pattern.criterion(i));
    }
    for (int i = 0; i < pattern.nameCount(); i++) {
      node = node(branch(node, pattern.name(i)),
          pattern.criterion(pattern.attributeCount() + i));
    }
    append(node, value);
  }

  private void append(int node, T value) {
    int added = valueCount++;
    if (added == values.length) {
      values = Arrays.copyOf(values, 2 * added);
      nextValue = Arrays.copyOf(nextValue, 2 * added);
    }
    values[added] = value;
    nextValue[added] = NOTHING;
    if (firstValue[node] == NOTHING) {
      firstValue[node] = added;
    } else {
      int last = firstValue[node];
      while (nextValue[last] != NOTHING) {
        last = nextValue[last];
      }
      nextValue[last] = added;
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
    if (added == firstValue.length) {
      firstValue = Arrays.copyOf(firstValue, 2 * added);
      firstBranch = Arrays.copyOf(firstBranch, 2 * added);
    }
    firstValue[added] = NOTHING;
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

  @SuppressWarnings("unchecked") // only what was added as one
  private T value(int number) {
    return (T) values[number];
  }

  /** In the order in which they were added. */
  public List<T> values() {
    List<T> all = new ArrayList<>(valueCount);
    forEach(all::add);
    return all;
  }

  /** Hands out all values in the order in which they were added. */
  public void forEach(Consumer<T> action) {
    for (int i = 0; i < valueCount; i++) {
      action.accept(value(i));
    }
  }

  /** Hands out the values of each pattern that several have. */
  public void forEachShared(Consumer<List<T>> action) {
    for (int node = 0; node < nodes; node++) {
      int first = firstValue[node];
      if (first != NOTHING && nextValue[first] != NOTHING) {
        List<T> shared = new ArrayList<>();
        for (int value = first; value != NOTHING; value = nextValue[value]) {
          shared.add(value(value));
        }
        action.accept(shared);
      }
    }
  }

  /** Hands out every value whose pattern matches, each once. */
  public void forEachMatch(OrAddress address, Consumer<T> action) {
    visitNode(ROOT, address.normalized(), action);
  }

  boolean hasMatch(OrAddress address) {
    boolean[] found = {false};
    forEachMatch(address, value -> found[0] = true);
    return found[0];
  }

  private void visitNode(int node, NormalizedAddress address, Consumer<T> action) {
    for (int value = firstValue[node]; value != NOTHING; value = nextValue[value]) {
      action.accept(value(value));
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
      Consumer<T> action) {
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
