package org.angarium.lab.simulation;

import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.simulation.Statistics.Pair;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.scenario.Provocation;

/** Every fault in every phase in which it can hit something, one history for each on purpose. */
public final class FaultMatrix {
  /** A phase of some milliseconds may be missed. */
  private static final int MOST_VARIANTS = 12;

  private final Statistics statistics = new Statistics();
  private final List<Failure> failures = new ArrayList<>();

  /** A history in which a law was broken. */
  public record Failure(Pair pair, int variant, Breach breach) {}

  /** Lives histories for these pairs until each was reached, each at least so often. */
  public void run(List<Pair> pairs, int variants) {
    for (Pair pair : pairs) {
      boolean reached = false;
      for (int variant = 0; variant < variants || !reached && variant < MOST_VARIANTS; variant++) {
        reached |= live(pair, variant);
      }
    }
  }

  private boolean live(Pair pair, int variant) {
    History history = history(pair, variant, false);
    Breach breach = history.run();
    if (breach != null) {
      failures.add(new Failure(pair, variant, breach));
    }
    statistics.add(history.statistics());
    return history.statistics().faults(pair.kind(), pair.phase()) > 0;
  }

  /** One history of it. */
  public static History history(Pair pair, int variant, boolean traced) {
    return new History(Provocation.of(pair.kind(), pair.phase(), variant), Pieces.REAL, traced);
  }

  public Statistics statistics() {
    return statistics;
  }

  public List<Failure> failures() {
    return List.copyOf(failures);
  }
}
