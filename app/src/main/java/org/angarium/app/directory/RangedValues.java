package org.angarium.app.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All values of an attribute that a server may give a part of at a time: Active Directory answers with {@code member;range=0-1499} in the
 * place of {@code member} where there are more.
 */
final class RangedValues {
  private static final Pattern RANGE = Pattern.compile("range=(\\d{1,9})-(\\d{1,9}|\\*)",
      Pattern.CASE_INSENSITIVE);

  private final LDAPConnection connection;
  private final String attribute;

  RangedValues(LDAPConnection connection, String attribute) {
    this.connection = connection;
    this.attribute = attribute;
  }

  static boolean areIn(Entry entry, String attribute) {
    return !entry.getAttributesWithOptions(attribute, null).isEmpty();
  }

  /** @throws LDAPException if the server breaks its promise of more */
  List<String> of(Entry entry) throws LDAPException {
    List<String> values = new ArrayList<>();
    Entry answer = entry;
    int next = 0;
    while (next >= 0) {
      int after = -1;
      int before = next;
      for (Attribute part : answer.getAttributesWithOptions(attribute, null)) {
        values.addAll(List.of(part.getValues()));
        after = Math.max(after, next(part));
      }
      next = after;
      if (next >= 0) {
        answer = connection.getEntry(entry.getDN(), attribute + ";range=" + next + "-*");
        if (answer == null || next <= before) {
          throw new LDAPException(ResultCode.DECODING_ERROR,
              "the values of " + attribute + " in " + entry.getDN() + " from " + next + " on cannot be had");
        }
      }
    }
    return values;
  }

  /** Number of the first value after the part; -1 if it is the last part. */
  private static int next(Attribute part) {
    for (String option : part.getOptions()) {
      Matcher range = RANGE.matcher(option);
      if (range.matches() && !range.group(2).equals("*")) {
        return Integer.parseInt(range.group(2)) + 1;
      }
    }
    return -1;
  }
}
