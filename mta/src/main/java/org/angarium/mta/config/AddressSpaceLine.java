package org.angarium.mta.config;

import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.PatternReader;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of address spaces: a pattern, before which may stand its cost, its scope and {@code stand-in}, in any order:
 * {@code 10 organization C=DE;A=EXAMPLE;P=BRAVO}.
 *
 * @param space meaningless if there is a fault
 * @param fault what is wrong with the line, to be read behind its number; null if nothing is
 */
record AddressSpaceLine(AddressSpace space, @Nullable String fault) {
  private static final int MOST = 100;
  private static final String STAND_IN = "stand-in";

  static AddressSpaceLine of(String line, PatternReader patterns) {
    int cost = 1;
    AddressSpace.Scope scope = AddressSpace.Scope.ANY;
    boolean standIn = false;
    int at = 0;
    for (int end = wordEnd(line, at); end > 0; end = wordEnd(line, at)) {
      String word = line.substring(at, end);
      AddressSpace.Scope named = AddressSpaceReader.SCOPES.get(word);
      if (named != null) {
        scope = named;
      } else if (word.equals(STAND_IN)) {
        standIn = true;
      } else if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
        cost = word.length() > 3 ? MOST + 1 : Integer.parseInt(word);
        if (cost < 1 || cost > MOST) {
          return wrong("has the cost " + word + ", which must be a whole number from 1 to " + MOST);
        }
      } else {
        return wrong("has \"" + word + "\" before the pattern, where only a cost, \""
            + String.join("\", \"", AddressSpaceReader.SCOPES.keySet()) + "\" and \"" + STAND_IN
            + "\" may stand");
      }
      at = end;
      while (at < line.length() && isSpace(line.charAt(at))) {
        at++;
      }
    }
    if (at == line.length()) {
      return wrong("has no pattern; write * for every address");
    }
    try {
      AddressPattern pattern = patterns.read(line.substring(at));
      String fault = AddressChecks.fault(pattern);
      return fault == null
          ? new AddressSpaceLine(new AddressSpace(pattern, cost, scope, standIn), null)
          : wrong("is of no use, " + fault);
    } catch (AddressSyntaxException e) {
      return wrong("is no address pattern: " + e.getMessage());
    }
  }

  /** Where the word at this position ends; 0 if the pattern begins there, or the line ends. */
  private static int wordEnd(String line, int from) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '=' || c == '*' || c == '/' || c == ':') {
        return 0;
      }
      if (isSpace(c)) {
        return i;
      }
    }
    return line.length() == from ? 0 : line.length();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static AddressSpaceLine wrong(String fault) {
    return new AddressSpaceLine(new AddressSpace(AddressPattern.ALL, 1), fault);
  }
}
