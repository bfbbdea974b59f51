package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.association.ConnectorEvent.TransferProblem;
import org.junit.jupiter.api.Test;

/** What becomes of mail on open associations: order, retries, bounds, and operators' commands in between. */
class TransferTest {
  private static VirtualConnector transferring() {
    return new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1);
  }

  @Test
  void theTransferIntervalIsAtMostBegunAnewWhenTheClockIsSetBack() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .refused(1).setClockBack(Duration.ofHours(1));

    connector.passSeconds(241);

    assertThat(connector.assigned()).containsExactly(1L, 1L);
  }

  @Test
  void aDelayThatWasRecordedByAClockAheadIsNoLongerThanTheInterval() {
    VirtualConnector connector = new VirtualConnector(new TestConnector());
    connector.queue(TestConnector.message(1).attempted(1, connector.now().plus(Duration.ofHours(5))))
        .queueMessages(2, 2).opened(1).transferred(1);

    connector.passSeconds(601);

    assertThat(connector.opens()).as("for the first message").containsExactly(1L, 2L);
  }

  @Test
  void urgentMailGoesFirst_thenInOrderOfArrival() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queue(TestConnector.message(1, 2),
        TestConnector.message(2, 1), TestConnector.message(3, 0), TestConnector.message(4, 1)).opened(1);
    connector.transferred(1).transferred(1).transferred(1).transferred(1);

    assertThat(connector.assigned()).containsExactly(3L, 2L, 4L, 1L);
  }

  @Test
  void refusedMailIsSentAgainAfterTheTransferInterval_overTheSameAssociation() {
    VirtualConnector connector = transferring().refused(1);
    assertThat(connector.asked(ConnectorAction.RecordAttempt.class)).singleElement().satisfies(record -> {
      assertThat(record.attempts()).isEqualTo(1);
      assertThat(record.notBefore()).isEqualTo(connector.now().plusSeconds(120));
    });

    connector.passSeconds(119);
    assertThat(connector.assigned()).containsExactly(1L);
    connector.passSeconds(1);
    assertThat(connector.assigned()).containsExactly(1L, 1L);
    assertThat(connector.opens()).containsExactly(1L);
  }

  @Test
  void afterTwoRetriesRefusedMailIsReturned() {
    VirtualConnector connector = transferring().refused(1).passSeconds(120).refused(1).passSeconds(120);
    assertThat(connector.returned()).isEmpty();

    connector.refused(1);
    assertThat(connector.asked(ConnectorAction.Return.class)).singleElement()
        .satisfies(back -> assertThat(back.reason()).isEqualTo(ReturnReason.TRANSFER_RETRIES_EXHAUSTED));
    assertThat(connector.waiting()).isEmpty();
  }

  @Test
  void refusedMailDoesNotHoldUpTheRest() {
    VirtualConnector connector = transferring().queueMessages(2, 2).refused(1);

    assertThat(connector.assigned()).containsExactly(1L, 2L);
  }

  @Test
  void lostAssociationsDoNotUseUpTransferRetries() {
    VirtualConnector connector = transferring();
    for (long association = 1; association < 20; association++) {
      connector.passSeconds(20).lost(association, TestConnector.RESET).opened(association + 1);
    }

    assertThat(connector.returned()).isEmpty();
    assertThat(connector.asked(ConnectorAction.RecordAttempt.class)).isEmpty();
  }

  @Test
  void impossibleMailIsReturnedAtOnce() {
    VirtualConnector connector = transferring()
        .on(new ConnectorEvent.TransferFailed(1, TransferProblem.IMPOSSIBLE, "too long"));

    assertThat(connector.asked(ConnectorAction.Return.class)).singleElement()
        .satisfies(back -> assertThat(back.reason()).isEqualTo(ReturnReason.TRANSFER_IMPOSSIBLE));
  }

  @Test
  void aTransferMayTakeItsTimePerKilooctet() {
    assertThat(transferring().left(new ConnectorTimer(ConnectorTimer.Kind.TRANSFER, 1)))
        .contains(Duration.ofSeconds(2000));
  }

  @Test
  void aTransferThatTakesTooLongIsStopped_andReturnedWhenItHasStopped() {
    VirtualConnector connector = transferring().passSeconds(2000);
    assertThat(connector.asked(ConnectorAction.StopTransfer.class)).hasSize(1);

    connector.on(new ConnectorEvent.TransferFailed(1, TransferProblem.TOO_SLOW, "stopped"));
    assertThat(connector.asked(ConnectorAction.Return.class)).singleElement()
        .satisfies(back -> assertThat(back.reason()).isEqualTo(ReturnReason.TRANSFER_TOO_SLOW));
    assertThat(connector.runs(ConnectorTimer.Kind.TRANSFER)).isFalse();
  }

  @Test
  void aTransferThatCannotBeStoppedEndsWithItsAssociation() {
    VirtualConnector connector = transferring().passSeconds(2120);
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);

    connector.lost(1, TestConnector.OUR_ABORT);
    assertThat(connector.waiting()).containsExactly(1L);
  }

  @Test
  void mailQueuedTwiceIsThereOnce_alsoWhileItIsBeingTransferred() {
    VirtualConnector connector = transferring().queueMessages(1, 1);
    assertThat(connector.waiting()).isEmpty();

    connector.transferred(1);
    assertThat(connector.assigned()).containsExactly(1L);
  }

  @Test
  void withdrawnMailIsNotSent_butWhatIsBeingTransferredStays() {
    VirtualConnector connector = transferring().queueMessages(2, 3)
        .on(new ConnectorEvent.Withdraw(List.of(1L, 2L))).transferred(1);

    assertThat(connector.assigned()).containsExactly(1L, 3L);
  }

  @Test
  void stopLetsTheTransferEndAndThenCloses() {
    VirtualConnector connector = transferring().queueMessages(2, 2).on(new ConnectorEvent.Stop());
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();

    connector.transferred(1);
    assertThat(connector.assigned()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Close.class)).hasSize(1);
    assertThat(connector.on(new ConnectorEvent.Closed(1, "released")).machine.isQuiet()).isTrue();
    assertThat(connector.waiting()).containsExactly(2L);
  }

  @Test
  void stopAsksForTheTurnItNeedsToClose() {
    VirtualConnector connector = transferring().transferred(1).on(new ConnectorEvent.TurnWanted(1, 6))
        .forget()
        .on(new ConnectorEvent.Stop());
    assertThat(connector.asked(ConnectorAction.PleaseTurn.class)).hasSize(1);

    connector.passSeconds(120);
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
  }

  @Test
  void stopDoesNotWaitForAPeerThatGoesOnSending() {
    VirtualConnector connector = transferring().transferred(1).on(new ConnectorEvent.TurnWanted(1, 6))
        .on(new ConnectorEvent.Stop()).on(new ConnectorEvent.Receiving(1, true)).passSeconds(130);
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();

    connector.on(new ConnectorEvent.Receiving(1, false)).on(new ConnectorEvent.Receiving(1, true));
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
  }

  @Test
  void stopEndsIdleAssociationsOfThePeerAtOnce_andBusyOnesAfterTheirTransfer() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).inbound(100).inbound(101)
        .on(new ConnectorEvent.Receiving(101, true)).on(new ConnectorEvent.Stop());
    assertThat(connector.asked(ConnectorAction.Abort.class)).extracting(ConnectorAction.Abort::association)
        .containsExactly(100L);

    connector.on(new ConnectorEvent.Receiving(101, false));
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(2);
  }

  @Test
  void aNewConfigurationLetsTheTransferEndAndSendsTheRestOnANewAssociation() {
    VirtualConnector connector = transferring().queueMessages(2, 2)
        .on(new ConnectorEvent.Reconfigured(new TestConnector().build())).passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);

    connector.opened(2).transferred(1);
    assertThat(connector.assigned()).containsExactly(1L, 2L);
    assertThat(connector.asked(ConnectorAction.Close.class)).extracting(ConnectorAction.Close::association)
        .containsExactly(1L);
  }

  @Test
  void aNewConfigurationGivesUpAnAttemptUnderTheOldOne() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).passSeconds(10)
        .on(new ConnectorEvent.Reconfigured(new TestConnector().build()));
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);

    connector.opened(1).lost(1, TestConnector.OUR_ABORT);
    assertThat(connector.assigned()).isEmpty();
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
    assertThat(connector.associations()).containsExactly(2L);
    assertThat(connector.runs(ConnectorTimer.Kind.OPEN_RETRY)).isFalse();
  }

  @Test
  void aNewConfigurationLeavesTheAssociationsOfThePeer() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).inbound(100)
        .on(new ConnectorEvent.Reconfigured(new TestConnector().build())).passSeconds(10);

    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();
  }
}
