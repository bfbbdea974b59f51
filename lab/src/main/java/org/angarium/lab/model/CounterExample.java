package org.angarium.lab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A counter-example as a person reads it: each step with what it changed. */
final class CounterExample {
  private static final Pattern STATE = Pattern.compile("(\\d+): <(\\w+|Initial predicate)[^>]*>\\n(.*)",
      Pattern.DOTALL);
  private static final String VARIABLE = "(?m)^/\\\\ ";
  private static final int NAME_WIDTH = 22;

  private CounterExample() {}

  /** @param states as TLC prints them in tool mode */
  static List<String> lines(List<String> states) {
    List<String> lines = new ArrayList<>();
    Map<String, String> before = Map.of();
    int step = 0;
    for (String state : states) {
      Matcher matcher = STATE.matcher(state);
      if (!matcher.matches()) {
        lines.add(state.contains("Stuttering")
            ? "   … and nothing more ever happens."
            : "   … and again from there: " + state.lines().findFirst().orElse(""));
        continue;
      }
      Map<String, String> after = values(matcher.group(3));
      if (step > 0) {
        lines.add("%2d  %s".formatted(step, matcher.group(2)));
        lines.addAll(changes(before, after));
      }
      before = after;
      step++;
    }
    return lines;
  }

  private static List<String> changes(Map<String, String> before, Map<String, String> after) {
    List<String> lines = new ArrayList<>();
    after.forEach((path, value) -> {
      String old = before.getOrDefault(path, "");
      if (!Objects.equals(old, value)) {
        lines.add("      " + path + " ".repeat(Math.max(1, NAME_WIDTH - path.length())) + shown(old) + " → "
            + shown(value));
      }
    });
    return lines;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "–" : value;
  }

  /** The variables of a state, records and slots taken apart. */
  private static Map<String, String> values(String conjuncts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String conjunct : conjuncts.split(VARIABLE, -1)) {
      int equals = conjunct.indexOf('=');
      if (equals > 0) {
        spread(conjunct.substring(0, equals).strip(), TlaValue.parse(conjunct.substring(equals + 1)), false,
            values);
      }
    }
    return values;
  }

  /** @param inSlot whether a sequence is one of PDUs and no longer one of slots */
  private static void spread(String path, TlaValue value, boolean inSlot, Map<String, String> values) {
    switch (value) {
      case TlaValue.Fields(Map<String, TlaValue> fields) when !fields.containsKey("kind") ->
        fields.forEach((name, field) -> spread(path + "." + name, field, inSlot, values));
      case TlaValue.Sequence(List<TlaValue> elements) when !inSlot -> {
        for (int i = 0; i < elements.size(); i++) {
          spread(path + "." + (i + 1), elements.get(i), true, values);
        }
      }
      default -> values.put(path, value.toString());
    }
  }
}
