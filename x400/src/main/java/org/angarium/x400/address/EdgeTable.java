package org.angarium.x400.address;

import org.jspecify.annotations.Nullable;

/** Where each text leads from each place of a {@link PatternIndex}: a hash table with open addressing in a few arrays. */
final class EdgeTable {
  /** What kind of place it starts from, and what the text is. */
  enum Kind {
    /** From a branch to the node of this very value. */
    EXACT(0),
    /** From a branch to the node of the values that begin so. */
    BEGINNING(1),
    /** From a node to the branch of something that has a name instead of an attribute. */
    NAME(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int origin(int from) {
      return from * 3 + number;
    }
  }

  private static final int NOTHING = -1;

  private int size;
  private @Nullable String[] texts;
  /** From where, and of which kind. */
  private int[] origins;
  private int[] targets;
  private int mask;

  EdgeTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected)) * 4;
    texts = new String[capacity];
    origins = new int[capacity];
    targets = new int[capacity];
    mask = capacity - 1;
  }

  /** Where it leads; -1 if nowhere. */
  int find(Kind kind, int from, String text) {
    int origin = kind.origin(from);
    for (int slot = slot(origin, text);; slot = slot + 1 & mask) {
      String there = texts[slot];
      if (there == null) {
        return NOTHING;
      }
      if (origins[slot] == origin && there.equals(text)) {
        return targets[slot];
      }
    }
  }

  /** Adds what is not there yet. */
  void add(Kind kind, int from, String text, int target) {
    if (2 * ++size > texts.length) {
      grow();
    }
    put(kind.origin(from), text, target);
  }

  private void put(int origin, String text, int target) {
    int slot = slot(origin, text);
    while (texts[slot] != null) {
      slot = slot + 1 & mask;
    }
    texts[slot] = text;
    origins[slot] = origin;
    targets[slot] = target;
  }

  private int slot(int origin, String text) {
    int mixed = (text.hashCode() ^ origin * 0x9E3779B9) * 0x85EBCA6B;
    return (mixed ^ mixed >>> 15) & mask;
  }

  private void grow() {
    @Nullable
    String[] oldTexts = texts;
    int[] oldOrigins = origins;
    int[] oldTargets = targets;
    texts = new String[2 * oldTexts.length];
    origins = new int[texts.length];
    targets = new int[texts.length];
    mask = texts.length - 1;
    for (int i = 0; i < oldTexts.length; i++) {
      String text = oldTexts[i];
      if (text != null) {
        put(oldOrigins[i], text, oldTargets[i]);
      }
    }
  }
}
