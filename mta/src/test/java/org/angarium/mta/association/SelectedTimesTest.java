package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorRules;
import org.angarium.mta.config.Restrictions;
import org.angarium.mta.config.Schedule;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.junit.jupiter.api.Test;

/** A connector with selected times: here every day from 08:00 to 10:00; the tests begin at midnight. */
class SelectedTimesTest {
  private static final Duration EIGHT_HOURS = Duration.ofHours(8);
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private static TestConnector config() {
    TestConnector config = new TestConnector();
    config.activation = Activation.SELECTED_TIMES;
    config.rules = new ConnectorRules(Restrictions.NONE, false, new Schedule(
        List.of(new Schedule.Window(Set.of(DayOfWeek.values()), 8 * 60, 10 * 60)), ZoneOffset.UTC));
    return config;
  }

  private static VirtualConnector connector(TestConnector config) {
    return new VirtualConnector(config).on(new ConnectorEvent.Queued(List.of()));
  }

  @Test
  void mailWaitsForTheNextSelectedTime() {
    VirtualConnector connector = connector(config()).queueMessages(1, 2)
        .pass(EIGHT_HOURS.minusSeconds(1));
    assertThat(connector.opens()).isEmpty();
    assertThat(connector.machine.view(connector.now()).state()).isEqualTo("closed");
    assertThat(connector.machine.view(connector.now()).nextAttempt())
        .isEqualTo(TestConnector.START.plus(EIGHT_HOURS));

    connector.passSeconds(1);

    assertThat(connector.opens()).containsExactly(1L);
    connector.opened(1).transferred(1).transferred(1);
    assertThat(connector.waiting()).isEmpty();
  }

  /** Q164469: a peer that only answers sends what it has when it is called. */
  @Test
  void thePeerIsCalledOnceInEverySelectedTimeThoughNothingWaits() {
    VirtualConnector connector = connector(config()).pass(EIGHT_HOURS);
    assertThat(connector.opens()).containsExactly(1L);

    connector.opened(1).on(new ConnectorEvent.Closed(1, "the peer had nothing"));
    connector.pass(TWO_HOURS);

    assertThat(connector.opens().size()).isLessThanOrEqualTo(2);
    long calls = connector.opens().size();
    connector.pass(Duration.ofHours(21));
    assertThat(connector.opens()).as("none at night").hasSize((int) calls);
    connector.pass(Duration.ofHours(2));
    assertThat(connector.opens()).hasSize((int) calls + 1);
  }

  @Test
  void inAMonologueThereIsNothingToCallForWithoutMail() {
    TestConnector config = config();
    config.dialogue = Dialogue.MONOLOGUE;

    assertThat(connector(config).pass(EIGHT_HOURS.plusHours(1)).opens()).isEmpty();
  }

  @Test
  void whatIsUnderWayAtTheEndMayFinish_andTheRestWaits() {
    VirtualConnector connector = connector(config()).queueMessages(1, 2)
        .pass(EIGHT_HOURS.plus(TWO_HOURS).minusSeconds(1)).opened(1).passSeconds(1);

    connector.transferred(1);

    assertThat(connector.assigned()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Close.class)).isNotEmpty();
    assertThat(connector.waiting()).hasSize(1);
  }

  @Test
  void outsideItsTimesMailLeavesOnWhatThePeerOpens() {
    VirtualConnector connector = connector(config()).queueMessages(1, 1).inbound(100);

    assertThat(connector.opens()).isEmpty();
    assertThat(connector.waiting().size() + connector.assigned().size()).isEqualTo(1);
  }

  /** Q190022: an operator sees that nothing is wrong but that only the peer can call. */
  @Test
  void mailThatWaitsForThePeerToCallSaysSo() {
    TestConnector config = new TestConnector();
    config.activation = Activation.REMOTE_INITIATED;
    VirtualConnector connector = new VirtualConnector(config);
    assertThat(connector.machine.view(connector.now()).state()).isEqualTo("idle");

    connector.queueMessages(1, 1);

    assertThat(connector.machine.view(connector.now()).state()).isEqualTo("remote-initiated");
  }

  @Test
  void failedCallsAreNotRepeatedAfterTheEnd() {
    int calls = 18;
    VirtualConnector connector = connector(config().openRetries(144, Duration.ofMinutes(7)))
        .queueMessages(1, 1).pass(EIGHT_HOURS);
    for (long call = 1; call <= calls; call++) {
      connector.openFails(call).pass(Duration.ofMinutes(7));
    }

    connector.pass(Duration.ofHours(12));

    assertThat(connector.opens()).as("the last a minute before the end").hasSize(calls);
    assertThat(connector.asked(ConnectorAction.Scheduled.class)).contains(
        new ConnectorAction.Scheduled(true), new ConnectorAction.Scheduled(false));
  }
}
