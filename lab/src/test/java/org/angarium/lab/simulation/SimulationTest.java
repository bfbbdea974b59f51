package org.angarium.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.angarium.lab.simulation.law.Traffic;
import org.angarium.lab.simulation.network.Layer;
import org.angarium.lab.simulation.network.Phase;
import org.angarium.lab.simulation.scenario.Edition;
import org.angarium.lab.simulation.scenario.FaultKind;
import org.angarium.lab.simulation.scenario.Scenario;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of association recovery hold in several hundred histories. */
class SimulationTest {
  private static final int HISTORIES = 400;
  private static final Simulation SIMULATION = new Simulation();

  @BeforeAll
  static void live() throws InterruptedException {
    SIMULATION.run(1, HISTORIES, Runtime.getRuntime().availableProcessors(), done -> {});
  }

  @Test
  void noLawIsBroken() {
    assertThat(SIMULATION.failures()).isEmpty();
    assertThat(SIMULATION.statistics().histories()).isEqualTo(HISTORIES);
  }

  @Test
  void everyKindOfFaultHappens() {
    for (FaultKind kind : FaultKind.values()) {
      assertThat(SIMULATION.statistics().faults(kind)).as(kind.toString()).isPositive();
      assertThat(Stream.of(Phase.values()).mapToLong(phase -> SIMULATION.statistics().faults(kind, phase)))
          .as(kind + " strikes").anyMatch(strikes -> strikes > 0);
    }
  }

