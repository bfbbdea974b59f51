package org.angarium.lab.outage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.angarium.lab.console.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What one fault in one phase did.
 *
 * @param recoverySeconds from the mending to the first delivery of a message that had not passed before; null if none came
 * @param resent octets of messages that passed the line more than once
 * @param attempts most that one side made to reach a dead peer within a second
 */
record OutageOutcome(RecoverySettings settings, OutageFault fault, OutagePhase phase,
    @Nullable Double recoverySeconds, long resent, int lost, int duplicated, int attempts) {
  private static final int MOST_ATTEMPTS = 1;

  boolean isInTime() {
    return recoverySeconds != null && recoverySeconds <= settings.goal().toMillis() / 1000.0;
  }

  boolean isComplete() { return recoverySeconds != null && lost == 0 && duplicated == 0; }

  boolean isModest() { return attempts <= MOST_ATTEMPTS; }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", settings.label());
    json.put("fault", fault.label());
    json.put("phase", phase.label());
    json.put("recoverySeconds", recoverySeconds == null ? null : Figures.rounded(recoverySeconds));
    json.put("octetsResent", resent);
    json.put("lost", lost);
    json.put("duplicated", duplicated);
    json.put("attemptsWithinASecond", attempts);
    return json;
  }
}
