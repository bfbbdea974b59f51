package org.angarium.app.dissect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.angarium.app.dissect.Type.Component;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** Reads the types of {@code x400.notation}. */
final class Notation {
  private static final Pattern TOKEN = Pattern.compile("::=|[\\[\\](){},]|[A-Za-z0-9][A-Za-z0-9.-]*");
  private static final Map<String, Integer> SIMPLE = Map.ofEntries(Map.entry("BOOLEAN", Tag.BOOLEAN),
      Map.entry("INTEGER", Tag.INTEGER), Map.entry("ENUMERATED", Tag.ENUMERATED),
      Map.entry("BITS", Tag.BIT_STRING), Map.entry("OCTETS", Tag.OCTET_STRING), Map.entry("NULL", Tag.NULL),
      Map.entry("OID", Tag.OBJECT_IDENTIFIER), Map.entry("UTCTime", Tag.UTC_TIME),
      Map.entry("GeneralizedTime", Tag.GENERALIZED_TIME), Map.entry("NumericString", Tag.NUMERIC_STRING),
      Map.entry("PrintableString", Tag.PRINTABLE_STRING), Map.entry("TeletexString", Tag.TELETEX_STRING),
      Map.entry("VideotexString", Tag.VIDEOTEX_STRING), Map.entry("IA5String", Tag.IA5_STRING),
      Map.entry("GraphicString", Tag.GRAPHIC_STRING), Map.entry("VisibleString", Tag.VISIBLE_STRING),
      Map.entry("GeneralString", Tag.GENERAL_STRING), Map.entry("ObjectDescriptor", Tag.universal(7)));

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Type> types = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private int at;

  private Notation() {}

  /** @throws IllegalStateException if the notation that comes with the program is broken */
  static Notation load() {
    try (InputStream in = Notation.class.getResourceAsStream("x400.notation")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Notation notation = new Notation();
      text.lines().filter(line -> !line.startsWith("--")).forEach(notation::line);
      notation.run();
      return notation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    if (line.startsWith("NAME ")) {
      String[] words = line.split(" ", -1);
      names.put(words[1], words[2]);
      return;
    }
    for (Matcher token = TOKEN.matcher(line); token.find();) {
      tokens.add(token.group());
    }
  }

  private void run() {
    while (at < tokens.size()) {
      String name = next();
      take("::=");
      types.put(name, type());
    }
    types.values().forEach(this::check);
  }

  /** The type of a name, null if there is none. */
  @Nullable
  Type find(String name) {
    return types.get(name);
  }

  /** The type of a name. */
  Type get(String name) {
    Type type = types.get(name);
    if (type == null) {
      throw new IllegalStateException("no type " + name);
    }
    return type;
  }

  /** The name of an object identifier, empty if it has none here. */
  String nameOf(String oid) {
    return names.getOrDefault(oid, "");
  }

  private void check(Type type) {
    switch (type) {
      case Type.Reference reference -> get(reference.name());
      case Type.Composite composite -> composite.components().forEach(component -> check(component.type()));
      case Type.Choice choice -> choice.alternatives().forEach(component -> check(component.type()));
      case Type.ListOf list -> check(list.element());
      case Type.Tagged tagged -> check(tagged.type());
      case Type.Simple simple -> {
        if (simple.containing() != null) {
          get(simple.containing());
        }
      }
      case Type.Any any -> {
        // Its types are looked up when its value is known.
      }
    }
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at >= tokens.size()) {
      throw new IllegalStateException("the notation ends too early");
    }
    return tokens.get(at++);
  }

  private void take(String expected) {
    String found = next();
    if (!found.equals(expected)) {
      throw new IllegalStateException("found " + found + " where " + expected + " belongs");
    }
  }

  private boolean accept(String token) {
    boolean found = peek().equals(token);
    at += found ? 1 : 0;
    return found;
  }

  private Type type() {
    if (accept("[")) {
      int tag = tag();
      take("]");
      boolean explicit = accept("EXPLICIT");
      Type inner = type();
      return new Type.Tagged(tag, explicit, inner);
    }
    String word = next();
    return switch (word) {
      case "SEQUENCE", "SET" -> {
        int tag = word.equals("SET") ? Tag.SET : Tag.SEQUENCE;
        yield accept("OF") ? new Type.ListOf(tag, type()) : new Type.Composite(tag, components());
      }
      case "CHOICE" -> new Type.Choice(components());
      case "ANY" -> any();
      case "ANYTHING" -> new Type.Any("", "");
      case "AnyString" -> new Type.Simple("AnyString", Type.ANY_STRING, Map.of(), null);
      default -> {
        Integer tag = SIMPLE.get(word);
        if (tag == null) {
          yield new Type.Reference(word);
        }
        Map<Long, String> values = peek().equals("{") ? values() : Map.of();
        yield new Type.Simple(word, tag, values, accept("CONTAINING") ? next() : null);
      }
    };
  }

  private Type any() {
    if (!accept("BY")) {
      return new Type.Any("", "");
    }
    String component = next();
    take("AS");
    return new Type.Any(component, next());
  }

  private int tag() {
    String word = next();
    return switch (word) {
      case "UNIVERSAL" -> Tag.universal(Integer.parseInt(next()));
      case "APPLICATION" -> Tag.application(Integer.parseInt(next()));
      default -> Tag.context(Integer.parseInt(word));
    };
  }

  private List<Component> components() {
    List<Component> components = new ArrayList<>();
    take("{");
    do {
      String name = next();
      components.add(new Component(name, type()));
    } while (accept(","));
    take("}");
    return components;
  }

  private Map<Long, String> values() {
    Map<Long, String> values = new LinkedHashMap<>();
    take("{");
    do {
      String name = next();
      take("(");
      values.put(Long.valueOf(next()), name);
      take(")");
    } while (accept(","));
    take("}");
    return values;
  }
}
