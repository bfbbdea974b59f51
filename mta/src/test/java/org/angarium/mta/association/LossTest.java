package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.session.SessionConnectionReference;
import org.junit.jupiter.api.Test;

/** Law 2: every ending frees everything, in one step; and the next association is opened as soon as that makes sense. */
class LossTest {
  private static VirtualConnector transferring() {
    return new VirtualConnector(new TestConnector()).queueMessages(1, 3).opened(1);
  }

  @Test
  void aLostAssociationGivesItsClaimBackAndTheNextOneTransfersIt() {
    VirtualConnector connector = transferring().passSeconds(60).lost(1, TestConnector.RESET);
    assertThat(connector.waiting()).containsExactly(1L, 2L, 3L);
    assertThat(connector.runs(ConnectorTimer.Kind.TRANSFER)).isFalse();

    connector.opened(2).transferred(2).transferred(2).transferred(2);
    assertThat(connector.assigned()).containsExactly(1L, 1L, 2L, 3L);
    assertThat(connector.waiting()).isEmpty();
  }

  @Test
  void everyWayToEndGivesTheClaimBack() {
    List<ConnectorEvent> endings = List.of(new ConnectorEvent.Closed(1, "released"),
        new ConnectorEvent.Lost(1, TestConnector.SILENCE), new ConnectorEvent.Lost(1, TestConnector.ABORTED),
        new ConnectorEvent.OpenFailed(1, TestConnector.UNREACHABLE));
    for (ConnectorEvent ending : endings) {
      VirtualConnector connector = transferring().on(ending);

      assertThat(connector.waiting()).as("after %s", ending).containsExactly(1L, 2L, 3L);
      assertThat(connector.associations()).doesNotContain(1L);
      assertThat(connector.runs(ConnectorTimer.Kind.TRANSFER)).isFalse();
    }
  }

  @Test
  void eventsForAnAssociationThatIsGoneAreToldAndDropped() {
    VirtualConnector connector = transferring().passSeconds(60).lost(1, TestConnector.RESET).forget();
    connector.transferred(1).on(new ConnectorEvent.TurnReceived(1)).opened(1).lost(1, TestConnector.RESET)
        .refused(1).receives(1);

    assertThat(connector.logged(EventId.UNKNOWN_ASSOCIATION_EVENT)).isEqualTo(7);
    assertThat(connector.waiting()).containsExactly(1L, 2L, 3L);
    assertThat(connector.asked(ConnectorAction.Return.class)).isEmpty();
  }

  @Test
  void aConfirmationOfNothingChangesNothing() {
    VirtualConnector connector = transferring().transferred(1).transferred(1).transferred(1).forget();
    connector.transferred(1).refused(1);

    assertThat(connector.logged(EventId.UNKNOWN_ASSOCIATION_EVENT)).isEqualTo(2);
  }

  @Test
  void anAssociationThatWasOfUseIsReplacedAtOnce() {
    VirtualConnector connector = transferring().transferred(1).passSeconds(1).lost(1, TestConnector.ABORTED);

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  /** How long the opening took is no proof of the peer: one that is slow and drops every association is not called in a loop. */
  @Test
  void anAssociationThatTookLongToOpenAndIsLostAtOnceProvesNothing() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).passSeconds(25)
        .opened(1).passSeconds(1).lost(1, TestConnector.RESET).passSeconds(5);

