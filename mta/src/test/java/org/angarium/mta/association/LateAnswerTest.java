package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.angarium.mta.config.OverrideValues;
import org.junit.jupiter.api.Test;

/** Q140956: waiting for the peer's confirmation is no idleness, however long the peer takes within its bound. */
class LateAnswerTest {
  @Test
  void aPeerThatWritesForMinutesIsWaitedForAndNothingIsSentTwice() {
    TestConnector config = new TestConnector();
    config.association = new OverrideValues.Association(Duration.ofMinutes(1), Duration.ofMinutes(2), 50);
    Duration nearlyTooLong = config.build().override().bounds().endAnswer().minusSeconds(1);
    VirtualConnector connector = new VirtualConnector(config).queueMessages(1, 1).opened(1);
    assertThat(connector.assigned()).containsExactly(1L);
    assertThat(nearlyTooLong).as("longer than an idle association is kept")
        .isGreaterThan(config.build().override().association().lifetime());

    connector.forget().pass(nearlyTooLong);
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();
    assertThat(connector.asked(ConnectorAction.StopTransfer.class)).isEmpty();
    assertThat(connector.opens()).isEmpty();

    connector.transferred(1);
    assertThat(connector.waiting()).isEmpty();
    assertThat(connector.assigned()).isEmpty();
    assertThat(connector.associations()).containsExactly(1L);
  }
}