  /** A law about what never happens says nothing. */
  @Test
  void transfersGoOnAfterCutsCrashesAndInterruptions() {
    Traffic traffic = SIMULATION.statistics().traffic();
    assertThat(traffic.resumptions()).isPositive();
    assertThat(traffic.afterCrash()).isPositive();
    assertThat(traffic.afterInterruption()).isPositive();
    assertThat(traffic.refused()).isPositive();
    assertThat(SIMULATION.statistics().tornFiles()).isPositive();
    assertThat(SIMULATION.statistics().duplicates()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(value = Layer.class, names = "CONTENT", mode = EnumSource.Mode.EXCLUDE)
  void peersFallSilentAtEveryLayer(Layer layer) {
    assertThat(SIMULATION.statistics().silent()).containsKey(layer);
  }

  @ParameterizedTest
  @EnumSource(value = Layer.class, names = {"SESSION", "PRESENTATION", "ACSE", "RTSE", "P1"})
  void octetsOfEveryLayerAreChanged(Layer layer) {
    assertThat(SIMULATION.statistics().altered()).containsKey(layer);
  }

  @ParameterizedTest
  @EnumSource(value = FaultKind.class, names = {"OPERATOR_FREEZE", "OPERATOR_UNFREEZE", "OPERATOR_RETURN",
      "OPERATOR_DELETE", "OPERATOR_CANCEL", "OPERATOR_RETRY_ONE"})
  void operatorsGetWhatTheyWant(FaultKind kind) {
    assertThat(SIMULATION.statistics().carriedOut(kind)).isPositive();
  }

  @Test
  void mostMessagesAreDelivered() {
    assertThat(SIMULATION.statistics().delivered())
        .isGreaterThan(SIMULATION.statistics().accepted() * 8 / 10);
  }

  /**
   * Seeds of the first edition that once broke a law. Of these, 339 and 361 were mistakes of the simulator: associations are numbered from 1
   * in each process, and it took the turn of a new process for that of a dead one's association.
   */
  @ParameterizedTest
  @ValueSource(longs = {53, 102, 169, 261, 339, 361, 853, 5940, 20211, 101502, 108069, 110913})
  void seedsThatOnceFailed(long seed) {
    assertThat(new History(Scenario.draw(seed, Edition.FIRST), Pieces.REAL, false).run()).isNull();
  }

  /**
   * All seeds of the third edition up to 100,000 that once broke a law. Our faults: waits that grew when the clock was set back (7604, 37686,
   * 38090, 39357, 41375, 47412, 58289, 61011, 83871, 97835) and attempts side by side that each used up a retry (19651). Mistakes of the
   * simulator: what an earlier loss had cost was charged to the next one (8292, 11200, 12423, 22441, 31707, 31948, 37538, 42000, 67256,
   * 71891, 74742), a report was thought lost whose drop was durable but not told before a crash (18555, 20809, 29868, 95800), an MTA that
   * died while it read its configuration took the history with it (24883, 29940, 56211, 66612, 73882, 86854), a content that copies share
   * was taken for an empty one (39116, 77241).
   */
  @ParameterizedTest
  @ValueSource(longs = {7604, 8292, 11200, 12423, 18555, 19651, 20809, 22441, 24883, 29868, 29940, 31707,
      31948, 37538, 37686, 38090, 39116, 39357, 41375, 42000, 47412, 56211, 58289, 61011, 66612, 67256, 71891,
      73882, 74742, 77241, 83871, 86854, 95800, 97835})
  void seedsOfTheThirdEditionThatOnceFailed(long seed) {
    assertThat(new History(Scenario.draw(seed, Edition.THIRD), Pieces.REAL, false).run()).isNull();
  }

  /**
   * Seeds of the fourth edition that once broke a law. A connector that was put back before the associations of the removed one had ended
   * got their events, because they were told to whoever had its name (37 of the first 3,000). A copy in doubt was
   * parted since its recipients had different ways by then, and who had the whole of it did not know the parts again (the other eight, all
   * there are up to 100,000).
   */
  @ParameterizedTest
  @ValueSource(longs = {138, 146, 279, 405, 434, 510, 652, 659, 710, 716, 725, 728, 784, 815, 838, 877, 934,
      1130, 1189, 1366, 1439, 1529, 1801, 1885, 1913, 1973, 1977, 1985, 2004, 2021, 2029, 2106, 2229, 2235,
      2277, 2398, 2518, 13128, 25949, 28229, 34557, 73859, 80434, 88149, 99313})
  void seedsOfTheFourthEditionThatOnceFailed(long seed) {
    assertThat(new History(Scenario.draw(seed, Edition.FOURTH), Pieces.REAL, false).run()).isNull();
  }

  /**
   * Seeds of the fifth edition that once broke a law. Our faults: a sign of life did not end a wait after the clock had been set forward (102),
   * counted for the first only of several attempts made side by side (22306, 83056, 86251, 89777, 92192), or the least spacing of calls was kept twice when the
   * clock was set back meanwhile (60871, 75808, 101939); two MTAs ended each other's associations for ever (8099, 10466, 22746, 22955, 27566, 34559, 36041, 36943, 37830, 42086, 50815, 53470, 60457, 77488, 88215, 95667, 95931); what was under
   * way while ways changed stayed where it was when it came back (16187, 37473, 66603). Mistakes of the simulator: where it had set a clock right, it
   * did not see that mail which was due by that clock still had its timer (15771, 36633, 51780, 73348, 79739, 80822, 94772); it took a connector
   * for one in open-retry that only kept the least spacing after a loss (47208, 50592, 79051, 99955, 101767, 104919), and for one that could be
   * reached when it had just been configured (36689, 71105, 79331, 85590, 109961) or had an association on which the peer did not give the turn
   * (14395, 35905, 95764).
   */
  @ParameterizedTest
  @ValueSource(longs = {102, 8099, 10466, 14395, 15771, 16187, 22306, 22746, 22955, 27566, 34559, 35905,
      36041, 36633, 36689, 36943, 37473, 37830, 42086, 47208, 50592, 50815, 51780, 53470, 60457, 60871, 66603,
      71105, 73348, 75808, 77488, 79051, 79331, 79739, 80822, 83056, 85590, 86251, 88215, 89777, 92192, 94772,
      95667, 95764, 95931, 99955, 101767, 101939, 104919, 109961})
  void seedsOfTheFifthEditionThatOnceFailed(long seed) {
    assertThat(new History(Scenario.draw(seed, Edition.FIFTH), Pieces.REAL, false).run()).isNull();
  }

  @Test
  void aSeedGivesTheSameHistoryEveryTime() {
    List<List<String>> timelines = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      History history = new History(Scenario.draw(7), Pieces.REAL, true);
      history.run();
      timelines.add(history.timeline());
    }
    assertThat(timelines.get(0)).hasSizeGreaterThan(20).isEqualTo(timelines.get(1));
  }
}
