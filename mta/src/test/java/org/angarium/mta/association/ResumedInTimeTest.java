package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * With the classic values the recovery timeout (60 s) is shorter than the open interval (600 s): what can be resumed is not left to wait for
 * the latter, and a peer that dies on a message is not called in a loop all the same.
 */
class ResumedInTimeTest {
  private static final long LARGE = 70_000;
  private static final Failure CANNOT_RECOVER = new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, -1,
      true, "cannot recover");

  private static SessionConnectionReference connection(long association) {
    return new SessionConnectionReference(new byte[]{(byte) association}, new byte[]{2}, new byte[0]);
  }

  private static VirtualConnector sending(TestConnector config) {
    return new VirtualConnector(config).queueMessages(1, 3).opened(1);
  }

  private static VirtualConnector cut(VirtualConnector connector, long association, long confirmed) {
    return connector.on(new ConnectorEvent.Lost(association, TestConnector.RESET,
        new ResumePoint(connection(1), 1, 7, confirmed), null));
  }

  private static @Nullable SessionConnectionReference lastRecovers(VirtualConnector connector) {
    return connector.asked(ConnectorAction.Open.class).getLast().recovers();
  }

  /** Seconds after the loss at which attempts were made; all of them fail at once. */
  private static List<Long> attemptsThatFail(VirtualConnector connector, Failure failure, Duration time) {
    List<Long> at = new ArrayList<>();
    int failed = connector.opens().size() - connector.view().associations().size();
    for (long second = 0; second <= time.toSeconds(); second++) {
      while (failed < connector.opens().size()) {
        at.add(second);
        connector.on(new ConnectorEvent.OpenFailed(connector.opens().get(failed++), failure));
      }
      connector.passSeconds(1);
    }
    return at;
  }

  @Test
  void aLargeTransferCutOnAYoungAssociationIsResumedAtOnce() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE);
    assertThat(connector.opens()).containsExactly(1L, 2L);
    assertThat(lastRecovers(connector)).isEqualTo(connection(1));

    connector.opened(2);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt())
        .isEqualTo(new ResumePoint(connection(1), 1, 7, LARGE));
  }

  @Test
  void attemptsKeepTheirSpacing() {
    VirtualConnector connector = cut(sending(new TestConnector()), 1, LARGE);
    assertThat(connector.opens()).containsExactly(1L);

    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void aSmallOneIsNoReasonToHurry() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, 10_000).passSeconds(599);

    assertThat(connector.opens()).containsExactly(1L);
  }

  @Test
  void whileTheNetworkIsDownAttemptsAreMadeWithinTheRecoveryTimeout_fewerAndFewer() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE);

    assertThat(attemptsThatFail(connector, TestConnector.UNREACHABLE, Duration.ofSeconds(645)))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 31L, 46L);
    assertThat(connector.view().failedAttempts()).as("they do not use up the retries").isEqualTo(1);
    connector.passSeconds(1);
    assertThat(lastRecovers(connector)).as("afterwards it is an ordinary one, after the open interval")
        .isNull();
  }

  @Test
  void itIsResumedWhenTheNetworkComesBackInTime() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE);
    attemptsThatFail(connector, TestConnector.UNREACHABLE, Duration.ofSeconds(20));
    long last = connector.passSeconds(15).opens().getLast();

    connector.opened(last);
    assertThat(connector.asked(ConnectorAction.Assign.class).getLast().resumeAt()).isNotNull();
  }

  @Test
  void aPeerThatAnswersAndRefusesIsLeftAlone() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE);
    connector.on(new ConnectorEvent.OpenFailed(2, CANNOT_RECOVER));
    assertThat(lastRecovers(connector)).as("a new one at once").isNull();

    connector.on(new ConnectorEvent.OpenFailed(3, TestConnector.REFUSED)).passSeconds(599);
    assertThat(connector.opens()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPeerThatDiesAtTheSameOctetIsNotCalledInALoop_resumedOrNot() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE).opened(2);
    connector.passSeconds(2).lost(2, TestConnector.RESET).passSeconds(599);
    assertThat(connector.opens()).as("nothing more was confirmed").containsExactly(1L, 2L);

    connector.passSeconds(1).opened(3).passSeconds(2);
    cut(connector, 3, LARGE).passSeconds(599);
    assertThat(connector.opens()).as("as much as before, from its beginning").containsExactly(1L, 2L, 3L);
  }

  @Test
  void noneThatForgetsIsEither() {
    VirtualConnector connector = cut(sending(new TestConnector()).passSeconds(2), 1, LARGE);
    connector.on(new ConnectorEvent.OpenFailed(2, CANNOT_RECOVER)).opened(3).passSeconds(2);
    cut(connector, 3, LARGE).passSeconds(599);

    assertThat(connector.opens()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLargeMessageThatComesFurtherWithEachAssociationDoesNotGoBehindTheOthers() {
    VirtualConnector connector = sending(new TestConnector());
    for (long association = 1; association <= 5; association++) {
      cut(connector.passSeconds(2), association, LARGE * association).opened(association + 1);
    }

    assertThat(connector.assigned()).containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
  }

  @Test
  void whatThePeerWasSendingIsRecoveredInTimeToo() {
    VirtualConnector connector = sending(new TestConnector()).transferred(1).transferred(1).transferred(1)
        .on(new ConnectorEvent.TurnWanted(1, 5)).on(new ConnectorEvent.Receiving(1, true)).passSeconds(2)
        .on(new ConnectorEvent.Lost(1, TestConnector.RESET, null, connection(1)));

    assertThat(attemptsThatFail(connector, TestConnector.UNREACHABLE, Duration.ofSeconds(30)))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L);
    connector.opened(connector.passSeconds(1).opens().getLast());
    assertThat(lastRecovers(connector)).isEqualTo(connection(1));
  }
}
