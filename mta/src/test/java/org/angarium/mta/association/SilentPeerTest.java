package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/**
 * A peer that has fallen silent on an open association is looked for beside it, so that what TCP would send again ever more rarely goes on
 * as soon as the network is back (law 4).
 */
class SilentPeerTest {
  private static final SessionConnectionReference LOST = new SessionConnectionReference(new byte[]{1},
      new byte[]{2}, new byte[0]);

  private static VirtualConnector transferring(TestConnector config) {
    return new VirtualConnector(config).queueMessages(1, 1).opened(1).passSeconds(20);
  }

  private static VirtualConnector silent(TestConnector config) {
    return transferring(config).on(new ConnectorEvent.Silent(1, true)).pass(Duration.ZERO);
  }

  private static int looks(VirtualConnector connector) {
    return connector.asked(ConnectorAction.Probe.class).size();
  }

  private static boolean isEnded(VirtualConnector connector) {
    return !connector.asked(ConnectorAction.Abort.class).isEmpty();
  }

  @Test
  void itIsLookedForAtOnceAndEverySecondWhileItIsOutOfReach() {
    VirtualConnector connector = silent(new TestConnector().eager());
    assertThat(looks(connector)).isEqualTo(1);

    for (int second = 1; second <= 60; second++) {
      connector.on(new ConnectorEvent.Looked(false)).passSeconds(1);
    }

    assertThat(looks(connector)).isEqualTo(61);
    assertThat(isEnded(connector)).isFalse();
    assertThat(connector.opens()).containsExactly(1L);
  }

  /** Also beside an association that is being opened, for as long as the bounds of opening allow: as often as while a retry is waited for. */
  @Test
  void whileAnAssociationIsBeingOpenedThereIsNeverMoreThanOneLookASecond() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1)
        .on(new ConnectorEvent.Silent(1, true)).pass(Duration.ZERO);
    for (int second = 1; second <= 300; second++) {
      connector.on(new ConnectorEvent.Looked(false)).passSeconds(1);
    }
    assertThat(looks(connector)).isBetween(60, 301);
    assertThat(connector.opens()).as("calls are no more frequent for it").containsExactly(1L);
  }

  @Test
  void onceItIsBackTheAssociationEndsAndAnotherIsOpenedAtOnce() {
    VirtualConnector connector = silent(new TestConnector().eager()).on(new ConnectorEvent.Looked(false))
        .passSeconds(1).on(new ConnectorEvent.Looked(true));
    assertThat(isEnded(connector)).isTrue();

    connector.lost(1, TestConnector.OUR_ABORT);

    assertThat(connector.opens()).containsExactly(1L, 2L);
    connector.opened(2);
    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(connector.view().failedAttempts()).isZero();
  }

  @Test
  void whatIsHeardAgainGoesOn() {
    VirtualConnector connector = silent(new TestConnector().eager()).on(new ConnectorEvent.Looked(false))
        .on(new ConnectorEvent.Silent(1, false)).on(new ConnectorEvent.Looked(true)).passSeconds(60);

    assertThat(isEnded(connector)).isFalse();
    assertThat(looks(connector)).as("nobody looks any more").isEqualTo(1);
  }

  @Test
  void aPeerThatIsOnlySlowIsLookedForEverMoreRarelyAndLeftAlone() {
    VirtualConnector connector = silent(new TestConnector().eager());
    int seen = 0;
    for (int second = 0; second < 300; second++) {
      if (looks(connector) > seen) {
        seen = looks(connector);
        connector.on(new ConnectorEvent.Looked(true));
      }
      connector.passSeconds(1);
    }

    assertThat(looks(connector)).as("after 0, 2, 6, 14 … s").isBetween(7, 11);
    assertThat(isEnded(connector)).isFalse();
  }

  @Test
  void anOutageThatFollowsASlownessIsSeenToo() {
    VirtualConnector connector = silent(new TestConnector().eager()).on(new ConnectorEvent.Looked(true))
        .passSeconds(2).on(new ConnectorEvent.Looked(false));
    assertThat(looks(connector)).isEqualTo(2);

    connector.passSeconds(2).on(new ConnectorEvent.Looked(true));

    assertThat(isEnded(connector)).isTrue();
  }

  @Test
  void aNetworkThatLosesLooksDoesNotEndAssociationsForEver() {
    VirtualConnector connector = silent(new TestConnector().eager());
    long association = 1;
    int ended = 0;
    for (int second = 0; second < 1000; second++) {
      connector.on(new ConnectorEvent.Looked(second % 2 == 1)).passSeconds(1);
      if (connector.asked(ConnectorAction.Abort.class).size() > ended) {
        ended++;
        connector.lost(association, TestConnector.OUR_ABORT).passSeconds(1);
        association = connector.opens().getLast();
        connector.opened(association).on(new ConnectorEvent.Silent(association, true));
      }
    }

    assertThat(ended).as("every second look is lost: one in a row").isEqualTo(1);
  }

  @Test
  void withoutEagerRecoveryNobodyLooks() {
    assertThat(looks(silent(new TestConnector()).passSeconds(60))).isZero();
  }

  @Test
  void whatThePeerHasOpenedThePeerRecovers() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).inbound(100)
        .on(new ConnectorEvent.Receiving(100, true)).on(new ConnectorEvent.Silent(100, true)).passSeconds(60);

    assertThat(looks(connector)).isZero();
  }

  @Test
  void theTransferGoesOnWhereItWas() {
    ResumePoint point = new ResumePoint(LOST, 1, 7, 500_000);
    VirtualConnector connector = silent(new TestConnector().eager()).on(new ConnectorEvent.Looked(false))
        .passSeconds(1).on(new ConnectorEvent.Looked(true));
    connector.on(new ConnectorEvent.Lost(1, TestConnector.OUR_ABORT, point, null));

    assertThat(connector.asked(ConnectorAction.Open.class).getLast().recovers())
        .isEqualTo(point.connection());
  }
}
