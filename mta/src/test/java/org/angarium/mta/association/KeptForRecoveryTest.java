package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.config.Activation;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** How long a cut transfer is kept for the recovery of an association that the peer had opened, when that saves octets at all. */
class KeptForRecoveryTest {
  private static final long LARGE = 70_000;
  private static final SessionConnectionReference LOST = new SessionConnectionReference(new byte[]{1},
      new byte[]{2}, new byte[0]);

  /** A message is being sent on an association that the peer has opened; we never call. */
  private static VirtualConnector sending() {
    VirtualConnector connector = new VirtualConnector(
        new TestConnector().activation(Activation.REMOTE_INITIATED)).queueMessages(1, 1);
    opened(connector, 100);
    assertThat(connector.assigned()).containsExactly(1L);
    return connector.forget();
  }

  private static VirtualConnector opened(VirtualConnector connector, long association) {
    return connector.inbound(association).on(new ConnectorEvent.TurnReceived(association));
  }

  private static VirtualConnector recovered(VirtualConnector connector, long association) {
    return connector.on(new ConnectorEvent.AcceptedInbound(association, true, false, LOST))
        .on(new ConnectorEvent.TurnReceived(association));
  }

  private static VirtualConnector cut(VirtualConnector connector, long association, long confirmed) {
    return connector.on(new ConnectorEvent.Lost(association, TestConnector.RESET,
        new ResumePoint(LOST, 1, 7, confirmed), null));
  }

  @Test
  void whatIsSoonSentAgainIsNotKept() {
    VirtualConnector connector = opened(cut(sending(), 100, 10_000), 101);

    assertThat(connector.assigned()).containsExactly(1L);
  }

