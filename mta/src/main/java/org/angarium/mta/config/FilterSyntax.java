package org.angarium.mta.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The outward form of a search filter (RFC 4515): what can be wrong with it whatever the directory holds. */
final class FilterSyntax {
  private static final Pattern ITEM = Pattern.compile(
      "[A-Za-z0-9.;_-]*(:[A-Za-z0-9.-]+)*(=|~=|>=|<=|:=)([^\\\\()\0]|\\\\[0-9A-Fa-f]{2})*");
  private static final int DEEPEST = 50;

  private final String text;
  private int position;

  private FilterSyntax(String text) {
    this.text = text;
  }

  /** What is wrong and where; null if nothing is. */
  static @Nullable String fault(String text) {
    FilterSyntax syntax = new FilterSyntax(text);
    String fault = syntax.filter(0);
    if (fault == null && syntax.position < text.length()) {
      fault = "something follows it";
    }
    return fault == null ? null : "at character " + (syntax.position + 1) + ": " + fault;
  }

  private @Nullable String filter(int depth) {
    if (depth > DEEPEST) {
      return "too many parentheses within each other";
    }
    if (!take('(')) {
      return "( is missing";
    }
    String fault = component(depth);
    return fault == null && !take(')') ? ") is missing" : fault;
  }

  private @Nullable String component(int depth) {
    if (take('!')) {
      return filter(depth + 1);
    }
    if (take('&') || take('|')) {
      while (position < text.length() && text.charAt(position) == '(') {
        String fault = filter(depth + 1);
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }
    int end = position;
    while (end < text.length() && text.charAt(end) != '(' && text.charAt(end) != ')') {
      end++;
    }
    if (!ITEM.matcher(text.substring(position, end)).matches()) {
      return "attribute=value is expected, with ( ) * \\ in a value written as \\28 \\29 \\2a \\5c";
    }
    position = end;
    return null;
  }

  private boolean take(char wanted) {
    boolean there = position < text.length() && text.charAt(position) == wanted;
    position += there ? 1 : 0;
    return there;
  }
}
