package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.x400.mts.Priority;

/** Transfers that take a while, with what cuts or interrupts them in the middle. */
final class LongTransfers {
  private static final int MOST = 2;
  /** From here on a sender notes how far it has come. */
  private static final int SHORTEST = 70_000;
  private static final int LONGEST = 500_000;
  private static final int MOST_CUTS = 3;
  private static final Duration BEFORE = Duration.ofMillis(400);
  private static final int SMALL = 900;
  private static final List<FaultKind> CUTS = List.of(FaultKind.RESET, FaultKind.RESET,
      FaultKind.PROCESS_CRASH,
      FaultKind.PROCESS_CRASH, FaultKind.POWER_LOSS, FaultKind.POWER_LOSS, FaultKind.CRASH_AT_STORE,
      FaultKind.TRUNCATION, FaultKind.SILENCE, FaultKind.FREEZE, FaultKind.DISK_FULL,
      FaultKind.ORDERLY_RESTART,
      FaultKind.PARAMETERS_CHANGE, FaultKind.USER_ABORT, FaultKind.PROVIDER_ABORT);
  private static final List<Phase> PHASES = List.of(Phase.DATA, Phase.CHECKPOINT, Phase.RESUME,
      Phase.ACTIVITY_STOP, Phase.ACTIVITY_END);

  private LongTransfers() {}

  static void add(RandomGenerator random, Topology topology, LineValues values, Duration length,
      List<Letter> letters, List<Fault> faults) {
    for (int left = 1 + random.nextInt(MOST); left > 0; left--) {
      Duration at = Duration.ofMillis(random.nextLong(length.toMillis()));
      String from = topology.mtas().get(random.nextInt(topology.mtas().size()));
      List<String> neighbours = topology.neighbours(from);
      String neighbour = neighbours.get(random.nextInt(neighbours.size()));
      List<String> to = List.of(neighbour);
      int octets = SHORTEST + random.nextInt(LONGEST - SHORTEST);
      Duration begins = at.plus(BEFORE);
      // An association that was of use is opened again at once, in time to resume.
      letters.add(new Letter(at, from, to, Priority.NORMAL, SMALL, false));
      letters.add(
          new Letter(begins, from, to, random.nextBoolean() ? Priority.NORMAL : Priority.NON_URGENT, octets,
              random.nextInt(8) == 0));
      int millis = (int) Math.min(60_000, values.timeFor(octets).toMillis() + 100);
      if (random.nextInt(3) == 0) {
        // Under way at the same time, perhaps on the same association.
        letters.add(
            new Letter(begins, from, to, Priority.NON_URGENT, SHORTEST + random.nextInt(LONGEST - SHORTEST),
                false));
      }
      if (random.nextBoolean()) {
        letters.add(
            new Letter(begins.plusMillis(random.nextInt(millis)), from, to, Priority.URGENT, SMALL, false));
      }
      for (int cuts = 1 + random.nextInt(MOST_CUTS); cuts > 0; cuts--) {
        faults.add(cut(random, topology, from, neighbour, begins.plusMillis(random.nextInt(millis))));
      }
    }
  }

  /** Mostly short, so that the transfer can go on. */
  private static Fault cut(RandomGenerator random, Topology topology, String from, String neighbour,
      Duration at) {
    FaultKind kind = CUTS.get(random.nextInt(CUTS.size()));
    Phase phase = random.nextInt(3) == 0 ? PHASES.get(random.nextInt(PHASES.size())) : null;
    Duration lasting = Duration
        .ofMillis(random.nextInt(4) == 0 ? random.nextInt(120_000) : random.nextInt(6_000));
    int target = kind.scope() == FaultKind.Scope.MTA
        ? topology.mtas().indexOf(random.nextBoolean() ? from : neighbour)
        : random.nextInt(1 << 16);
    return new Fault(kind, at, phase, lasting, target, random.nextLong());
  }
}
