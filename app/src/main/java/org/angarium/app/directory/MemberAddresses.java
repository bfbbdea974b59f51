package org.angarium.app.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/**
 * What the values of an entry's address attribute say. A value may have the prefix {@code X400:} that proxy addresses have, in capitals
 * for the primary one; values with the prefix of another mail system are nothing to us.
 */
final class MemberAddresses {
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z][A-Za-z0-9]*):(?!.*DDA:).*",
      Pattern.DOTALL);
  private static final String OURS = "X400:";
  private static final Comparator<String> PRIMARY_FIRST = Comparator
      .comparing((String value) -> !value.startsWith(OURS)).thenComparing(Comparator.naturalOrder());

  private final List<OrName> names = new ArrayList<>();
  private @Nullable String fault;

  private MemberAddresses() {}

  /** @param everyValue whether each value is a member; else all are addresses of one, and the primary one or the first in alphabetical order is taken */
  static MemberAddresses of(List<String> values, boolean everyValue) {
    MemberAddresses addresses = new MemberAddresses();
    for (String value : values.stream().sorted(PRIMARY_FIRST).toList()) {
      if (everyValue || addresses.names.isEmpty()) {
        addresses.add(value);
      }
    }
    return addresses;
  }

  private void add(String value) {
    String text = value.strip();
    if (text.toUpperCase(Locale.ROOT).startsWith(OURS)) {
      text = text.substring(OURS.length());
    } else if (isOfAnotherSystem(text)) {
      return;
    }
    try {
      OrName name = OrName.parse(text);
      List<String> violations = name.address().validate();
      if (violations.isEmpty()) {
        names.add(name);
      } else {
        fault = "\"" + shown(text) + "\" breaks a limit of X.411: " + violations.getFirst();
      }
    } catch (AddressSyntaxException e) {
      fault = "\"" + shown(text) + "\" is no O/R address: " + e.getMessage();
    }
  }

  /** {@code smtp:anna@example.com}; but {@code DDA:RFC-822=…} is an attribute of an O/R address. */
  private static boolean isOfAnotherSystem(String text) {
    int colon = text.indexOf(':');
    return PREFIX.matcher(text).matches() && text.lastIndexOf('=', colon) < 0
        && !text.regionMatches(true, 0, "DDA", 0, 3);
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  List<OrName> names() {
    return names;
  }

  /** What is wrong with a value; null if none was wrong or, of one member, another value was right. */
  @Nullable
  String fault(boolean everyValue) {
    return everyValue || names.isEmpty() ? fault : null;
  }
}