  @Test
  void aLargeOneIsKeptForTenSecondsAfterTheLoss() {
    VirtualConnector connector = opened(cut(sending(), 100, LARGE), 101).passSeconds(9);
    assertThat(connector.assigned()).isEmpty();

    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).as("from its beginning")
        .isNull();
  }

  @Test
  void orForFiveSecondsOnceThereIsAWayToThePeer_whicheverIsLater() {
    VirtualConnector connector = opened(cut(sending(), 100, LARGE).passSeconds(30), 101).passSeconds(4);
    assertThat(connector.assigned()).isEmpty();

    opened(connector, 102).passSeconds(1);
    assertThat(connector.assigned()).as("a second way prolongs nothing").containsExactly(1L);
  }

  @Test
  void theRecoveredAssociationGetsIt() {
    VirtualConnector connector = recovered(opened(cut(sending(), 100, LARGE), 101).passSeconds(2), 102);

    assertThat(connector.asked(ConnectorAction.Assign.class)).singleElement().satisfies(assign -> {
      assertThat(assign.association()).isEqualTo(102);
      assertThat(assign.resumeAt()).isEqualTo(new ResumePoint(LOST, 1, 7, LARGE));
    });
  }

  @Test
  void whatIsCutAgainBeforeItHasComeFurtherGoesOnWhereItDid() {
    VirtualConnector connector = recovered(cut(sending(), 100, LARGE).passSeconds(30), 101);
    recovered(cut(connector.passSeconds(5).forget(), 101, LARGE).passSeconds(20), 102);

    assertGoesOn(connector, 102);
  }

  @Test
  void butOnlyForTheRecoveryTimeoutAfterItHasComeSoFar() {
    VirtualConnector connector = recovered(cut(sending(), 100, LARGE).passSeconds(30), 101);
    recovered(cut(connector.passSeconds(5).forget(), 101, LARGE).passSeconds(25), 102);

    assertStartsAgain(connector, 102);
  }

  @Test
  void aPeerThatHasOpenedAnewInsteadOfRecoveringIsNotWaitedForAgain() {
    VirtualConnector connector = opened(cut(sending(), 100, LARGE), 101).passSeconds(10);
    assertThat(connector.assigned()).containsExactly(1L);

    opened(cut(connector, 101, LARGE), 102);
    assertThat(connector.assigned()).containsExactly(1L, 1L);
  }

  @Test
  void untilItRecoversSomething() {
    VirtualConnector connector = opened(cut(sending(), 100, LARGE), 101).passSeconds(10);
    recovered(cut(connector, 101, LARGE), 102);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).isNotNull();

    opened(cut(connector.forget(), 102, LARGE), 103).passSeconds(9);
    assertThat(connector.assigned()).isEmpty();
  }

  @Test
  void aPeerThatHasNotCalledAtAllIsWaitedForAgain() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).inbound(100).queueMessages(1, 1)
        .on(new ConnectorEvent.TurnReceived(100));
    cut(connector, 100, LARGE).forget().passSeconds(10).opened(1).passSeconds(5);
    assertThat(connector.assigned()).as("on an association that we have opened").containsExactly(1L);
    connector.transferred(1).forget();

    opened(connector, 101).on(new ConnectorEvent.Closed(1, "released")).queueMessages(2, 2);
    opened(cut(connector, 101, LARGE), 102).passSeconds(9);
    assertThat(connector.assigned()).containsExactly(2L);
    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(2L, 2L);
  }

  @Test
  void anOperatorsRetrySaysNothingAboutThePeer() {
    VirtualConnector connector = opened(cut(sending(), 100, LARGE), 101).passSeconds(3)
        .on(new ConnectorEvent.RetryNow());
    assertThat(connector.assigned()).containsExactly(1L);

    opened(cut(connector.forget(), 101, LARGE), 102).passSeconds(9);
    assertThat(connector.assigned()).isEmpty();
  }

  /** A message is being sent on an association that we have opened; it is cut, and the peer opens another before we could recover it. */
  private static VirtualConnector cutAndCalled(long confirmed, long seconds) {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1);
    return opened(cut(connector, 1, confirmed).forget().passSeconds(seconds), 100);
  }

  private static void assertGoesOn(VirtualConnector connector, long association) {
    assertThat(connector.asked(ConnectorAction.Assign.class)).singleElement().satisfies(assign -> {
      assertThat(assign.association()).isEqualTo(association);
      assertThat(assign.resumeAt()).isNotNull();
    });
  }

  private static void assertStartsAgain(VirtualConnector connector, long association) {
    assertThat(connector.asked(ConnectorAction.Assign.class)).singleElement().satisfies(assign -> {
      assertThat(assign.association()).isEqualTo(association);
      assertThat(assign.resumeAt()).isNull();
    });
  }

  @Test
  void whileWeRecoverAnAssociationOfOursNoOtherGetsWhatIsToGoOnOnIt_howeverShort() {
    VirtualConnector connector = cutAndCalled(10_000, 30);
    assertThat(connector.asked(ConnectorAction.Open.class)).last()
        .isEqualTo(new ConnectorAction.Open(2, LOST));
    assertThat(connector.assigned()).isEmpty();

    assertGoesOn(connector.opened(2), 2);
  }

  @Test
  void ifThatFailsAShortOneStartsAgainAtOnce() {
    VirtualConnector connector = cutAndCalled(10_000, 30)
        .on(new ConnectorEvent.OpenFailed(2, TestConnector.UNREACHABLE));

    assertStartsAgain(connector, 100);
  }

  @Test
  void andIfItHangsAfterFiveSeconds() {
    VirtualConnector connector = cutAndCalled(10_000, 30).passSeconds(4);
    assertThat(connector.assigned()).isEmpty();

    assertStartsAgain(connector.passSeconds(1), 100);
  }

  @Test
  void aLargeOneIsKeptForFiveSecondsForOurOwnNextAttempts_too() {
    VirtualConnector connector = cutAndCalled(LARGE, 12);
    long attempt = connector.opens().getLast();
    connector.on(new ConnectorEvent.OpenFailed(attempt, TestConnector.UNREACHABLE)).passSeconds(1);
    assertThat(connector.assigned()).isEmpty();

    long next = connector.passSeconds(3).opens().getLast();
    assertThat(next).isGreaterThan(attempt);
    assertGoesOn(connector.opened(next), next);
  }

  @Test
  void whereWeMayOpenNoOtherItIsNotKept() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().maximum(1)).queueMessages(1, 1)
        .opened(1);
    cut(connector, 1, LARGE).forget().passSeconds(12);
    connector.opens().forEach(
        attempt -> connector.on(new ConnectorEvent.OpenFailed(attempt, TestConnector.UNREACHABLE)));

    assertStartsAgain(opened(connector, 100), 100);
  }
}
