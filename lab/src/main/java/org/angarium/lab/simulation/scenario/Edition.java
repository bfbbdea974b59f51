package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.network.Phase;

/**
 * What scenarios are drawn from. A seed means the same history only as long as this stays the same: with more to choose from comes a new
 * edition, and seeds that once failed are kept with theirs.
 */
public enum Edition {
  /** Twenty-seven kinds of faults, outages of at most an hour and a half. */
  FIRST(27, 11, 5, false),
  /** With aborts, phases between associations, faults that come while another lasts, hubs of up to twelve spokes, and outages of a day. */
  SECOND(29, 15, 12, true),
  /** With long transfers that are cut and interrupted, a third of them. */
  THIRD(29, 15, 12, true),
  /** The same, but connectors that are removed are mostly put back at once or within a moment. */
  FOURTH(29, 15, 12, true),
  /** With octets changed in any layer, peers silent at a layer, deferred delivery, and operators who freeze, return, delete, cancel and retry. */
  FIFTH(37, 15, 12, true),
  /** As the fourth, with long transfers in every history. */
  LONG(29, 15, 12, false);

  /** What is drawn unless another is named. */
  public static final Edition LATEST = FIFTH;
  /** A connector that is put back so soon may have associations that have not ended yet. */
  public static final Duration MOMENT = Duration.ofMillis(40);
  private static final int FEWEST_SPOKES = 3;
  private static final int FEW_SPOKES = 5;
  private static final int SHORTEST_SECONDS = 600;
  private static final int USUAL_SECONDS = 4 * 3600;
  private static final int LONGEST_SECONDS = 48 * 3600;
  private static final long LONGEST_OUTAGE_MILLIS = Duration.ofHours(24).toMillis();

  private final int faultKinds;
  private final int phases;
  private final int mostSpokes;
  private final boolean longOutages;

  Edition(int faultKinds, int phases, int mostSpokes, boolean longOutages) {
    this.faultKinds = faultKinds;
    this.phases = phases;
    this.mostSpokes = mostSpokes;
    this.longOutages = longOutages;
  }

  List<FaultKind> faultKinds() {
    return List.of(FaultKind.values()).subList(0, faultKinds);
  }

  List<Phase> phases() {
    return List.of(Phase.values()).subList(0, phases);
  }

  int spokes(RandomGenerator random) {
    boolean many = mostSpokes > FEW_SPOKES && random.nextInt(4) == 0;
    return random.nextInt(FEWEST_SPOKES, (many ? mostSpokes : FEW_SPOKES) + 1);
  }

  /** Whether a fault is followed by another that waits for what the first brings about. */
  boolean isCompounded(RandomGenerator random) {
    return this != FIRST && random.nextInt(3) == 0;
  }

  /** Whether there are long transfers. */
  boolean isHeavy(RandomGenerator random) {
    return this == LONG || (this == THIRD || this == FOURTH || this == FIFTH) && random.nextInt(3) == 0;
  }

  /** The fault as it is in this edition. Draws nothing, so that all others stay what they are. */
  Fault edited(Fault fault) {
    boolean lasts = this == FIRST || this == SECOND || this == THIRD;
    if (lasts || fault.kind() != FaultKind.CONNECTOR_REMOVED) {
      return fault;
    }
    return switch ((int) (fault.choice() >>> 62)) {
      case 0 -> fault;
      case 1 -> fault.lasting(Duration.ofMillis(1 + Math.floorMod(fault.choice(), MOMENT.toMillis())));
      default -> fault.lasting(Duration.ZERO);
    };
  }

  /** What people do while something does not work, and what gives way then. */
  List<FaultKind> companions() {
    List<FaultKind> usual = List.of(FaultKind.CLOCK_JUMP, FaultKind.OPERATOR_RETRY, FaultKind.ORDERLY_RESTART,
        FaultKind.PROCESS_CRASH, FaultKind.PARAMETERS_CHANGE, FaultKind.CONNECTOR_REMOVED,
        FaultKind.DISK_FULL);
    if (this != FIFTH) {
      return usual;
    }
    List<FaultKind> all = new ArrayList<>(usual);
    all.addAll(List.of(FaultKind.OPERATOR_FREEZE, FaultKind.OPERATOR_UNFREEZE, FaultKind.OPERATOR_RETURN,
        FaultKind.OPERATOR_DELETE, FaultKind.OPERATOR_RETRY_ONE));
    return all;
  }

  boolean defers() {
    return this == FIFTH;
  }

  boolean isLong(RandomGenerator random) {
    return longOutages && random.nextInt(8) == 0;
  }

  Duration length(RandomGenerator random, boolean isLong) {
    return Duration.ofSeconds(SHORTEST_SECONDS + random.nextInt(isLong ? LONGEST_SECONDS : USUAL_SECONDS));
  }

  Duration lasting(RandomGenerator random, boolean isLong) {
    if (isLong && random.nextInt(2) == 0) {
      return Duration.ofMillis(random.nextLong(LONGEST_OUTAGE_MILLIS));
    }
    return Duration.ofMillis(switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5_000);
      case 1 -> random.nextInt(120_000);
      case 2 -> random.nextInt(900_000);
      default -> random.nextInt(5_400_000);
    });
  }
}
