package org.angarium.lab.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of the model checker.
 *
 * @param name as it is shown, and of the configuration file
 * @param module the TLA+ module
 * @param about what is in it, one clause
 * @param refutes the property that must not hold, since the module has a fault; null if every property must hold
 * @param heapMegabytes memory for the checker
 * @param bound how long it may take
 */
record ModelCheck(String name, String module, String about, @Nullable String refutes, int heapMegabytes,
    Duration bound) {
  private static final String MODEL = "Association";
  private static final String WEAKENED = "Weakened";
  private static final String LIVENESS = "EveryMessageArrives";
  /** On a machine that has other work to do, too. */
  private static final int LARGE_MINUTES = 180;

  private static final List<ModelCheck> FAULTY = List.of(
      faulty("FoundingFault", "FoundingFault", LIVENESS,
          "Q232602: claim and open-retry timer belong to the lost association"),
      faulty("LostTurn", "LostTurn", LIVENESS, "Q166594: the turn outlives the association it was lost on"),
      faulty("EarlyConfirm", WEAKENED, "NothingLost",
          "the end of an activity is confirmed before the commit"),
      faulty("NoSuppression", WEAKENED, "NothingDoubled", "the receiver does not look at the MTS-identifier"),
      faulty("KeptClaim", WEAKENED, "ClaimsLive", "an association that ends keeps its claim"),
      faulty("TakenTurn", WEAKENED, "OneTurnHolder", "who has waited too long for the turn takes it"),
      faulty("ResumedAhead", WEAKENED, "NoGap", "the receiver resumes at its own last checkpoint"),
      faulty("InterruptedForGood", WEAKENED, "ClaimsLive", "what was interrupted goes back to no queue"),
      faulty("RefusedForEver", WEAKENED, LIVENESS, "a recovery that was refused is tried again at once"));

  private static final List<ModelCheck> SMALL = List.of(
      sound("Transfer", "1 message, 2 places for associations, 1 fault, 1 crash", 512, 10),
      sound("Resume", "1 message of 2 checkpoints, 1 place, 1 fault, 1 crash, resuming, interrupted", 512,
          10),
      sound("Turn", "1 message each way, 1 place, 1 fault, resuming", 512, 10));

  private static final List<ModelCheck> LARGE = List.of(
      sound("LargeRestart", "1 message, 2 places, 2 faults, 2 crashes", 2048, LARGE_MINUTES),
      sound("LargeTurn", "1 message each way, 1 place, 2 faults, 1 crash, resuming", 4096, LARGE_MINUTES),
      sound("LargeResume", "1 message of 2 checkpoints, window 2, 2 places, 2 faults, 1 crash, resuming",
          4096, LARGE_MINUTES),
      sound("LargeInterrupt",
          "2 messages of 2 checkpoints, window 2, 1 place, 2 faults, 1 crash, interrupted",
          4096, LARGE_MINUTES),
      sound("LargeThreshold", "2 messages, an association for each, 2 places, 1 fault",
          4096, LARGE_MINUTES),
      sound("LargeBoth", "1 message each way, 2 places, 1 fault", 4096, LARGE_MINUTES));

  /** Those that a build can wait for. */
  static List<ModelCheck> small() {
    return concat(SMALL);
  }

  /** Those with more of everything; more than an hour. */
  static List<ModelCheck> large() {
    return concat(LARGE);
  }

  private static List<ModelCheck> concat(List<ModelCheck> sound) {
    return Stream.concat(sound.stream(), FAULTY.stream()).toList();
  }

  private static ModelCheck sound(String name, String about, int heapMegabytes, int minutes) {
    return new ModelCheck(name, MODEL, about, null, heapMegabytes, Duration.ofMinutes(minutes));
  }

  private static ModelCheck faulty(String name, String module, String refutes, String about) {
    return new ModelCheck(name, module, about, refutes, 512, Duration.ofMinutes(5));
  }
}
