package org.angarium.mta.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.lane.LiveLanes;
import org.angarium.mta.lane.StuckTask;
import org.angarium.mta.store.SqliteStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task in the lane of the switchboard does not come back: the MTA is alive, and nothing moves. */
@Timeout(90)
class StuckLaneTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  private Path directory;
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void isToldWhileItStandsStillAndWhenItGoesOn() throws Exception {
    String toml = new TestConfig("ALPHA", 0).mailbox("Anna").connector("BRAVO", TestConfig.freePort())
        .toml();
    try (LiveLanes lanes = new LiveLanes(Duration.ofMillis(300));
        TestMta mta = new TestMta(directory, toml, SqliteStore::open, any -> lanes)) {
      assertThat(mta.mta.stuck()).isEmpty();
      mta.onEvent = this::holdUp;
      mta.submit("anna", TestConfig.address("BRAVO", "Bert"), "nobody is there");

      await().atMost(SOON).until(() -> mta.count(EventId.LANE_STUCK) == 1);
      assertThat(mta.mta.stuck()).singleElement().extracting(StuckTask::lane).isEqualTo("switchboard");
      Event told = mta.events.stream().filter(event -> event.id() == EventId.LANE_STUCK).findFirst()
          .orElseThrow();
      assertThat(told.parameters()).containsEntry("lane", "switchboard");
      assertThat(told.parameters().get("where")).asString().contains(StuckLaneTest.class.getName());

      release.countDown();
      await().atMost(SOON).until(() -> mta.count(EventId.LANE_MOVES_AGAIN) == 1);
      assertThat(mta.mta.stuck()).isEmpty();
      assertThat(mta.mta.status().queued()).isEqualTo(1);
      assertThat(mta.count(EventId.LANE_STUCK)).isEqualTo(1);
    } finally {
      release.countDown();
    }
  }

  private void holdUp(Event event) {
    if (event.id() == EventId.CONNECTION_NOT_OPENED) {
      try {
        assertThat(release.await(SOON.toSeconds() + 1, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
