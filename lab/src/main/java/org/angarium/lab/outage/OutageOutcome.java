package org.angarium.lab.outage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.lab.console.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What one fault in one phase did.
 *
 * @param recoverySeconds from the mending to the first delivery of a message that had not passed before; null if none came
 * @param repeated for each transfer that was cut, octets of its message that passed the line again
 * @param attempts most that one side made to reach a dead peer within a second
 */
record OutageOutcome(RecoverySettings settings, OutageFault fault, OutagePhase phase,
    @Nullable Double recoverySeconds, List<Long> repeated, int lost, int duplicated, int attempts) {
  private static final int MOST_ATTEMPTS = 1;

  OutageOutcome {
    repeated = List.copyOf(repeated);
  }

  boolean isInTime() {
    return recoverySeconds != null && recoverySeconds <= settings.goal().toMillis() / 1000.0;
  }

  boolean isComplete() { return recoverySeconds != null && lost == 0 && duplicated == 0; }

  boolean isModest() { return attempts <= MOST_ATTEMPTS; }

  /** Octets of messages that passed the line more than once. */
  long resent() {
    return repeated.stream().mapToLong(Long::longValue).sum();
  }

  /** Octets that passed again after the cut that cost most. */
  long dearest() {
    return repeated.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Whether no cut cost more than may be under way without confirmation. */
  boolean isThrifty() {
    return dearest() <= RecoverySettings.WINDOW.mostResent();
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", settings.label());
    json.put("fault", fault.label());
    json.put("phase", phase.label());
    json.put("recoverySeconds", recoverySeconds == null ? null : Figures.rounded(recoverySeconds));
    json.put("octetsResent", resent());
    json.put("octetsResentAfterEachCut", repeated);
    json.put("lost", lost);
    json.put("duplicated", duplicated);
    json.put("attemptsWithinASecond", attempts);
    return json;
  }
}
