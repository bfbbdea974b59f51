package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.Repertoire;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Extension attributes that are no single text: the lines of an unformatted postal address (16), the extended network address (22)
 * and the terminal type (23). Their keys are those of RFC 2156 §4.1.
 */
final class SpecialForms {
  static final int UNFORMATTED_POSTAL_ADDRESS = 16;
  static final int EXTENDED_NETWORK_ADDRESS = 22;
  static final int TERMINAL_TYPE = 23;
  private static final int MOST_LINES = 6;
  private static final int PRESENTATION_ADDRESS = Tag.context(0);
  private static final String POSTAL_LINE = "PD-A";
  private static final String NUMBER = "NET-NUM";
  private static final String SUB_ADDRESS = "NET-SUB";
  private static final String TYPE = "T-TY";
  /** From 3, as the standard numbers them. */
  private static final List<String> TERMINALS = List.of("tlx", "ttx", "g3fax", "g4fax", "ia5", "vtx");
  private static final int FIRST_TERMINAL = 3;

  private final Map<String, String> texts = new LinkedHashMap<>();

  SpecialForms() {}

  /** The key in the form in which it is written; null if it is none of these. */
  static @Nullable String key(String upperCaseKey) {
    String key = upperCaseKey.equals("NET-TTYPE") ? TYPE : upperCaseKey;
    boolean line = key.length() == POSTAL_LINE.length() + 1 && key.startsWith(POSTAL_LINE)
        && key.charAt(POSTAL_LINE.length()) >= '1' && key.charAt(POSTAL_LINE.length()) <= '0' + MOST_LINES;
    return line || key.equals(NUMBER) || key.equals(SUB_ADDRESS) || key.equals(TYPE) ? key : null;
  }

  /** Takes a key and its value if the key is one of these. */
  boolean take(String upperCaseKey, String value) {
    String key = key(upperCaseKey);
    if (key == null) {
      return false;
    }
    texts.put(key, value);
    return true;
  }

  boolean has(String upperCaseKey) {
    String key = key(upperCaseKey);
    return key != null && texts.containsKey(key);
  }

  /** What is wrong with what was taken, null if nothing is. */
  @Nullable
  String fault() {
    String type = texts.get(TYPE);
    if (type != null && terminal(type) == 0) {
      return TYPE + " must be one of " + String.join(", ", TERMINALS) + ", not " + type;
    }
    for (String key : List.of(NUMBER, SUB_ADDRESS)) {
      String value = texts.get(key);
      if (value != null && !Repertoire.NUMERIC.holds(value)) {
        return key + " must be a NumericString";
      }
    }
    return texts.containsKey(SUB_ADDRESS) && !texts.containsKey(NUMBER)
        ? SUB_ADDRESS + " without " + NUMBER
        : null;
  }

  private static int terminal(String name) {
    for (int i = 0; i < TERMINALS.size(); i++) {
      if (TERMINALS.get(i).equalsIgnoreCase(name) || name.equals(Integer.toString(FIRST_TERMINAL + i))) {
        return FIRST_TERMINAL + i;
      }
    }
    return 0;
  }

  /** The extension attributes of what was taken. */
  List<ExtensionAttribute> attributes() {
    List<ExtensionAttribute> attributes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= MOST_LINES; i++) {
      String line = texts.get(POSTAL_LINE + i);
      if (line != null) {
        lines.add(line);
      }
    }
    if (!lines.isEmpty()) {
      attributes.add(new ExtensionAttribute(UNFORMATTED_POSTAL_ADDRESS, lines(lines)));
    }
    String number = texts.get(NUMBER);
    if (number != null) {
      BerWriter writer = new BerWriter().begin(Tag.SEQUENCE).ascii(Tag.context(0), number);
      if (texts.containsKey(SUB_ADDRESS)) {
        writer.ascii(Tag.context(1), texts.get(SUB_ADDRESS));
      }
      attributes.add(new ExtensionAttribute(EXTENDED_NETWORK_ADDRESS, writer.end().toByteArray()));
    }
    String type = texts.get(TYPE);
    if (type != null) {
      attributes.add(new ExtensionAttribute(TERMINAL_TYPE, new BerWriter().integer(terminal(type))
          .toByteArray()));
    }
    return attributes;
  }

  /** Printable lines as a SEQUENCE; other text as one TeletexString whose lines end in CR LF. */
  private static byte[] lines(List<String> lines) {
    BerWriter writer = new BerWriter().begin(Tag.SET);
    if (lines.stream().allMatch(Repertoire.PRINTABLE::holds)) {
      writer.begin(Tag.SEQUENCE);
      lines.forEach(line -> CharacterString.printable(line).encode(writer));
      writer.end();
    } else {
      CharacterString.of(StringType.TELETEX, String.join("\r\n", lines)).encode(writer);
    }
    return writer.end().toByteArray();
  }

  /** Keys and texts of an extension attribute; none if it is another or cannot be put in text. */
  static Map<String, String> texts(ExtensionAttribute attribute) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      BerElement value = BerReader.single(attribute.value());
      switch (attribute.type()) {
        case UNFORMATTED_POSTAL_ADDRESS -> postalLines(value, texts);
        case EXTENDED_NETWORK_ADDRESS -> networkAddress(value, texts);
        case TERMINAL_TYPE -> {
          int type = value.intValue(FIRST_TERMINAL, FIRST_TERMINAL + TERMINALS.size() - 1);
          texts.put(TYPE, TERMINALS.get(type - FIRST_TERMINAL));
        }
        default -> {
          // An attribute of another class, or unknown.
        }
      }
    } catch (BerException malformed) {
      return Map.of();
    }
    return texts;
  }

  private static void postalLines(BerElement value, Map<String, String> texts) throws BerException {
    List<String> lines = new ArrayList<>();
    for (BerReader forms = value.children(); forms.hasNext();) {
      BerElement form = forms.next();
      if (form.is(Tag.SEQUENCE)) {
        lines.clear();
        for (BerReader strings = form.children(); strings.hasNext();) {
          lines.add(CharacterString.decode(strings.next()).text());
        }
      } else if (lines.isEmpty()) {
        CharacterString.decode(form).text().lines().forEach(lines::add);
      }
    }
    for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
      if (!lines.get(i).isBlank()) {
        texts.put(POSTAL_LINE + (i + 1), lines.get(i));
      }
    }
  }

  private static void networkAddress(BerElement value, Map<String, String> texts) throws BerException {
    if (value.is(PRESENTATION_ADDRESS)) {
      return;
    }
    for (BerReader parts = value.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(Tag.context(0))) {
        texts.put(NUMBER, CharacterString.decode(part, StringType.NUMERIC).text());
      } else if (part.is(Tag.context(1))) {
        texts.put(SUB_ADDRESS, CharacterString.decode(part, StringType.NUMERIC).text());
      }
    }
  }
}
