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
    int window, Duration lifetime, int threshold, int maximumAssociations, boolean eager, Dialogue dialogue) {
  private static final int CLASSIC_RETRIES = 144;
  private static final int MOST_CHECKPOINT = 30;

  /** As the classic MTA has them. */
  public static final LineValues CLASSIC = new LineValues(Duration.ofSeconds(600), Duration.ofSeconds(120),
      1, 5, Duration.ofSeconds(300), 50, 10, false, Dialogue.TWO_WAY_ALTERNATE);

  /** The same with another dialogue. */
  public LineValues with(Dialogue other) {
    return new LineValues(openInterval, transferInterval, checkpointKilooctets, window, lifetime, threshold,
        maximumAssociations, eager, other);
  }

  public static LineValues draw(RandomGenerator random) {
    return new LineValues(Duration.ofSeconds(random.nextInt(3) == 0 ? 60 : 600),
        Duration.ofSeconds(120), random.nextInt(5) == 0 ? random.nextInt(MOST_CHECKPOINT) : 1,
        1 + random.nextInt(5), Duration.ofSeconds(random.nextInt(4) == 0 ? 20 : 300),
        random.nextInt(3) == 0 ? 50 : 2 + random.nextInt(6), random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(9),
        random.nextInt(3) == 0,
        random.nextInt(5) == 0 ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE);
  }

  OverrideValues override() {
    OverrideValues defaults = OverrideValues.DEFAULTS;
    return new OverrideValues(
        new OverrideValues.Retry(CLASSIC_RETRIES * 10, defaults.retry().maximumTransferRetries(),
            openInterval, transferInterval),
        new OverrideValues.Rts(checkpointKilooctets, window, defaults.rts().recoveryTimeout()),
        new OverrideValues.Association(lifetime, defaults.association().disconnect(), threshold),
        defaults.transferTimeout(), defaults.bounds());
  }
}
