package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.ErrorCode;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The founding fault, in every kind: the link breaks while mail is queued or under way, comes back, and mail flows without a restart. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class LinkFaultTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @EnumSource
  void whileMailIsQueued(Fault fault) throws RequestException {
    try (Link link = new Link(directory)) {
      link.begin(fault);
      for (int i = 1; i <= 5; i++) {
        link.submitToBert(1000 * i);
        link.submitToAnna(1500 * i);
      }
      if (fault != Fault.SLOW) {
        isInOpenRetry(link.alpha);
        isInOpenRetry(link.bravo);
        assertThat(link.alpha.mta.queue()).hasSize(5);
      }
      link.heal();
      link.allArrivedExactlyOnce();
    }
  }

  private static void isInOpenRetry(TestMta mta) {
    await().atMost(Link.SOON).until(() -> mta.count(EventId.OPEN_RETRY_STARTED) >= 2);
    assertThat(mta.count(EventId.CONNECTION_NOT_OPENED)).as("event 289").isGreaterThanOrEqualTo(2);
    List<Event> errors = mta.events.stream().filter(event -> event.id() == EventId.CONNECTION_ERROR).toList();
    assertThat(errors).as("event 4284, every interval").hasSizeGreaterThanOrEqualTo(2)
        .allMatch(event -> event.error() != null && event.error().code() == ErrorCode.CONNECTION_ERROR);
  }

  @ParameterizedTest
  @EnumSource
  void whileALargeMessageIsUnderWay(Fault fault) throws RequestException {
    try (Link link = new Link(directory)) {
      link.toBravo.after(600_000, () -> link.begin(fault));
      link.submitToBert(2_000_000);
      await().atMost(Link.SOON).until(link.toBravo::happened);
      link.submitToBert(100);
      link.submitToAnna(200);
      if (fault != Fault.SLOW) {
        await().atMost(Link.SOON).until(() -> link.alpha.count(EventId.ASSOCIATION_ENDED_ABNORMALLY) >= 1);
        await().atMost(Link.SOON).until(() -> link.bravo.count(EventId.ASSOCIATION_ENDED_ABNORMALLY) >= 1);
        await().atMost(Link.SOON).until(() -> link.alpha.count(EventId.OPEN_RETRY_STARTED) >= 1);
      }
      if (fault == Fault.RESET || fault == Fault.REFUSE) {
        assertThat(link.alpha.count(EventId.CONNECTIONS_LOST)).as("event 2035").isPositive();
      }
      link.heal();
      link.allArrivedExactlyOnce();
    }
  }
}
