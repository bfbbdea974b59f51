package org.angarium.lab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.angarium.app.control.ControlJson;
import tools.jackson.core.JacksonException;

/** What two MTAs did, as a sequence of actions with the names of the model's. */
public final class RecordedHistory {
  /** No association, as in the model. */
  private static final int NO_ASSOCIATION = 0;

  private final List<Step> steps;

  /**
   * One action.
   *
   * @param mta A or B, who did it
   * @param association a number that both ends of it have in common and no other association has, from 1; 0 if it is about none
   * @param message name of a message, empty if it is about none
   * @param checkpoint serial number of a checkpoint, 0 if it is about none
   */
  public record Step(String action, String mta, int association, String message, int checkpoint) {
    public Step {
      if (!action.matches("[A-Z][A-Za-z]*")) {
        throw new IllegalArgumentException("action must be a name like Opened, not \"" + action + "\"");
      }
      if (!mta.equals("A") && !mta.equals("B")) {
        throw new IllegalArgumentException("mta must be A or B, not \"" + mta + "\"");
      }
      if (association < NO_ASSOCIATION || checkpoint < 0) {
        throw new IllegalArgumentException("association and checkpoint must not be negative");
      }
      if (!message.matches("[A-Za-z0-9._@ -]*")) {
        throw new IllegalArgumentException(
            "message must be letters, digits, dots, hyphens, not \"" + message + "\"");
      }
    }

    /** Without what it is not about. */
    private String json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("action", action);
      fields.put("mta", mta);
      if (association != NO_ASSOCIATION) {
        fields.put("association", association);
      }
      if (!message.isEmpty()) {
        fields.put("message", message);
      }
      if (checkpoint != 0) {
        fields.put("checkpoint", checkpoint);
      }
      return ControlJson.MAPPER.writeValueAsString(fields);
    }

    private String tla() {
      return "[action |-> \"%s\", mta |-> \"%s\", association |-> %d, message |-> %s, checkpoint |-> %d]"
          .formatted(action,
              mta, association, message.isEmpty() ? "\"none\"" : quoted(message), checkpoint);
    }
  }

  /** As JSON has it: everything may be missing. */
  private record Line(String action, String mta, int association, String message, int checkpoint) {
    Step step() {
      return new Step(orEmpty(action), orEmpty(mta), association, orEmpty(message), checkpoint);
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // a field that is missing in the JSON is null whatever the type says
    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }
  }

  public RecordedHistory(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads JSON, one record per line; empty lines do not count.
   *
   * @throws IllegalArgumentException saying in which line is what
   */
  public static RecordedHistory parse(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        steps.add(ControlJson.MAPPER.readValue(lines.get(i), Line.class).step());
      } catch (JacksonException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getOriginalMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("there is no record in it");
    }
    return new RecordedHistory(steps);
  }

  public List<Step> steps() {
    return steps;
  }

  /** JSON, one record per line, as {@link #parse} reads it. */
  public List<String> lines() {
    return steps.stream().map(Step::json).toList();
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** Each association has the slot of its rank, so that there are no slots that nothing uses. */
  private List<Step> inSlots() {
    Map<Integer, Integer> slots = new LinkedHashMap<>();
    return steps.stream().map(step -> new Step(step.action(), step.mta(), step.association() == NO_ASSOCIATION
        ? NO_ASSOCIATION
        : slots.computeIfAbsent(step.association(), association -> slots.size() + 1), step.message(),
        step.checkpoint()))
        .toList();
  }

  private int slots() {
    return Math.max(1, inSlots().stream().mapToInt(Step::association).max().orElse(1));
  }

  private Set<String> messagesOf(String mta) {
    return steps.stream().filter(step -> step.action().equals("Accept") && step.mta().equals(mta))
        .map(Step::message)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** How many checkpoints each message had: as many as were sent of it. */
  private Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new TreeMap<>();
    Map<String, String> claims = new TreeMap<>();
    for (Step step : steps) {
      String end = step.mta() + step.association();
      if (step.action().equals("Assign")) {
        claims.put(end, step.message());
      }
      if (!step.message().isEmpty()) {
        lengths.putIfAbsent(step.message(), 0);
      }
      String claimed = claims.get(end);
      if (step.action().equals("Transfer") && claimed != null) {
        lengths.merge(claimed, step.checkpoint(), Math::max);
      }
    }
    return lengths;
  }

  /** The history as a TLA+ module. */
  String module() {
    String records = inSlots().stream().map(Step::tla).collect(Collectors.joining(",\n  ", "<< ", " >>"));
    Map<String, Integer> lengths = lengths();
    String function = lengths.isEmpty()
        ? "[x \\in {} |-> 0]"
        : "[x \\in {%s} |-> CASE %s]".formatted(
            lengths.keySet().stream().map(RecordedHistory::quoted).collect(Collectors.joining(", ")),
            lengths.entrySet().stream()
                .map(message -> "x = %s -> %d".formatted(quoted(message.getKey()), message.getValue()))
                .collect(Collectors.joining(" [] ")));
    return "---- MODULE History ----\nEXTENDS Naturals, Sequences\nHistory ==\n  " + records
        + "\nMessageLength == " + function
        + "\n====\n";
  }

  String configuration() {
    int longest = lengths().values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return String.join("\n", "SPECIFICATION HistorySpec", "CONSTANTS", "  None = None",
        "  MessagesOfA = " + set(messagesOf("A")), "  MessagesOfB = " + set(messagesOf("B")),
        "  Slots = " + IntStream.rangeClosed(1, slots()).boxed().map(String::valueOf)
            .collect(Collectors.joining(", ", "{", "}")),
        "  Checkpoints = 0", "  Window = " + (longest + 1), "  Threshold = 1",
        "  CanResume = TRUE",
        "  CanInterrupt = TRUE", "  CommitsFail = TRUE", "  MaxFaults = " + steps.size(),
        "  MaxCrashes = " + steps.size(), "  Length <- LengthOf", "  First <- AnySlot", "CONSTRAINT HowFar",
        "INVARIANTS NotAllOfIt", "");
  }

  private static String set(Set<String> names) {
    return names.stream().map(RecordedHistory::quoted).collect(Collectors.joining(", ", "{", "}"));
  }

  HistoryVerdict verdict(TlcOutput output) {
    String error = output.errors().isEmpty() ? null : String.join("; ", output.errors());
    boolean all = output.violated() != null;
    int accepted = all ? steps.size() : Math.max(0, output.reached() - 1);
    boolean ok = error == null && all;
    return new HistoryVerdict(ok, steps.size(), accepted, ok || accepted >= steps.size()
        ? null
        : ControlJson.MAPPER.writeValueAsString(steps.get(accepted)), error);
  }
}
