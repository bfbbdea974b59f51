package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/** Scenarios of a pair of MTAs that bring an association into a phase in order to let a fault hit it there. */
public final class Provocation {
  private static final Duration LENGTH = Duration.ofMinutes(90);
  private static final Duration MAIL = Duration.ofMinutes(1);
  private static final Duration BEFORE_MAIL = Duration.ofSeconds(30);
  private static final Duration DEFERRAL = Duration.ofMinutes(80);
  private static final Duration LATER_MAIL = Duration.ofMinutes(40);
  private static final int SMALL = 800;
  private static final int LARGE = 40_000;
  /** Milliseconds after the first checkpoint was sent: then it has been confirmed. */
  private static final long LATE = 44;
  private static final int ALPHA = 0;
  private static final int BRAVO = 1;

  private Provocation() {}

  /**
   * A fault in a phase.
   *
   * @param variant another one gives other moments within the phase, other sides and other outages
   */
  public static Scenario of(FaultKind kind, Phase phase, int variant) {
    List<Fault> faults = new ArrayList<>();
    Fault before = before(phase, variant);
    if (before != null) {
      faults.add(before);
    }
    // A connector that comes back at once is another case than one that stays away.
    Duration longer = kind == FaultKind.CONNECTOR_REMOVED ? Duration.ZERO : Duration.ofSeconds(800);
    Duration lasting = variant % 2 == 0 ? Duration.ofSeconds(20) : longer;
    Duration at = switch (phase) {
      case RETRY_WAIT, DOWN, HALF_OPEN -> MAIL.plusSeconds(1);
      // From then on no disk has room: exceptions are reported to what is under way.
      case ACTIVITY_STOP -> MAIL.plusMillis(200 + 40L * variant);
      default -> BEFORE_MAIL;
    };
    boolean aliveSide = phase == Phase.DOWN || phase == Phase.HALF_OPEN;
    int target = aliveSide || variant / 2 % 2 == 0 ? ALPHA : BRAVO;
    faults.add(
        new Fault(kind, at, phase == Phase.NONE ? null : phase, lasting, target, variant * 7919L + 1));
    return new Scenario(variant, Topology.pair(), LineValues.CLASSIC, LENGTH, false, letters(kind, phase),
        faults);
  }

  private static List<Letter> letters(FaultKind kind, Phase phase) {
    List<Letter> letters = new ArrayList<>(letters(phase));
    if (kind.cannotBeginIn(Phase.NONE) != null) {
      // Something for the operator to find also where nothing else waits.
      for (String mta : Topology.pair().mtas()) {
        String other = mta.equals("ALPHA") ? "BRAVO" : "ALPHA";
        letters
            .add(new Letter(BEFORE_MAIL.minusSeconds(1), mta, List.of(other), Priority.NORMAL, SMALL, false)
                .deferred(DEFERRAL));
      }
    }
    return letters;
  }

  /** Mail both ways, so that turns are asked for; enough of it in one message to be cut. */
  private static List<Letter> letters(Phase phase) {
    List<String> there = List.of("BRAVO");
    List<String> back = List.of("ALPHA");
    if (phase == Phase.RESUME) {
      // An association that was of use is opened again at once, in time to resume.
      return List.of(new Letter(MAIL, "ALPHA", there, Priority.NORMAL, SMALL, false),
          new Letter(MAIL.plusMillis(400), "ALPHA", there, Priority.NORMAL, LARGE, true));
    }
    return List.of(new Letter(MAIL, "ALPHA", there, Priority.NORMAL, LARGE, true),
        new Letter(MAIL.plusMillis(300), "BRAVO", back, Priority.URGENT, SMALL, false),
        new Letter(MAIL.plusMillis(500), "ALPHA", there, Priority.NON_URGENT, SMALL, false),
        new Letter(LATER_MAIL, "BRAVO", back, Priority.NORMAL, LARGE, false));
  }

  /** What has to go wrong first. */
  private static @Nullable Fault before(Phase phase, int variant) {
    Duration half = Duration.ofMinutes(30);
    long choice = 2L * variant;
    return switch (phase) {
      case RETRY_WAIT -> new Fault(FaultKind.REFUSED, BEFORE_MAIL, null, half, ALPHA, choice);
      case DOWN -> new Fault(FaultKind.PROCESS_CRASH, BEFORE_MAIL, null, half, BRAVO, choice);
      case HALF_OPEN -> new Fault(FaultKind.POWER_LOSS, MAIL, Phase.DATA, half, BRAVO, choice);
      case RESUME -> new Fault(FaultKind.RESET, MAIL.plusMillis(300), Phase.CHECKPOINT, Duration.ZERO, ALPHA,
          LATE + 45L * variant);
      default -> null;
    };
  }
}
