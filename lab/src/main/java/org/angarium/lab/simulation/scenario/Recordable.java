package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.x400.mts.Priority;

/** Scenarios of a pair of MTAs in which nothing happens that the formal model leaves out. */
public final class Recordable {
  /** The model knows no configuration, no shutdown, no octets that are changed, no operator but one who retries. A full disk is drawn apart. */
  private static final Set<FaultKind> LEFT_OUT = EnumSet.of(FaultKind.DISK_FULL, FaultKind.CORRUPTION,
      FaultKind.ORDERLY_RESTART, FaultKind.REFUSES_BUSY, FaultKind.REFUSES_PASSWORD,
      FaultKind.REFUSES_DIALOGUE, FaultKind.PARAMETERS_CHANGE, FaultKind.CONNECTOR_REMOVED,
      FaultKind.ALTERATION, FaultKind.OPERATOR_FREEZE, FaultKind.OPERATOR_UNFREEZE, FaultKind.OPERATOR_RETURN,
      FaultKind.OPERATOR_DELETE, FaultKind.OPERATOR_CANCEL, FaultKind.OPERATOR_RETRY_ONE,
      FaultKind.SILENT_LAYER);
  private static final List<Phase> PHASES = List.of(Phase.values());
  private static final List<FaultKind> KINDS = List
      .copyOf(EnumSet.complementOf(EnumSet.copyOf(LEFT_OUT)));
  private static final int MOST_LETTERS = 4;
  private static final int MOST_FAULTS = 3;
  private static final int MOST_OCTETS = 5000;
  private static final int RETRIES = 1440;
  /** In one history of so many a long transfer lets urgent mail pass. */
  private static final int EVERY_FOURTH = 4;
  private static final int LONG_OCTETS = 400_000;
  private static final int LONG_CHECKPOINT = 30;
  private static final int MOST_OUTAGE_SECONDS = 900;
  /** In one history of so many a disk is full while something arrives: transfers are refused. */
  private static final int EVERY_FIFTH = 5;
  private static final int MOST_FULL_SECONDS = 240;
  private static final List<Phase> ARRIVING = List.of(Phase.DATA, Phase.DATA, Phase.CHECKPOINT,
      Phase.ACTIVITY_END, Phase.ACTIVITY_END, Phase.RESUME, Phase.ACTIVITY_STOP);

  private Recordable() {}

  public static Scenario draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 53 + 17);
    Topology pair = Topology.pair();
    List<Letter> letters = new ArrayList<>();
    Duration at = Duration.ofSeconds(60);
    for (int left = 1 + random.nextInt(MOST_LETTERS); left > 0; left--) {
      int from = random.nextInt(2);
      letters.add(new Letter(at, pair.mtas().get(from), List.of(pair.mtas().get(1 - from)), Priority.NORMAL,
          random.nextInt(MOST_OCTETS), random.nextInt(8) == 0));
      at = at.plusMillis(random.nextInt(3) == 0 ? random.nextInt(1_200_000) : random.nextInt(400));
    }
    boolean interrupted = seed % EVERY_FOURTH == 0;
    if (interrupted) {
      String from = pair.mtas().get(random.nextInt(2));
      List<String> to = List
          .of(from.equals(pair.mtas().getFirst()) ? pair.mtas().getLast() : pair.mtas().getFirst());
      letters.add(new Letter(at, from, to, Priority.NON_URGENT, LONG_OCTETS, false));
      letters.add(new Letter(at.plusMillis(300 + random.nextInt(300)), from, to, Priority.URGENT,
          random.nextInt(MOST_OCTETS), false));
    }
    List<Fault> faults = new ArrayList<>();
    for (int left = 1 + random.nextInt(MOST_FAULTS); left > 0; left--) {
      Duration begin = letters.get(random.nextInt(letters.size())).at().minusMillis(random.nextInt(500));
      Phase phase = PHASES.get(random.nextInt(PHASES.size()));
      boolean waits = phase != Phase.NONE && phase != Phase.ACTIVITY_STOP && random.nextInt(5) > 0;
      faults.add(new Fault(KINDS.get(random.nextInt(KINDS.size())), begin, waits ? phase : null,
          Duration.ofSeconds(random.nextInt(MOST_OUTAGE_SECONDS)), random.nextInt(1 << 16),
          random.nextLong()));
    }
    if (hasExceptions(seed)) {
      fillDisks(new SplittableRandom(seed * 59 + 19), letters, faults);
    }
    faults.sort(Comparator.comparing(Fault::at));
    LineValues values = new LineValues(Duration.ofSeconds(random.nextBoolean() ? 30 : 600),
        Duration.ofSeconds(120), interrupted ? LONG_CHECKPOINT : 1, 1 + random.nextInt(3), RETRIES,
        Duration.ofSeconds(120), 2 + random.nextInt(10), interrupted ? 1 : 1 + random.nextInt(4),
        random.nextBoolean(), Dialogue.TWO_WAY_ALTERNATE,
        LineValues.CLASSIC.recoveryTimeout());
    return new Scenario(seed, pair, values, at.plusSeconds(MOST_OUTAGE_SECONDS), random.nextBoolean(),
        letters,
        faults);
  }

  private static boolean hasExceptions(long seed) {
    return seed % EVERY_FIFTH == 1;
  }

  /** The octets that arrive next cannot be written, or what has arrived cannot be committed. */
  private static void fillDisks(SplittableRandom random, List<Letter> letters, List<Fault> faults) {
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      Letter letter = letters.get(random.nextInt(letters.size()));
      int receiver = Topology.pair().mtas().indexOf(letter.to().getFirst());
      faults.add(new Fault(FaultKind.DISK_FULL, letter.at().minusMillis(random.nextInt(300)),
          ARRIVING.get(random.nextInt(ARRIVING.size())),
          Duration.ofSeconds(random.nextInt(MOST_FULL_SECONDS)), receiver, random.nextLong()));
    }
  }
}
