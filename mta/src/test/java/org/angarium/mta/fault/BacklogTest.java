package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Much mail on many associations, over a line that breaks again and again. */
@Timeout(200)
@Execution(ExecutionMode.CONCURRENT)
class BacklogTest {
  private static final int MESSAGES = 80;
  private static final int CUTS = 12;

  @TempDir
  private Path directory;

  private static List<Object> numbers(TestMta mta) {
    return mta.events.stream().filter(event -> event.id() == EventId.ASSOCIATION_OPENED)
        .map(Event::parameters)
        .map((Map<String, ?> parameters) -> (Object) parameters.get("association")).toList();
  }

  @Test
  void flowsOnSeveralAssociationsThatAreCutAgainAndAgain_andTheMtaStopsAsEver() throws Exception {
    Link link = new Link(directory, config -> config.defaults("threshold", 5), UnaryOperator.identity(),
        UnaryOperator.identity());
    try {
      for (int i = 0; i < MESSAGES; i++) {
        link.submitToBert(1000 + 1000 * (i % 20));
        link.submitToAnna(1500 + 500 * (i % 20));
      }
      for (int cut = 1; cut <= CUTS; cut++) {
        long lost = cut;
        link.begin(Fault.RESET);
        link.heal();
        await().atMost(Link.SOON).until(() -> link.alpha.count(EventId.ASSOCIATION_OPENED) >= lost
            || link.alpha.mta.queue().isEmpty() && link.bravo.mta.queue().isEmpty());
      }
      link.allArrivedExactlyOnce();
      for (TestMta mta : List.of(link.alpha, link.bravo)) {
        assertThat(numbers(mta)).as("several associations, no number given twice").hasSizeGreaterThan(1)
            .doesNotHaveDuplicates();
      }
    } finally {
      long stopping = System.nanoTime();
      link.close();
      assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Link.SOON.multipliedBy(2));
    }
  }
}
