package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.lab.simulation.PlantedSearch.Found;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.angarium.lab.simulation.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every planted bug is found within its number of seeds, by a seed that breaks no law without it. */
class PlantedBugTest {
  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void isFound(PlantedBug bug) {
    Found found = PlantedSearch.find(bug);
    assertThat(found.breach()).as(bug.text()).isNotNull();
    assertThat(found.seeds()).isLessThanOrEqualTo(bug.seeds());
    assertThat(new History(Scenario.draw(found.seeds(), bug.edition()), Pieces.REAL, false).run())
        .as("the same seed without the bug").isNull();
  }
}
