package org.angarium.lab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as TLC prints it. */
sealed interface TlaValue {
  /** A number, text, truth value or model value. */
  record Atom(String text) implements TlaValue {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A sequence, or a function of the numbers from 1. */
  record Sequence(List<TlaValue> elements) implements TlaValue {
    @Override
    public String toString() {
      return String.join(", ", elements.stream().map(Object::toString).toList());
    }
  }

  /** A set. */
  record Elements(List<TlaValue> elements) implements TlaValue {
    @Override
    public String toString() {
      return "{" + String.join(", ", elements.stream().map(Object::toString).toList()) + "}";
    }
  }

  /** A record, or another function. */
  record Fields(Map<String, TlaValue> fields) implements TlaValue {
    /** A PDU is shown by its kind and what it carries, anything else with all its fields. */
    @Override
    public String toString() {
      TlaValue kind = fields.get("kind");
      if (kind == null) {
        return String.join(" ",
            fields.entrySet().stream().map(field -> field.getKey() + " " + field.getValue()).toList());
      }
      StringBuilder pdu = new StringBuilder(kind.toString());
      fields.forEach((name, value) -> {
        if (!name.equals("kind") && !value.toString().equals("None") && !value.toString().equals("0")) {
          pdu.append(' ').append(value);
        }
      });
      return pdu.toString();
    }
  }

  /** Reads a whole value. */
  static TlaValue parse(String text) {
    Reader reader = new Reader(text);
    TlaValue value = reader.value();
    reader.expectEnd();
    return value;
  }

  /** Recursive descent over the text. */
  final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private TlaValue value() {
      if (skips("<<")) {
        return new Sequence(list(">>"));
      }
      if (skips("{")) {
        return new Elements(list("}"));
      }
      if (skips("[")) {
        return fields("|->", ",", "]");
      }
      if (skips("(")) {
        return fields(":>", "@@", ")");
      }
      return new Atom(word());
    }

    private List<TlaValue> list(String close) {
      List<TlaValue> elements = new ArrayList<>();
      while (!skips(close)) {
        elements.add(value());
        skips(",");
      }
      return elements;
    }

    private Fields fields(String arrow, String separator, String close) {
      Map<String, TlaValue> fields = new LinkedHashMap<>();
      while (!skips(close)) {
        String name = word();
        if (!skips(arrow)) {
          throw unexpected();
        }
        fields.put(name, value());
        skips(separator);
      }
      return new Fields(fields);
    }

    private String word() {
      skipBlanks();
      int start = at;
      if (at < text.length() && text.charAt(at) == '"') {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
          throw unexpected();
        }
        at = end + 1;
        return text.substring(start + 1, end);
      }
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      if (start == at) {
        throw unexpected();
      }
      return text.substring(start, at);
    }

    private boolean skips(String token) {
      skipBlanks();
      if (text.startsWith(token, at)) {
        at += token.length();
        return true;
      }
      return false;
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private void expectEnd() {
      skipBlanks();
      if (at < text.length()) {
        throw unexpected();
      }
    }

    private IllegalArgumentException unexpected() {
      return new IllegalArgumentException("not a value, at " + at + ": " + text);
    }
  }
}
