package org.angarium.app.dissect;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.app.dissect.Type.Component;
import org.jspecify.annotations.Nullable;

/**
 * Takes an encoding apart by the notation's types. What does not fit its type is shown as what it is; what is broken is said, and
 * the walk goes on behind it. Bounded: at most {@link #MOST_FINDINGS} findings, {@link #DEEPEST} levels.
 */
final class BerDissector {
  private static final int MOST_FINDINGS = 200_000;
  private static final int DEEPEST = 250;
  private static final Notation NOTATION = Notation.load();

  private int found;

  /** Values of components seen in one SEQUENCE or SET, by which open types are resolved. */
  private record Context(Map<String, String> values) {}

  /** All elements from start to end, the first of the type. */
  List<Finding> elements(Octets octets, int start, int end, String type) {
    List<Finding> findings = new ArrayList<>();
    Type expected = NOTATION.get(type);
    for (int at = start; at < end;) {
      Finding finding = element(octets, at, end, lowerCase(type), expected, none(), 0);
      findings.add(finding);
      at = finding.end();
    }
    return findings;
  }

  /** Whether an element with this tag can be of the type. */
  static boolean fits(String type, int tag) {
    return matches(NOTATION.get(type), tag);
  }

  /** Name of the alternative of the type, a CHOICE, that has the tag; empty if none has. */
  static String alternative(String type, int tag) {
    return NOTATION.get(type) instanceof Type.Choice choice
        ? choice.alternatives().stream().filter(one -> matches(one.type(), tag)).map(Component::name)
            .findFirst().orElse("")
        : "";
  }

  private static Context none() {
    return new Context(new HashMap<>());
  }

