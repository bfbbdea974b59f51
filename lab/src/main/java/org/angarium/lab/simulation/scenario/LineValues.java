package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.angarium.mta.config.OverrideValues;
import org.angarium.osi.rtse.OpenProposal.Dialogue;

/**
 * How the MTAs of a scenario talk with each other.
 *
 * @param eager whether recovery is eager
 * @param dialogue of all associations
 */
public record LineValues(Duration openInterval, Duration transferInterval, int checkpointKilooctets,
    int window, int maximumOpenRetries, Duration lifetime, int threshold, int maximumAssociations,
    boolean eager, Dialogue dialogue, Duration recoveryTimeout) {
  private static final Duration USUAL_RECOVERY = OverrideValues.DEFAULTS.rts().recoveryTimeout();
  private static final int CLASSIC_RETRIES = 144;
  private static final int MANY_RETRIES = 1440;
  private static final int FEW_RETRIES = 4;
  private static final int MOST_CHECKPOINT = 30;

  /** As the classic MTA has them. */
  public static final LineValues CLASSIC = new LineValues(Duration.ofMinutes(10), Duration.ofMinutes(2),
      1, 5, CLASSIC_RETRIES, Duration.ofMinutes(5), 50, 10, false, Dialogue.TWO_WAY_ALTERNATE,
      USUAL_RECOVERY);

  /** The same with the retries and the dialogue of others. */
  public LineValues keeping(LineValues others) {
    return new LineValues(others.openInterval, transferInterval, checkpointKilooctets, window,
        others.maximumOpenRetries, lifetime, threshold, maximumAssociations, eager, others.dialogue,
        recoveryTimeout);
  }

  public static LineValues draw(RandomGenerator random) {
    return new LineValues(Duration.ofSeconds(random.nextInt(3) == 0 ? 60 : 600),
        Duration.ofSeconds(120), random.nextInt(5) == 0 ? random.nextInt(MOST_CHECKPOINT) : 1,
        1 + random.nextInt(5), random.nextInt(3) == 0 ? FEW_RETRIES : MANY_RETRIES,
        Duration.ofSeconds(random.nextInt(4) == 0 ? 20 : 300),
        random.nextInt(3) == 0 ? 50 : 2 + random.nextInt(6),
        random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(9),
        random.nextInt(3) == 0,
        random.nextInt(5) == 0 ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE, USUAL_RECOVERY);
  }

  /** Values for transfers that take a while: larger checkpoints, few associations, other recovery timeouts. */
  LineValues forLongTransfers(RandomGenerator random) {
    int checkpoint = switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> 2 + random.nextInt(4);
      case 2 -> 10;
      default -> MOST_CHECKPOINT;
    };
    int seconds = switch (random.nextInt(6)) {
      case 0 -> 15;
      case 1 -> 0;
      case 2 -> 900;
      default -> (int) USUAL_RECOVERY.toSeconds();
    };
    return new LineValues(openInterval, transferInterval, checkpoint, window, MANY_RETRIES, lifetime,
        threshold,
        random.nextBoolean() ? 1 : maximumAssociations, eager, dialogue, Duration.ofSeconds(seconds));
  }

  /** Least time for so many octets at a round trip of 40 milliseconds. */
  Duration timeFor(int octets) {
    long aRoundTrip = Math.max(1, checkpointKilooctets) * 1024L * window;
    return Duration.ofMillis(Math.max(octets / 1024, 42L * octets / aRoundTrip));
  }

  /**
   * How long mail waits at least for a peer that cannot be reached before it is returned. The association under which the peer fell silent
   * counts as an attempt, and the next one follows it at once.
   */
  public Duration leastWait() {
    return openInterval.multipliedBy(maximumOpenRetries - 2);
  }

  OverrideValues override() {
    OverrideValues defaults = OverrideValues.DEFAULTS;
    return new OverrideValues(
        new OverrideValues.Retry(maximumOpenRetries, defaults.retry().maximumTransferRetries(),
            openInterval, transferInterval),
        new OverrideValues.Rts(checkpointKilooctets, window, recoveryTimeout),
        new OverrideValues.Association(lifetime, defaults.association().disconnect(), threshold),
        defaults.transferTimeout(), defaults.bounds());
  }
}
