package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** A peer refuses to recover an association: what was kept for that starts again at once; what waits for another reason waits on. */
class RefusedRecoveryTest {
  private static final Failure UNKNOWN_THERE = new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, 1,
      true, "cannot recover");

  private static ResumePoint point(long octets) {
    return new ResumePoint(SessionConnectionReference.NONE, 1, 7, octets);
  }

  private static ConnectorEvent.Lost lostAt(long association, long octets) {
    return new ConnectorEvent.Lost(association, TestConnector.RESET, point(octets), null);
  }

  @Test
  void whatWasKeptForItStartsAtOnce() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .passSeconds(2).on(lostAt(1, 70_000)).on(new ConnectorEvent.OpenFailed(2, UNKNOWN_THERE)).opened(3);

    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).isNull();
  }

  @Test
  void whatThePeerCouldNotTakeIsNotTriedSooner() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 2).opened(1)
        .on(new ConnectorEvent.TransferFailed(1, TransferProblem.REFUSED, "congested", point(70_000)))
        .passSeconds(2).on(lostAt(1, 80_000)).on(new ConnectorEvent.OpenFailed(2, UNKNOWN_THERE)).opened(3)
        .transferred(3);
    assertThat(connector.assigned()).as("1 was refused, 2 was lost").containsExactly(1L, 2L, 2L);

    connector.passSeconds(27);
    assertThat(connector.assigned()).containsExactly(1L, 2L, 2L);
    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(1L, 2L, 2L, 1L);
  }

  /** It forgets lost associations and dies at the same octet each time. */
  @Test
  void aPeerThatDiesOfAMessageIsNotCalledInALoop() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1);
    for (int second = 0; second < 3600; second++) {
      answerCalls(connector);
      connector.passSeconds(1);
    }
    assertThat(connector.assigned()).as("one at once, then one in an open interval").hasSizeBetween(5, 10);
  }

  private static void answerCalls(VirtualConnector connector) {
    for (int most = 50; most > 0 && !connector.associations().isEmpty(); most--) {
      ConnectorAction.Open call = connector.asked(ConnectorAction.Open.class).getLast();
      if (call.recovers() != null) {
        connector.on(new ConnectorEvent.OpenFailed(call.association(), UNKNOWN_THERE));
      } else {
        connector.opened(call.association());
        if (connector.view().associations().getLast().transferring() == null) {
          connector.lost(call.association(), TestConnector.RESET);
        } else {
          connector.on(lostAt(call.association(), 70_000));
        }
      }
    }
  }
}
