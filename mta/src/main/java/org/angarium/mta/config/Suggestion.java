package org.angarium.mta.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a word probably meant. */
final class Suggestion {
  private Suggestion() {}

  /** The word nearest to the one typed, if it is near enough to be meant. */
  static Optional<String> nearest(String typed, Collection<String> words) {
    int allowed = Math.max(2, typed.length() / 3);
    return words.stream().min(Comparator.comparingInt(word -> distance(typed, word)))
        .filter(word -> distance(typed, word) <= allowed);
  }

  /** Letters to insert, leave out, replace or swap with the next one to make one word of the other. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
