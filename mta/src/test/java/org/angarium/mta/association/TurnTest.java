package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.angarium.mta.association.ConnectorAction.PleaseTurn;
import org.junit.jupiter.api.Test;

/** Law 6: the turn is state of an association; it is asked for, shared, and waited for within bounds. */
class TurnTest {
  /** An association that the peer has opened and on which it has the turn; we have one normal message. */
  private static VirtualConnector withoutTurn() {
    return new VirtualConnector(new TestConnector()).inbound(100).queueMessages(1, 1);
  }

  private static VirtualConnector idleWithTurn() {
    return new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1).transferred(1).forget();
  }

  @Test
  void theTurnIsAskedForOnce_withThePriorityOfTheMail() {
    VirtualConnector connector = withoutTurn().queueMessages(2, 5).passSeconds(5);

    assertThat(connector.asked(PleaseTurn.class)).containsExactly(new PleaseTurn(100, 6));
    assertThat(connector.opens()).isEmpty();
  }

  @Test
  void oneMessageAsksForOneTurn_notForEveryTurnThereIs() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).inbound(100).inbound(101)
        .queueMessages(1, 1).queueMessages(2, 2).receives(101);

    assertThat(connector.asked(PleaseTurn.class)).hasSize(1);
  }

  @Test
  void priorityFollowsUrgency() {
    assertThat(TurnPolicy.priority(TestConnector.message(1, 0))).isEqualTo(4);
    assertThat(TurnPolicy.priority(TestConnector.message(1, 1))).isEqualTo(6);
    assertThat(TurnPolicy.priority(TestConnector.message(1, 2))).isEqualTo(7);
  }

  @Test
  void nothingIsAssignedWithoutTheTurn() {
    assertThat(withoutTurn().passSeconds(60).assigned()).isEmpty();
    assertThat(withoutTurn().on(new ConnectorEvent.TurnReceived(100)).assigned()).containsExactly(1L);
  }

  @Test
  void aNewAssociationStartsWithTheTurnWhereTheBindPutIt() {
    VirtualConnector connector = idleWithTurn().on(new ConnectorEvent.TurnWanted(1, 6));
    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);

    connector.passSeconds(20).lost(1, TestConnector.RESET).queueMessages(2, 2).opened(2);

    assertThat(connector.assigned()).as("no memory of the turn that was given away").containsExactly(2L);
  }

  @Test
  void aTurnThatIsNotGivenEndsTheAssociationAndANewOneIsOpened() {
    VirtualConnector connector = withoutTurn().passSeconds(119);
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();

    connector.passSeconds(1);
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
    assertThat(connector.opens()).hasSize(1);
  }

  @Test
  void theWaitForTheTurnIsBoundedOnAPermanentAssociationToo() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().permanent());
    connector.on(new ConnectorEvent.RetryNow()).opened(1).on(new ConnectorEvent.TurnWanted(1, 6))
        .queueMessages(1, 1).passSeconds(120);

    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
  }

  @Test
  void aPeerThatSendsWithoutEndDoesNotKeepMailWaiting() {
    VirtualConnector connector = withoutTurn().on(new ConnectorEvent.Receiving(100, true)).passSeconds(121);

    assertThat(connector.asked(ConnectorAction.Abort.class)).as("it is alive").isEmpty();
    assertThat(connector.opens()).as("but no use to us").hasSize(1);
  }

  @Test
  void aTurnThatComesLateIsUsed() {
    VirtualConnector connector = withoutTurn().on(new ConnectorEvent.Receiving(100, true)).passSeconds(121)
        .on(new ConnectorEvent.Receiving(100, false)).on(new ConnectorEvent.TurnReceived(100));

    assertThat(connector.assigned()).containsExactly(1L);
    assertThat(connector.runs(ConnectorTimer.Kind.TURN)).isFalse();
  }

  @Test
  void aTurnThatIsStillNotGivenAfterThePeersTransferEndsTheAssociation() {
    VirtualConnector connector = withoutTurn().on(new ConnectorEvent.Receiving(100, true)).passSeconds(121)
        .on(new ConnectorEvent.Receiving(100, false)).passSeconds(120);

    assertThat(connector.asked(ConnectorAction.Abort.class)).extracting(ConnectorAction.Abort::association)
        .containsExactly(100L);
  }

  @Test
  void anIdleTurnIsGivenWhenItIsWanted() {
    assertThat(idleWithTurn().on(new ConnectorEvent.TurnWanted(1, 7)).asked(ConnectorAction.GiveTurn.class))
        .hasSize(1);
  }

  @Test
  void theTurnIsNotGivenDuringATransfer() {
    VirtualConnector connector = idleWithTurn().queueMessages(2, 2).on(new ConnectorEvent.TurnWanted(1, 0));
    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).isEmpty();

    connector.transferred(1);
    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);
  }

  @Test
  void equalPriorityAlternates() {
    VirtualConnector connector = idleWithTurn().queueMessages(2, 9).on(new ConnectorEvent.TurnWanted(1, 6))
        .transferred(1);

    assertThat(connector.assigned()).containsExactly(2L);
    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);
    assertThat(connector.asked(PleaseTurn.class)).as("and is asked for again").hasSize(1);
  }

  @Test
  void moreUrgentMailGoesFirst_butOnlyTenTimes() {
    VirtualConnector connector = idleWithTurn();
    for (int i = 2; i <= 30; i++) {
      connector.queue(TestConnector.message(i, 0));
    }
    connector.on(new ConnectorEvent.TurnWanted(1, 6));
    for (int i = 0; i < 10; i++) {
      assertThat(connector.asked(ConnectorAction.GiveTurn.class)).isEmpty();
      connector.transferred(1);
    }

    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);
  }

  @Test
  void aRequestThatCrossedOurGivingDoesNotSendTheTurnBackUnused() {
    VirtualConnector connector = idleWithTurn().on(new ConnectorEvent.TurnWanted(1, 6))
        .on(new ConnectorEvent.TurnWanted(1, 6)).queueMessages(2, 2).on(new ConnectorEvent.TurnReceived(1));

    assertThat(connector.assigned()).containsExactly(2L);
    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);
  }

  @Test
  void theInitiatorAsksForTheTurnInOrderToClose() {
    VirtualConnector connector = idleWithTurn().on(new ConnectorEvent.TurnWanted(1, 6)).passSeconds(300);
    assertThat(connector.asked(PleaseTurn.class))
        .containsExactly(new PleaseTurn(1, TurnPolicy.PRIORITY_TO_CLOSE));

    connector.on(new ConnectorEvent.TurnReceived(1));
    assertThat(connector.asked(ConnectorAction.Close.class)).hasSize(1);
  }

  @Test
  void aPeerThatKeepsTheTurnIsNotWaitedForLongerThanTheDisconnectTime() {
    VirtualConnector connector = idleWithTurn().on(new ConnectorEvent.TurnWanted(1, 6)).passSeconds(420);
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);

    connector.lost(1, TestConnector.OUR_ABORT).queueMessages(2, 2);
    assertThat(connector.opens()).as("our own decision is no failure").hasSize(1);
  }

  @Test
  void aPeerThatWantsTheTurnIsNotClosedOn() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().monologue()).queueMessages(1, 1)
        .opened(1).transferred(1).forget();
    connector.on(new ConnectorEvent.TurnWanted(1, 6)).pass(Duration.ofSeconds(299));

    assertThat(connector.asked(ConnectorAction.GiveTurn.class)).hasSize(1);
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
  }

  @Test
  void theResponderNeverCloses_itEndsASilentAssociationAfterTheIdleBound() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).inbound(100).passSeconds(599);
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();

    connector.passSeconds(1);
    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
  }
}
