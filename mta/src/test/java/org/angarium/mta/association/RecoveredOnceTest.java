package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** A lost association that has been recovered is not recovered again while what is to go on on it waits its turn. */
class RecoveredOnceTest {
  private static final SessionConnectionReference LOST = new SessionConnectionReference(new byte[]{1},
      new byte[]{2}, new byte[0]);

  /** A message was being sent on an association of ours that was cut; another is being opened in its place. */
  private static VirtualConnector recovering() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queue(TestConnector.message(1, 2))
        .opened(1);
    connector.on(new ConnectorEvent.Lost(1, TestConnector.RESET, new ResumePoint(LOST, 1, 7, 70_000), null))
        .passSeconds(30);
    assertThat(connector.asked(ConnectorAction.Open.class)).last()
        .isEqualTo(new ConnectorAction.Open(2, LOST));
    return connector.forget();
  }

  private static void assertGoesOn(VirtualConnector connector, long association) {
    ConnectorAction.Assign assigned = connector.asked(ConnectorAction.Assign.class).getLast();
    assertThat(assigned.association()).isEqualTo(association);
    assertThat(assigned.entry().id()).isEqualTo(1);
    assertThat(assigned.resumeAt()).isNotNull();
  }

  @Test
  void whileUrgentMailPassesOnIt() {
    VirtualConnector connector = recovering().queue(TestConnector.message(2, 0)).opened(2);
    assertThat(connector.assigned()).containsExactly(2L);

    assertThat(connector.opens()).isEmpty();
    assertGoesOn(connector.transferred(2), 2);
  }

  @Test
  void whileThePeerHasTheTurn() {
    VirtualConnector connector = recovering().on(new ConnectorEvent.Opened(2, true, false));

    assertThat(connector.opens()).isEmpty();
    assertGoesOn(connector.on(new ConnectorEvent.TurnReceived(2)), 2);
  }

  @Test
  void butAgainOnceThatIsLost() {
    VirtualConnector connector = recovering().queue(TestConnector.message(2, 0)).opened(2)
        .lost(2, TestConnector.RESET).passSeconds(600);

    assertThat(connector.asked(ConnectorAction.Open.class)).extracting(ConnectorAction.Open::recovers)
        .isEqualTo(List.of(LOST));
  }
}
