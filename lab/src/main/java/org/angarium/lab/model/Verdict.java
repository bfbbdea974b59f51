package org.angarium.lab.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one check.
 *
 * @param results per property
 * @param trace the counter-example, readable; empty if none was found
 * @param states distinct states
 * @param depth length of the longest of the shortest ways to a state
 * @param taken how often each action was taken
 * @param error why nothing can be said, null if something can
 */
record Verdict(ModelCheck check, List<Result> results, List<String> trace, long states, long generated,
    int depth,
    Duration took, Map<String, Long> taken, @Nullable String error) {
  /** Whether a property holds. */
  enum Outcome {
    HOLDS, REFUTED, UNKNOWN
  }

  /** @param asExpected whether that is what the module was made to show */
  record Result(String property, Outcome outcome, boolean asExpected) {}

  boolean isAsExpected() { return error == null && results.stream().allMatch(Result::asExpected); }

  static Verdict of(ModelCheck check, List<String> properties, TlcOutput output, Duration took) {
    String found = output.violated();
    // The configurations name one temporal property each, the last.
    String violated = found != null && found.isEmpty() ? properties.getLast() : found;
    String error = output.errors().isEmpty() ? null : String.join("; ", output.errors());
    List<Result> results = properties.stream()
        .map(property -> result(check, property, violated, error == null)).toList();
    return new Verdict(check, results, CounterExample.lines(output.trace()), output.distinct(),
        output.generated(),
        output.depth(), took, output.taken(), error);
  }

  private static Result result(ModelCheck check, String property, @Nullable String violated,
      boolean complete) {
    if (property.equals(violated)) {
      return new Result(property, Outcome.REFUTED, property.equals(check.refutes()));
    }
    // The checker stops at the first violation: nothing is known of the others then.
    Outcome outcome = complete && violated == null ? Outcome.HOLDS : Outcome.UNKNOWN;
    boolean expected = check.refutes() == null
        ? outcome == Outcome.HOLDS
        : violated != null && !property.equals(check.refutes());
    return new Result(property, outcome, expected);
  }
}
