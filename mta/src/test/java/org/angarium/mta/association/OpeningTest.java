package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.OverrideValues;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.junit.jupiter.api.Test;

/** Which associations a connector opens: for mail, above the threshold, up to the maximum, permanently, or never. */
class OpeningTest {
  @Test
  void nothingIsOpenedWithoutMail() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).passSeconds(3600);

    connector.on(new ConnectorEvent.SignOfLife("anything"));

    assertThat(connector.opens()).isEmpty();
  }

  @Test
  void mailOpensOneAssociationAndLeavesOnIt() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 3);
    assertThat(connector.opens()).containsExactly(1L);

    connector.opened(1).transferred(1).transferred(1).transferred(1);

    assertThat(connector.assigned()).containsExactly(1L, 2L, 3L);
    assertThat(connector.waiting()).isEmpty();
  }

  @Test
  void everyThresholdOfWaitingMailOpensOneMore_onceThePeerHasAnswered() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 120);
    assertThat(connector.opens()).as("one attempt at first").containsExactly(1L);

    connector.opened(1);

    assertThat(connector.opens()).as("119 wait: 50, 50, 19").containsExactly(1L, 2L, 3L);
  }

  @Test
  void fiftyWaitingMessagesNeedOneAssociation() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 51).opened(1);

    assertThat(connector.opens()).containsExactly(1L);
  }

  @Test
  void maximumOfAssociationsCountsBothDirections() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().maximum(3).threshold(1))
        .inbound(100).inbound(101).queueMessages(1, 100);

    assertThat(connector.opens()).hasSize(1);
  }

  @Test
  void onlyThePeerOpensWhenRemoteInitiated_andMailLeavesOnItsAssociation() {
    VirtualConnector connector = new VirtualConnector(
        new TestConnector().activation(Activation.REMOTE_INITIATED)).queueMessages(1, 1).passSeconds(3600);
    assertThat(connector.opens()).isEmpty();

    connector.inbound(100).on(new ConnectorEvent.TurnReceived(100));

    assertThat(connector.asked(ConnectorAction.PleaseTurn.class)).hasSize(1);
    assertThat(connector.assigned()).containsExactly(1L);
  }

  @Test
  void neverMeansNoAssociationInEitherDirection() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().activation(Activation.NEVER))
        .queueMessages(1, 1).inbound(100);

    assertThat(connector.opens()).isEmpty();
    assertThat(connector.assigned()).isEmpty();
    assertThat(connector.asked(ConnectorAction.Abort.class)).extracting(ConnectorAction.Abort::association)
        .containsExactly(100L);
  }

  @Test
  void permanentAssociationIsOpenedWithoutMailAndOutlivesTheLifetime() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().permanent());
    connector.on(new ConnectorEvent.RetryNow()).opened(1).passSeconds(100_000);

    assertThat(connector.opens()).containsExactly(1L);
    assertThat(connector.associations()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
  }

  @Test
  void permanentAssociationIsReplacedWhenItIsLost() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().permanent());
    connector.on(new ConnectorEvent.RetryNow()).opened(1).passSeconds(1000).lost(1, TestConnector.RESET);

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void onlyOneAssociationIsPermanent_theOthersEndWithTheirLifetime() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().permanent().threshold(1));
    connector.queueMessages(1, 4).opened(1).opened(2).opened(3).transferred(2).transferred(2).transferred(3)
        .transferred(1).passSeconds(300);

    assertThat(connector.asked(ConnectorAction.Close.class)).extracting(ConnectorAction.Close::association)
        .containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void permanentMonologueThatOnlyReceivesIsOpenedOnce() {
    VirtualConnector connector = new VirtualConnector(
        new TestConnector().monologue().initialTurn(Turn.RESPONDER).permanent());
    connector.queueMessages(1, 1).on(new ConnectorEvent.Opened(1, false, false)).passSeconds(7200);

    assertThat(connector.opens()).as("opening more would not let mail leave").containsExactly(1L);
  }

  @Test
  void inboundAssociationThatOnlyReceivesDoesNotCarryOurMail() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().monologue())
        .on(new ConnectorEvent.AcceptedInbound(100, false, false)).queueMessages(1, 1);

    assertThat(connector.opens()).containsExactly(1L);
    assertThat(connector.assigned()).isEmpty();
  }

  /** On a monologue of the peer's nothing can be sent: an operator who saw "up" would wonder why mail waits. */
  @Test
  void aConnectorOnWhoseAssociationsNothingCanLeaveIsNotUp() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().monologue())
        .on(new ConnectorEvent.AcceptedInbound(100, false, false));
    assertThat(connector.view().state()).isEqualTo("idle");

    connector.queueMessages(1, 1);
    assertThat(connector.view().state()).isEqualTo("opening");
    connector.on(new ConnectorEvent.Opened(1, false, true));
    assertThat(connector.view().state()).isEqualTo("up");
  }

  @Test
  void idleInboundAssociationMakesRoomForMailWhenThePeersHaveTakenAllPlaces() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().monologue().maximum(2))
        .on(new ConnectorEvent.AcceptedInbound(100, false, false))
        .on(new ConnectorEvent.AcceptedInbound(101, false, false)).queueMessages(1, 1);
    assertThat(connector.logged(EventId.ASSOCIATION_LIMIT)).isEqualTo(1);
    assertThat(connector.opens()).isEmpty();

    connector.passSeconds(19);
    assertThat(connector.asked(ConnectorAction.Abort.class)).as("it proves us to the peer first").isEmpty();
    connector.passSeconds(1);
    assertThat(connector.asked(ConnectorAction.Abort.class)).as("one place is enough").hasSize(1);

    connector.lost(100, TestConnector.OUR_ABORT);
    assertThat(connector.opens()).containsExactly(1L);
    assertThat(connector.logged(EventId.ASSOCIATION_LIMIT)).as("told once").isEqualTo(1);
  }

  @Test
  void busyInboundAssociationMakesRoomWhenItsTransferHasEnded() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().monologue().maximum(1))
        .on(new ConnectorEvent.AcceptedInbound(100, false, false)).passSeconds(20)
        .on(new ConnectorEvent.Receiving(100, true)).queueMessages(1, 1);
    assertThat(connector.asked(ConnectorAction.Abort.class)).isEmpty();

    connector.on(new ConnectorEvent.Receiving(100, false));

    assertThat(connector.asked(ConnectorAction.Abort.class)).hasSize(1);
  }

  @Test
  void idleAssociationIsClosedAfterItsLifetime() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .passSeconds(5).transferred(1).passSeconds(299);
    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();

    connector.passSeconds(1);

    assertThat(connector.asked(ConnectorAction.Close.class)).hasSize(1);
  }

  @Test
  void useStartsTheLifetimeAnew() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .transferred(1).passSeconds(200).receives(1).passSeconds(200).queueMessages(2, 2).transferred(1)
        .passSeconds(299);

    assertThat(connector.asked(ConnectorAction.Close.class)).isEmpty();
  }

  @Test
  void mailThatComesDuringTheCloseGetsAnAssociationOfItsOwn() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .transferred(1).passSeconds(300).queueMessages(2, 2);

    assertThat(connector.opens()).containsExactly(1L, 2L);
    assertThat(connector.assigned()).as("nothing is assigned after the close").containsExactly(1L);
  }

  @Test
  void mailThatComesDuringTheCloseOfTheOnlyPlaceWaitsForItsEnd() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().maximum(1)).queueMessages(1, 1)
        .opened(1).transferred(1).passSeconds(300).queueMessages(2, 2);
    assertThat(connector.opens()).containsExactly(1L);

    connector.on(new ConnectorEvent.Closed(1, "released"));

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void defaultsAreTheClassicOnes() {
    OverrideValues defaults = OverrideValues.DEFAULTS;
    assertThat(defaults.retry()).isEqualTo(
        new OverrideValues.Retry(144, 2, Duration.ofSeconds(600), Duration.ofSeconds(120)));
    assertThat(defaults.rts()).isEqualTo(new OverrideValues.Rts(30, 5, Duration.ofSeconds(60)));
    assertThat(defaults.association()).isEqualTo(
        new OverrideValues.Association(Duration.ofSeconds(300), Duration.ofSeconds(120), 50));
    assertThat(defaults.transferTimeout()).isEqualTo(new OverrideValues.TransferTimeout(
        Duration.ofSeconds(1000), Duration.ofSeconds(2000), Duration.ofSeconds(3000)));
  }

  /** Our own shortage of places is no failure of the peer. */
  @Test
  void whileThePeerHasTakenAllPlacesNoRetryIsUsedUp() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().maximum(1)).inbound(100)
        .on(new ConnectorEvent.Receiving(100, true)).queueMessages(1, 1).passSeconds(10);
    for (int hour = 0; hour < 48; hour++) {
      connector.on(new ConnectorEvent.Receiving(100, true)).passSeconds(3600);
    }
    assertThat(connector.returned()).isEmpty();
    assertThat(connector.view().failedAttempts()).isZero();

    connector.lost(100, TestConnector.RESET);
    assertThat(connector.opens()).hasSize(1);
  }
}
