package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.lab.simulation.PlantedSearch.Found;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every planted bug is found within its number of seeds, all of which pass without it. */
class PlantedBugTest {
  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void isFound(PlantedBug bug) {
    Found found = PlantedSearch.find(bug);
    assertThat(found.breach()).as(bug.text()).isNotNull();
    assertThat(found.seeds()).isLessThanOrEqualTo(bug.seeds());
  }
}