    assertThat(connector.opens()).containsExactly(1L);
    assertThat(connector.runs(ConnectorTimer.Kind.OPEN_RETRY)).isTrue();
  }

  @Test
  void evenThenAttemptsKeepTheirSpacing() {
    VirtualConnector connector = transferring().transferred(1).lost(1, TestConnector.ABORTED);
    assertThat(connector.opens()).containsExactly(1L);

    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void anAssociationLostBeforeItWasOfUseMakesTheConnectorWait() {
    VirtualConnector connector = transferring().lost(1, TestConnector.ABORTED).passSeconds(599);
    assertThat(connector.opens()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Availability.class)).last()
        .isEqualTo(new ConnectorAction.Availability(false));

    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void aPeerThatClosesAtOnceInOrderMakesTheConnectorWaitToo() {
    VirtualConnector connector = transferring().on(new ConnectorEvent.Closed(1, "by peer")).passSeconds(599);

    assertThat(connector.opens()).containsExactly(1L);
  }

  @Test
  void silenceOnAnOldAssociationIsAnsweredByANewOneAtOnce_asFirewallsForgetIdleConnections() {
    VirtualConnector connector = transferring().passSeconds(120).lost(1, TestConnector.SILENCE);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void silenceOnTheNewOneMakesTheConnectorWait() {
    VirtualConnector connector = transferring().passSeconds(120).lost(1, TestConnector.SILENCE).opened(2)
        .passSeconds(120).lost(2, TestConnector.SILENCE).passSeconds(500);

    assertThat(connector.opens()).containsExactly(1L, 2L);
    assertThat(connector.view().state()).isEqualTo("open-retry");
  }

  @Test
  void anEntryUnderWhichAssociationsGetLostGoesBehindTheOthers() {
    VirtualConnector connector = transferring().passSeconds(20).lost(1, TestConnector.RESET).opened(2)
        .passSeconds(20).lost(2, TestConnector.RESET).opened(3).transferred(3).transferred(3);

    assertThat(connector.assigned()).containsExactly(1L, 1L, 2L, 3L, 1L);
  }

  @Test
  void beingRoutedAwayAndBackDoesNotWhitewashIt() {
    VirtualConnector connector = transferring().passSeconds(20).lost(1, TestConnector.RESET).opened(2)
        .passSeconds(20).lost(2, TestConnector.RESET).on(new ConnectorEvent.Withdraw(List.of(1L)))
        .queueMessages(1, 1).opened(3).transferred(3).transferred(3);

    assertThat(connector.assigned()).containsExactly(1L, 1L, 2L, 3L, 1L);
  }

  @Test
  void theOthersDoNotStarveIt() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 100).opened(1)
        .passSeconds(20).lost(1, TestConnector.RESET).opened(2).passSeconds(20).lost(2, TestConnector.RESET)
        .forget().opened(3);
    for (int i = 0; i < 30; i++) {
      connector.transferred(3);
    }

    assertThat(connector.assigned()).contains(1L);
  }

  @Test
  void poisonHoldsItselfBack_notTheConnector() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .lost(1, TestConnector.ABORTED).passSeconds(600).opened(2).lost(2, TestConnector.ABORTED)
        .passSeconds(600).opened(3).lost(3, TestConnector.ABORTED);
    assertThat(connector.machine.waiting().getFirst().notBefore())
        .isEqualTo(connector.now().plusSeconds(600));

    connector.passSeconds(1).queueMessages(2, 2);
    assertThat(connector.opens()).as("other mail goes at once").hasSize(4);
    connector.opened(4).transferred(4).forget().passSeconds(300).on(new ConnectorEvent.Closed(4, "released"))
        .passSeconds(300).opened(5);
    assertThat(connector.assigned()).as("and the poison is tried again").containsExactly(1L);
  }

  @Test
  void expiredMailIsReturnedOnTime_waitingOrDelayed() {
    VirtualConnector connector = new VirtualConnector(new TestConnector());
    connector.queue(TestConnector.message(1, 1, TestConnector.START.plusSeconds(100)),
        TestConnector.message(2, 1, TestConnector.START.plusSeconds(200))).openFails(1);

    connector.passSeconds(99);
    assertThat(connector.returned()).isEmpty();
    connector.passSeconds(1);
    assertThat(connector.returned()).containsExactly(1L);
    assertThat(connector.logged(EventId.MESSAGE_EXPIRED)).isEqualTo(1);
    connector.passSeconds(100);
    assertThat(connector.returned()).containsExactly(1L, 2L);
    assertThat(connector.asked(ConnectorAction.Return.class)).extracting(ConnectorAction.Return::reason)
        .containsOnly(ReturnReason.EXPIRED);
  }

  @Test
  void mailThatExpiresDuringItsTransferIsReturnedOnlyIfTheTransferFails() {
    VirtualConnector connector = new VirtualConnector(new TestConnector());
    connector.queue(TestConnector.message(1, 1, TestConnector.START.plusSeconds(100))).opened(1)
        .passSeconds(150);
    assertThat(connector.returned()).isEmpty();

    connector.lost(1, TestConnector.RESET);
    assertThat(connector.returned()).containsExactly(1L);
  }

  @Test
  void aPeerThatNoLongerKnowsTheAssociationIsCalledAnewAtOnce() {
    SessionConnectionReference lost = new SessionConnectionReference(new byte[]{1}, new byte[]{2},
        new byte[0]);
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1);
    connector.passSeconds(60).on(new ConnectorEvent.Lost(1, TestConnector.RESET,
        new ResumePoint(lost, 1, 3, 3072), null));
    assertThat(connector.asked(ConnectorAction.Open.class)).last()
        .isEqualTo(new ConnectorAction.Open(2, lost));

    connector.on(new ConnectorEvent.OpenFailed(2,
        new Failure(Layer.RTSE, Failure.Kind.REFUSED_PERMANENT, -1, true, "cannot recover")));
    assertThat(connector.asked(ConnectorAction.Open.class)).last()
        .isEqualTo(new ConnectorAction.Open(3, null));
  }
}
