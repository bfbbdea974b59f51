package org.angarium.lab.simulation;

import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.angarium.lab.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Looks for a planted bug, seed after seed. */
public final class PlantedSearch {
  private PlantedSearch() {}

  /**
   * How a planted bug was found.
   *
   * @param seeds how many histories it took
   * @param breach the law that gave it away; null if it was not found within its bound
   */
  public record Found(PlantedBug bug, int seeds, @Nullable Breach breach) {}

  /** Tries seeds 1, 2, 3 … up to the bound of the bug. */
  public static Found find(PlantedBug bug) {
    for (int seed = 1; seed <= bug.seeds(); seed++) {
      Breach breach = new History(Scenario.draw(seed, bug.edition()), bug.pieces(), false).run();
      if (breach != null) {
        return new Found(bug, seed, breach);
      }
    }
    return new Found(bug, bug.seeds(), null);
  }
}