  private static String lowerCase(String type) {
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  private Finding element(Octets octets, int start, int limit, String label, @Nullable Type type,
      Context context, int depth) {
    BerHeader header = BerHeader.read(octets, start, limit);
    Type known = resolve(type);
    String name = label;
    if (known instanceof Type.Any any && !any.by().isEmpty()) {
      Type named = named(any, context);
      known = named == null ? any : named;
    }
    while (known instanceof Type.Choice choice) {
      Component chosen = find(choice.alternatives(), header.tag());
      if (chosen == null) {
        known = null;
      } else {
        name = name.isEmpty() ? chosen.name() : name + ": " + chosen.name();
        known = resolve(chosen.type());
      }
    }
    boolean unexpected = known == null && type != null && header.problem() == null
        || known != null && !matches(known, header.tag());
    Finding finding = new Finding(octets, start, header.contentStart(), Math.max(header.end(), start + 1),
        name.isEmpty() ? describe(header.tag()) : name);
    if (header.problem() != null) {
      finding.broken(header.problem(), start);
    }
    if (++found > MOST_FINDINGS || depth > DEEPEST) {
      return finding.broken(found > MOST_FINDINGS
          ? "more than " + MOST_FINDINGS + " elements: the rest is not taken apart"
          : "nested deeper than " + DEEPEST + " levels", start);
    }
    if (unexpected) {
      finding.value("unexpected " + describe(header.tag()));
      contents(finding, header, null, context, depth);
    } else {
      contents(finding, header, known, context, depth);
    }
    return finding;
  }

  /** What is between the header and the end, by the type, whatever the tag. */
  private void contents(Finding finding, BerHeader header, @Nullable Type type, Context context, int depth) {
    switch (type) {
      case null -> generic(finding, header, depth);
      case Type.Tagged tagged -> {
        if (tagged.explicit() || isOpen(tagged.type())) {
          explicit(finding, header, tagged.type(), context, depth);
        } else {
          contents(finding, header, resolve(tagged.type()), context, depth);
        }
      }
      case Type.Composite composite -> composite(finding, header, composite, depth);
      case Type.ListOf list -> {
        String name = list.element() instanceof Type.Reference reference ? lowerCase(reference.name()) : "";
        children(finding, header, depth, (octets, at, limit) -> element(octets, at, limit, name,
            list.element(), none(), depth + 1));
      }
      case Type.Simple simple -> simple(finding, header, simple, depth);
      case Type.Any any -> generic(finding, header, depth);
      case Type.Choice choice -> generic(finding, header, depth);
      case Type.Reference reference -> contents(finding, header, resolve(reference), context, depth);
    }
  }

  /** A tag on a CHOICE or an open type is always explicit. */
  private static boolean isOpen(Type type) {
    Type known = resolve(type);
    return known instanceof Type.Choice || known instanceof Type.Any any && !any.by().isEmpty();
  }

  private void explicit(Finding finding, BerHeader header, Type inner, Context context, int depth) {
    Type known = inner;
    if (resolve(inner) instanceof Type.Any any) {
      known = named(any, context);
    }
    Type typed = known;
    children(finding, header, depth,
        (octets, at, limit) -> element(octets, at, limit, "", typed, context, depth + 1));
  }

  /** The type that another component names, null if it names none that is known. */
  private static @Nullable Type named(Type.Any any, Context context) {
    String value = context.values.get(any.by());
    return value == null ? null : resolve(NOTATION.find(any.as() + "." + value));
  }

  /** Reads the element at a place. */
  private interface ElementReader {
    Finding read(Octets octets, int at, int limit);
  }

  private void children(Finding finding, BerHeader header, int depth, ElementReader reader) {
    if (!header.constructed()) {
      finding.broken("must be constructed", finding.start());
      generic(finding, header, depth);
      return;
    }
    for (int at = header.contentStart(); at < header.contentEnd() && found <= MOST_FINDINGS;) {
      Finding part = reader.read(finding.octets(), at, header.contentEnd());
      finding.add(part);
      at = part.end();
    }
  }

  private void composite(Finding finding, BerHeader header, Type.Composite composite, int depth) {
    Context inside = none();
    List<Component> ahead = new ArrayList<>(composite.components());
    children(finding, header, depth, (octets, at, limit) -> {
      BerHeader next = BerHeader.read(octets, at, limit);
      Component component = find(ahead, next.tag());
      ahead.remove(component);
      if (component == null) {
        return element(octets, at, limit, "unknown " + describe(next.tag()), null, inside, depth + 1);
      }
      Finding part = element(octets, at, limit, component.name(), component.type(), inside, depth + 1);
      String value = part.value();
      if (value != null) {
        // Numbers and object identifiers are shown with their names behind them.
        inside.values.put(component.name(), value.split(" ", 2)[0]);
      }
      return part;
    });
  }

  private void simple(Finding finding, BerHeader header, Type.Simple simple, int depth) {
    if (simple.containing() != null) {
      Octets inner = joined(finding, header);
      if (inner != null && inner.data().length > 0) {
        int from = inner == finding.octets() ? header.contentStart() : 0;
        int to = inner == finding.octets() ? header.contentEnd() : inner.data().length;
        if (fits(simple.containing(), BerHeader.read(inner, from, to).tag())) {
          finding.value((to - from) + " octets");
          Type type = NOTATION.get(simple.containing());
          for (int at = from; at < to;) {
            Finding part = element(inner, at, to, "", type, none(), depth + 1);
            finding.add(part);
            at = part.end();
          }
          return;
        }
      }
    }
    if (header.constructed()) {
      if (taggedAround(finding, header, simple, depth)) {
        return;
      }
      if (header.problem() == null && BerValues.joined(finding.octets(), header) == null) {
        finding.broken("must be primitive, or segments of a string", finding.start());
      }
      generic(finding, header, depth);
      return;
    }
    BerValues.show(finding, header, simple, NOTATION);
  }

  /** A number whose tag was put around its own, as drafts of the standard had it and some peers still send. */
  private boolean taggedAround(Finding finding, BerHeader header, Type.Simple simple, int depth) {
    if (BerValues.isString(simple.tag()) || header.contentStart() >= header.contentEnd()) {
      return false;
    }
    BerHeader inner = BerHeader.read(finding.octets(), header.contentStart(), header.contentEnd());
    if (inner.tag() != simple.tag() || inner.end() != header.contentEnd() || inner.constructed()) {
      return false;
    }
    Finding part = element(finding.octets(), header.contentStart(), header.contentEnd(), "tagged inside",
        simple,
        none(), depth + 1);
    finding.add(part);
    if (part.value() != null) {
      finding.value(part.value());
    }
    return true;
  }

  /** The octets of a string: where they stand, or put together from its segments; null if they are no segments. */
  private static @Nullable Octets joined(Finding finding, BerHeader header) {
    if (!header.constructed()) {
      return finding.octets();
    }
    ByteArrayOutputStream joined = BerValues.joined(finding.octets(), header);
    return joined == null
        ? null
        : new Octets(joined.toByteArray(), "segments of " + finding.label() + " put together");
  }

  private void generic(Finding finding, BerHeader header, int depth) {
    if (header.constructed()) {
      children(finding, header, depth,
          (octets, at, limit) -> element(octets, at, limit, "", null, none(), depth + 1));
    } else {
      BerValues.show(finding, header, null, NOTATION);
    }
  }

  private static @Nullable Type resolve(@Nullable Type type) {
    Type known = type;
    while (known instanceof Type.Reference reference) {
      known = NOTATION.get(reference.name());
    }
    return known;
  }

  private static @Nullable Component find(List<Component> components, int tag) {
    for (Component component : components) {
      if (matches(component.type(), tag)) {
        return component;
      }
    }
    return null;
  }

  private static boolean matches(Type type, int tag) {
    return switch (type) {
      case Type.Tagged tagged -> tagged.tag() == tag;
      case Type.Reference reference -> matches(NOTATION.get(reference.name()), tag);
      case Type.Choice choice -> find(choice.alternatives(), tag) != null;
      case Type.Simple simple ->
        simple.tag() == tag || simple.tag() == Type.ANY_STRING && BerValues.isString(tag)
            || BerValues.isString(simple.tag()) && BerValues.isString(tag);
      case Type.Composite composite -> composite.tag() == tag;
      case Type.ListOf list -> list.tag() == tag;
      case Type.Any any -> true;
    };
  }

  private static String describe(int tag) {
    return BerValues.describe(tag);
  }
}
