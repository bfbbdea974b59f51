package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.angarium.mta.config.Activation;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.junit.jupiter.api.Test;

/** Law 7 where only the peer calls: it counts as reachable while mail can leave to it, and comes and goes no oftener than an open interval. */
class PeerPresenceTest {
  private final TestConnector config = new TestConnector().activation(Activation.REMOTE_INITIATED);
  private final VirtualConnector connector = new VirtualConnector(config).queue();

  private List<Boolean> told() {
    return connector.asked(ConnectorAction.Availability.class).stream()
        .map(ConnectorAction.Availability::available).toList();
  }

  @Test
  void aPeerThatHasToCallIsReachableWhileItIsConnected() {
    assertThat(told()).as("before it has called").containsExactly(false);

    connector.inbound(100).inbound(101);
    assertThat(told()).containsExactly(false, true);

    connector.on(new ConnectorEvent.Closed(100, "done"));
    assertThat(told()).as("it has another association").containsExactly(false, true);

    connector.on(new ConnectorEvent.Closed(101, "done"));
    assertThat(told()).containsExactly(false, true, false);
    assertThat(connector.view().state()).isEqualTo("idle");
  }

  @Test
  void anAssociationOnWhichMailCannotLeaveMakesNobodyReachable() {
    connector.on(new ConnectorEvent.AcceptedInbound(100, false, false)).passSeconds(20);
    assertThat(told()).containsExactly(false);

    connector.on(new ConnectorEvent.AcceptedInbound(101, false, true));
    assertThat(told()).as("a monologue of ours").containsExactly(false, true);
  }

  @Test
  void aPeerThatCallsAndLeavesAgainAndAgainComesToCountOnceInAnOpenInterval() {
    for (int call = 0; call < 300; call++) {
      connector.inbound(100 + call).passSeconds(1).on(new ConnectorEvent.Closed(100 + call, "done"))
          .passSeconds(1);
    }
    assertThat(config.openInterval).isEqualTo(Duration.ofMinutes(10));
    assertThat(told()).containsExactly(false, true, false);

    connector.inbound(500).passSeconds(1);
    assertThat(told()).as("an open interval after the first call").containsExactly(false, true, false, true);
  }

  @Test
  void aPeerThatStaysComesToCountWhenTheOpenIntervalIsOver() {
    connector.inbound(100).on(new ConnectorEvent.Closed(100, "done")).inbound(101).passSeconds(300)
        .receives(101).passSeconds(299);
    assertThat(told()).containsExactly(false, true, false);

    connector.passSeconds(1);
    assertThat(told()).containsExactly(false, true, false, true);
  }

  @Test
  void aPeerThatLostItsAssociationIsGivenTimeToRecoverIt() {
    connector.inbound(100).lost(100, TestConnector.RESET).passSeconds(9);
    assertThat(told()).containsExactly(false, true);

    connector.inbound(101).passSeconds(60);
    assertThat(told()).containsExactly(false, true);

    connector.lost(101, TestConnector.RESET).passSeconds(10);
    assertThat(told()).containsExactly(false, true, false);
  }

  @Test
  void aPeerThatDoesNotGiveTheTurnIsNotBelievedUntilItDoes() {
    connector.inbound(100).queueMessages(1, 1).passSeconds(120);
    assertThat(told()).as("not given in time").containsExactly(false, true, false);

    connector.lost(100, TestConnector.RESET).passSeconds(3600).inbound(101);
    assertThat(told()).containsExactly(false, true, false);

    connector.on(new ConnectorEvent.TurnReceived(101));
    assertThat(told()).containsExactly(false, true, false, true);
    assertThat(connector.assigned()).containsExactly(1L);
  }

  @Test
  void oneThatWeCallIsReachableUntilAnAttemptFails_howeverItWasCalledBefore() {
    config.activation(Activation.ALWAYS);
    connector.on(new ConnectorEvent.Reconfigured(config.build()));
    assertThat(told()).containsExactly(false, true);

    connector.queueMessages(1, 1).openFails(connector.opens().getFirst());
    assertThat(told()).containsExactly(false, true, false);

    config.activation(Activation.REMOTE_INITIATED);
    connector.on(new ConnectorEvent.Reconfigured(config.build()));
    assertThat(told()).last().as("nobody is connected").isEqualTo(false);
  }

  @Test
  void aMonologueThatOnlyThePeerSendsOnIsNoWay_evenIfMailWaits() {
    config.dialogue = Dialogue.MONOLOGUE;
    VirtualConnector one = new VirtualConnector(config).queueMessages(1, 3)
        .on(new ConnectorEvent.AcceptedInbound(100, false, false)).passSeconds(3600);

    assertThat(one.asked(ConnectorAction.Availability.class))
        .containsExactly(new ConnectorAction.Availability(false));
    assertThat(one.assigned()).isEmpty();
  }

  @Test
  void aConnectorThatStopsTellsRoutingNothing() {
    connector.inbound(100).on(new ConnectorEvent.Stop()).lost(100, TestConnector.RESET).passSeconds(60);

    assertThat(told()).containsExactly(false, true);
  }
}
