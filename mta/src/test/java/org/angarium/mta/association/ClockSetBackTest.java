package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock back by an hour: no wait gets longer by it, and nothing that was to go on goes on any earlier. */
class ClockSetBackTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long LARGE = 70_000;

  private static ResumePoint point(long association) {
    return new ResumePoint(new SessionConnectionReference(new byte[]{(byte) association}, new byte[]{2},
        new byte[0]), 1, 7, LARGE);
  }

  private static VirtualConnector sending() {
    return new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1);
  }

  /** Any event; the machine learns of the time with it. */
  private static VirtualConnector noticed(VirtualConnector connector) {
    return connector.queue();
  }

  @Test
  void aCopyThatHadWaitedAndIsUnderWayAgainIsNotHeldBackWhenItsAssociationIsLost() {
    VirtualConnector connector = sending().refused(1).passSeconds(240);
    assertThat(connector.assigned()).as("it has had its wait").containsExactly(1L, 1L);

    connector.setClockBack(HOUR).lost(1, TestConnector.RESET).passSeconds(1).opened(2);

    assertThat(connector.assigned()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void aTransferThatBacksOffGoesOnAsSoonAsItWouldHave() {
    VirtualConnector connector = sending().on(new ConnectorEvent.TransferFailed(1, TransferProblem.REFUSED,
        "congested", point(1)));

    noticed(connector.setClockBack(HOUR)).passSeconds(29);
    assertThat(connector.assigned()).containsExactly(1L);
    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).isEqualTo(point(1));
  }

  /** Nothing happens between the jump and the end of the wait: of the time before the jump the machine sees nothing. */
  @Test
  void theLeastSpacingOfAttemptsIsKeptOnce() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).openFails(1)
        .on(new ConnectorEvent.RetryNow()).pass(Duration.ofMillis(900));
    assertThat(connector.opens()).containsExactly(1L);

    connector.setClockBack(HOUR).pass(Duration.ofMillis(100));

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void whatCanBeResumedIsForgottenAfterTheRecoveryTimeoutAllTheSame() {
    VirtualConnector connector = sending().passSeconds(2).on(new ConnectorEvent.Lost(1, TestConnector.RESET,
        point(1), null));

    noticed(connector.setClockBack(HOUR)).passSeconds(61).openFails(2).passSeconds(600 - 61 - 1);

    assertThat(connector.opens()).as("nothing hastens the next attempt").containsExactly(1L, 2L);
    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L, 3L);
    assertThat(connector.asked(ConnectorAction.Open.class).getLast().recovers()).isNull();
  }

  @Test
  void anAssociationIsAsOldAsItIs() {
    VirtualConnector connector = noticed(sending().passSeconds(20));

    noticed(connector.setClockBack(HOUR)).passSeconds(1).lost(1, TestConnector.RESET);

    assertThat(connector.opens()).as("it had lived long enough to show that the peer works")
        .containsExactly(1L, 2L);
  }
}
