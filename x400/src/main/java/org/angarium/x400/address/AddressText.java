package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a text form into components {@code key=value}. The forms with semicolons, with commas and with a line for each component
 * escape by a backslash, the slash form by a dollar sign (RFC 2156 §4.1), which PrintableString does not have.
 */
final class AddressText {
  /** Tells the form with commas: a comma, perhaps a space, and a key. A comma in a value is followed by something else, or escaped. */
  private static final Pattern COMMA_BEFORE_KEY = Pattern
      .compile("(?<!\\\\), *(?:DDA?[:.][^=,]+|[A-Za-z][A-Za-z0-9.-]*) *=");

  private final String text;
  private final char separator;
  private final char escape;
  private int position;

  /**
   * One component, escapes resolved and surrounding spaces removed.
   *
   * @param open whether the value ended in an asterisk that was not escaped; the asterisk is not in the value
   * @param offset index in the text at which the component starts
   */
  record Component(String key, String value, boolean open, int offset) {}

  private AddressText(String text) {
    this.text = text;
    boolean slashes = text.stripLeading().startsWith("/");
    this.separator = slashes ? '/' : isCommaForm(text) ? ',' : ';';
    this.escape = slashes ? '$' : '\\';
  }

  /** Whether a semicolon stands in the text that no backslash escapes. */
  private static boolean hasSemicolon(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == ';') {
        return true;
      }
    }
    return false;
  }

  /** Whether the text is read as components separated by commas, given that it does not begin with a slash. */
  static boolean isCommaForm(String text) {
    return !hasSemicolon(text) && COMMA_BEFORE_KEY.matcher(text).find();
  }

  private boolean isSeparator(char c) {
    boolean lineEnd = separator != '/' && (c == '\n' || c == '\r');
    return c == separator || lineEnd;
  }

  static List<Component> components(String text) throws AddressSyntaxException {
    return new AddressText(text).split();
  }

  private List<Component> split() throws AddressSyntaxException {
    List<Component> components = new ArrayList<>();
    while (position < text.length()) {
      char c = text.charAt(position);
      if (isSeparator(c) || c == ' ') {
        position++;
      } else {
        components.add(component());
      }
    }
    return components;
  }

  private Component component() throws AddressSyntaxException {
    int start = position;
    Part key = part(true);
    if (position >= text.length() || text.charAt(position) != '=') {
      throw new AddressSyntaxException("\"" + key.text + "\" has no \"=\"", text, start);
    }
    position++;
    Part value = part(false);
    return new Component(key.text, value.text, value.open, start);
  }

  private record Part(String text, boolean open) {}

  private Part part(boolean key) throws AddressSyntaxException {
    StringBuilder out = new StringBuilder();
    int keep = 0;
    boolean open = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      boolean escaped = c == escape;
      if (escaped) {
        position++;
        if (position >= text.length()) {
          throw new AddressSyntaxException("nothing follows the escape character", text, position - 1);
        }
        c = text.charAt(position);
      } else if (isSeparator(c) || key && c == '=') {
        break;
      }
      if (c < ' ' || c == 0x7F) {
        throw new AddressSyntaxException("control character", text, position);
      }
      position++;
      if (c == ' ' && !escaped) {
        // A space counts only once something follows.
        if (!out.isEmpty()) {
          out.append(c);
        }
        continue;
      }
      out.append(c);
      keep = out.length();
      open = c == '*' && !escaped;
    }
    return new Part(out.substring(0, open && !key ? keep - 1 : keep), open);
  }

  /** Appends {@code key=value} with what would be misread escaped; controls become U+FFFD so that a line stays a line. */
  static void append(StringBuilder out, String key, String value, char separator, char escape) {
    appendEscaped(out, key, separator, escape, true);
    out.append('=');
    if (value.isBlank() && "A".equals(key) || value.isBlank() && "ADMD".equals(key)) {
      out.append(' ');
    } else {
      appendEscaped(out, value, separator, escape, false);
    }
  }

  private static void appendEscaped(StringBuilder out, String part, char separator, char escape,
      boolean key) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      boolean edge = c == ' ' && (i == 0 || i == part.length() - 1);
      if (c == separator || c == escape || c == '*' || edge || key && c == '=') {
        out.append(escape);
      }
      out.append(c < ' ' || c == 0x7F ? '\uFFFD' : c);
    }
  }
}
