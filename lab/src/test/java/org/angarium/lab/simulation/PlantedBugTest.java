package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.angarium.lab.simulation.PlantedSearch.Found;
import org.angarium.lab.simulation.law.Breach;
import org.angarium.lab.simulation.planted.PlantedBug;
import org.angarium.lab.simulation.scenario.Fault;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Letter;
import org.angarium.lab.simulation.scenario.LineValues;
import org.angarium.lab.simulation.scenario.Scenario;
import org.angarium.lab.simulation.scenario.Topology;
import org.angarium.x400.mts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every planted bug is found within its number of seeds, by a seed that breaks no law without it. */
class PlantedBugTest {
  private static final int ALPHA_TO_BRAVO = 0;
  private static final int ALPHA_TO_CARLO = 1;

  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void isFound(PlantedBug bug) {
    Found found = PlantedSearch.find(bug);
    assertThat(found.breach()).as(bug.text()).isNotNull();
    assertThat(found.seeds()).isLessThanOrEqualTo(bug.seeds());
    assertThat(new History(Scenario.draw(found.seeds(), bug.edition()), Pieces.REAL, false).run())
        .as("the same seed without the bug").isNull();
  }

  /** What random histories bring about in some thousands only: neither of two ways can be used for an hour, and each is believed in for a second. */
  @Test
  void mailTossedBetweenTwoConnectorsIsSeen() {
    List<Fault> faults = List.of(refused(ALPHA_TO_BRAVO), refused(ALPHA_TO_CARLO));
    Letter letter = new Letter(Duration.ofMinutes(1), "ALPHA", List.of("DELTA"), Priority.NORMAL, 2000,
        false);
    Scenario scenario = new Scenario(1, Topology.diamond(), LineValues.CLASSIC, Duration.ofHours(2), false,
        List.of(letter), faults);
    Breach breach = new History(scenario, PlantedBug.ABSENCE_FORGOTTEN.pieces(), false).run();
    assertThat(breach).isNotNull().extracting(Breach::law).isEqualTo("mail tossed to and fro");
    assertThat(new History(scenario, Pieces.REAL, false).run()).isNull();
  }

  private static Fault refused(int line) {
    return new Fault(FaultKind.REFUSED, Duration.ZERO, null, Duration.ofHours(1), line, 0);
  }
}
