package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** A peer that cannot take more of a message for the moment is left alone with it for a while; then it goes on where it stopped. */
class BackOffTest {
  private static ResumePoint point(long octets) {
    return new ResumePoint(SessionConnectionReference.NONE, 1, 7, octets);
  }

  private static VirtualConnector sending() {
    return new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1);
  }

  private static VirtualConnector congestedAt(VirtualConnector connector, long association, long octets) {
    return connector.on(new ConnectorEvent.TransferFailed(association, TransferProblem.REFUSED, "congested",
        point(octets)));
  }

  private static ResumePoint lastResumedAt(VirtualConnector connector) {
    return connector.asked(ConnectorAction.Assign.class).getLast().resumeAt();
  }

  @Test
  void itGoesOnWhileThePeerStillKeepsWhatItHas_andNotBefore() {
    VirtualConnector connector = congestedAt(sending(), 1, 70_000).passSeconds(29);
    assertThat(connector.assigned()).containsExactly(1L);

    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(lastResumedAt(connector)).isEqualTo(point(70_000));
  }

  @Test
  void comingFurtherUsesUpNoRetry() {
    VirtualConnector connector = sending();
    for (int i = 1; i <= 20; i++) {
      congestedAt(connector, 1, 10_000L * i).passSeconds(30);
    }
    assertThat(connector.assigned()).hasSize(21);
    assertThat(connector.asked(ConnectorAction.RecordAttempt.class)).isEmpty();
  }

  @Test
  void comingNoFurtherDoes_andItStartsAgain() {
    VirtualConnector connector = congestedAt(congestedAt(sending(), 1, 70_000).passSeconds(30), 1, 70_000);
    assertThat(connector.asked(ConnectorAction.RecordAttempt.class)).hasSize(1);
    connector.passSeconds(119);
    assertThat(connector.assigned()).hasSize(2);

    connector.passSeconds(1);
    assertThat(connector.assigned()).hasSize(3);
    assertThat(lastResumedAt(connector)).isNull();
    congestedAt(congestedAt(connector, 1, 60_000).passSeconds(120), 1, 50_000);
    assertThat(connector.returned()).as("after two retries").containsExactly(1L);
  }

  @Test
  void othersGoMeanwhile() {
    VirtualConnector connector = congestedAt(sending().queueMessages(2, 3), 1, 70_000).transferred(1)
        .transferred(1).passSeconds(30);

    assertThat(connector.assigned()).containsExactly(1L, 2L, 3L, 1L);
    assertThat(lastResumedAt(connector)).isEqualTo(point(70_000));
  }

  @Test
  void aLostAssociationIsRecoveredForItWhenItIsTime() {
    VirtualConnector connector = congestedAt(sending(), 1, 70_000).passSeconds(10)
        .lost(1, TestConnector.RESET).passSeconds(19);
    assertThat(connector.opens()).containsExactly(1L);

    connector.passSeconds(11);
    assertThat(connector.asked(ConnectorAction.Open.class)).last()
        .isEqualTo(new ConnectorAction.Open(2, SessionConnectionReference.NONE));
    connector.opened(2);
    assertThat(lastResumedAt(connector)).isEqualTo(point(70_000));
  }

  @Test
  void anOperatorNeedNotWait() {
    VirtualConnector connector = congestedAt(sending(), 1, 70_000).passSeconds(1)
        .on(new ConnectorEvent.RetryNow());

    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(lastResumedAt(connector)).isEqualTo(point(70_000));
  }
}
