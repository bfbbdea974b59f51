package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.angarium.mta.association.ConnectorAction.ReturnReason;
import org.angarium.mta.event.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 3: retry never stops by itself while there is mail. */
class RetryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static VirtualConnector dead(TestConnector config) {
    return new VirtualConnector(config).queueMessages(1, 1).openFails(1);
  }

  /** As often as the connector tries, the peer does not answer. */
  private static void failFor(VirtualConnector connector, Duration time) {
    int failed = connector.opens().size();
    for (long second = 0; second < time.toSeconds(); second++) {
      connector.passSeconds(1);
      List<Long> opens = connector.opens();
      while (failed < opens.size()) {
        connector.openFails(opens.get(failed++));
      }
    }
  }

  @Test
  void deadPeerIsTriedOncePerOpenInterval() {
    VirtualConnector connector = dead(new TestConnector());

    connector.passSeconds(599);
    assertThat(connector.opens()).containsExactly(1L);
    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
    assertThat(connector.logged(EventId.OPEN_RETRY_STARTED)).isEqualTo(1);
    assertThat(connector.logged(EventId.CONNECTION_NOT_OPENED)).isEqualTo(1);
  }

  /**
   * An attempt that the network swallows takes as long as the connection may. If that came on top of the interval, a peer that is back just
   * after the attempt began would wait for both.
   */
  @Test
  void theOpenIntervalCountsFromTheBeginningOfTheAttemptThatFailed() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1);

    connector.passSeconds(30).openFails(1).passSeconds(569);
    assertThat(connector.opens()).containsExactly(1L);
    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void anAttemptThatTookLongerThanTheOpenIntervalIsFollowedByTheNextAtOnce() {
    VirtualConnector connector = new VirtualConnector(
        new TestConnector().openRetries(3, Duration.ofSeconds(20)))
        .queueMessages(1, 1);

    connector.passSeconds(30).openFails(1).pass(Duration.ZERO);

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void theOpenIntervalCountsFromTheLossOfAnAssociationThatWasOfNoUse() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1);

    connector.passSeconds(1).opened(1).lost(1, TestConnector.ABORTED).passSeconds(599);
    assertThat(connector.opens()).containsExactly(1L);
    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void aBacklogDoesNotMultiplyTheAttempts() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1000);
    connector.openFails(1);

    failFor(connector, Duration.ofHours(1));

    assertThat(connector.opens()).hasSize(7);
  }

  @Test
  void aClockThatWasSetBackDoesNotStopTheAttempts() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .transferred(1).on(new ConnectorEvent.Closed(1, "released by us")).setClockBack(Duration.ofHours(1));

    connector.queueMessages(2, 2).passSeconds(2);

    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void attemptsMadeSideBySideCountOnce() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().threshold(1)).queueMessages(1, 4)
        .opened(1).passSeconds(1);
    assertThat(connector.opens()).as("the two that are missing").containsExactly(1L, 2L, 3L);
    connector.lost(1, TestConnector.UNREACHABLE).openFails(2).openFails(3);

    assertThat(connector.view().failedAttempts()).isEqualTo(1);
  }

  @Test
  void attemptsMadeSideBySideCountOnce_alsoThoseThatASignOfLifeBroughtForward() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().threshold(1)).queueMessages(1, 4)
        .openFails(1);
    int failed = 1;
    for (long inbound = 101; inbound < 109; inbound++) {
      connector.inbound(inbound).passSeconds(60).lost(inbound, TestConnector.ABORTED);
      List<Long> opens = connector.opens();
      assertThat(opens).as("made side by side").hasSizeGreaterThan(failed + 1);
      while (failed < opens.size()) {
        connector.openFails(opens.get(failed++));
      }
    }

    assertThat(connector.view().failedAttempts()).as("all within one open interval").isEqualTo(1);
  }

  @Test
  void newMailDoesNotBreakTheOpenInterval() {
    VirtualConnector connector = dead(new TestConnector()).passSeconds(60).queueMessages(2, 100);

    assertThat(connector.opens()).containsExactly(1L);
  }

  @Test
  void theClassicMaximumReturnsMailAfterADay() {
    VirtualConnector connector = dead(new TestConnector());

    failFor(connector, Duration.ofMinutes(1430).minusSeconds(1));
    assertThat(connector.returned()).isEmpty();
    failFor(connector, Duration.ofSeconds(1));

    assertThat(connector.returned()).containsExactly(1L);
    assertThat(connector.asked(ConnectorAction.Return.class).getFirst().reason())
        .isEqualTo(ReturnReason.OPEN_RETRIES_EXHAUSTED);
    assertThat(connector.opens()).hasSize(144);
  }

  @Test
  void reachingTheMaximumDoesNotStopTheConnector() {
    VirtualConnector connector = dead(new TestConnector().openRetries(3, MINUTE));
    failFor(connector, Duration.ofMinutes(3));
    assertThat(connector.returned()).containsExactly(1L);

    connector.queueMessages(2, 2).forget().pass(MINUTE);
    assertThat(connector.opens()).hasSize(1);
    connector.opened(connector.opens().getFirst());
    assertThat(connector.assigned()).containsExactly(2L);
  }

  @Test
  void aMessageIsEntitledToTheMaximumOfRetriesWheneverItCame() {
    VirtualConnector connector = dead(new TestConnector().openRetries(3, MINUTE));
    failFor(connector, MINUTE);
    connector.queue(TestConnector.messageOf(2, connector.now().plusSeconds(1)));

    failFor(connector, MINUTE);
    assertThat(connector.returned()).containsExactly(1L);
    failFor(connector, MINUTE);
    assertThat(connector.returned()).containsExactly(1L);
    failFor(connector, MINUTE);
    assertThat(connector.returned()).containsExactly(1L, 2L);
  }

  @Test
  void mailThatIsRoutedAwayAndBackKeepsItsCount() {
    VirtualConnector connector = dead(new TestConnector().openRetries(3, MINUTE));
    failFor(connector, MINUTE);
    connector.on(new ConnectorEvent.Withdraw(List.of(1L))).queueMessages(1, 1);
    failFor(connector, MINUTE);

    assertThat(connector.returned()).containsExactly(1L);
  }

  @Test
  void anAssociationOfUseStartsTheCountAnew() {
    VirtualConnector connector = dead(new TestConnector().openRetries(2, MINUTE)).queueMessages(2, 2)
        .pass(MINUTE);
    connector.opened(2).transferred(2).passSeconds(2).lost(2, TestConnector.RESET).openFails(3);

    assertThat(connector.returned()).isEmpty();
    assertThat(connector.view().failedAttempts()).isEqualTo(1);
  }

  @Test
  void aPeerThatAcceptsAndDropsAssociationsDoesNotStartTheCountAnew() {
    VirtualConnector connector = dead(new TestConnector().openRetries(3, MINUTE)).pass(MINUTE);
    connector.opened(2).lost(2, TestConnector.ABORTED).pass(MINUTE).opened(3).lost(3, TestConnector.ABORTED);

    assertThat(connector.returned()).containsExactly(1L);
  }

  @Test
  void stopEndsRetriesAndConfigurationBringsThemBack() {
    VirtualConnector connector = dead(new TestConnector()).on(new ConnectorEvent.Stop()).passSeconds(5000);
    assertThat(connector.opens()).containsExactly(1L);

    connector.on(new ConnectorEvent.Reconfigured(new TestConnector().build()));
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void anAttemptThatFailsAfterTheStopStartsNoTimer() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1)
        .on(new ConnectorEvent.Stop());
    assertThat(connector.asked(ConnectorAction.Abort.class)).as("the attempt is given up").hasSize(1);

    connector.openFails(1);

    assertThat(connector.machine.isQuiet()).isTrue();
    assertThat(connector.runs(ConnectorTimer.Kind.OPEN_RETRY)).isFalse();
    assertThat(connector.runs(ConnectorTimer.Kind.PROBE)).isFalse();
  }

  @Test
  void aRefusedFurtherAssociationDoesNotHoldTheConnectorWhenTheFirstOneEnds() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().threshold(1)).queueMessages(1, 3)
        .opened(1).on(new ConnectorEvent.OpenFailed(2, TestConnector.REFUSED))
        .on(new ConnectorEvent.OpenFailed(3, TestConnector.REFUSED));
    assertThat(connector.machine.view(connector.now()).failedAttempts()).isZero();

    connector.transferred(1).passSeconds(20);
    assertThat(connector.opens()).as("further ones wait").hasSize(3 - 1);
    connector.lost(1, TestConnector.RESET);

    assertThat(connector.opens()).as("the connector itself does not").hasSize(3);
  }

  @Test
  void routingIsToldOnceThatTheConnectorIsDownAndOnceThatItIsUp() {
    VirtualConnector connector = dead(new TestConnector().openRetries(144, MINUTE));
    failFor(connector, Duration.ofMinutes(5));
    assertThat(connector.asked(ConnectorAction.Availability.class))
        .containsExactly(new ConnectorAction.Availability(false));

    connector.forget().pass(MINUTE).opened(connector.opens().getFirst());
    assertThat(connector.asked(ConnectorAction.Availability.class))
        .containsExactly(new ConnectorAction.Availability(true));
  }

  @Test
  void aConnectorWhoseMailWasRoutedAroundItGoesOnTryingSoThatTheMailCanComeBack() {
    VirtualConnector connector = dead(new TestConnector()).on(new ConnectorEvent.Withdraw(List.of(1L)))
        .passSeconds(600);
    assertThat(connector.opens()).containsExactly(1L, 2L);

    connector.opened(2);

    assertThat(connector.asked(ConnectorAction.Availability.class)).last()
        .isEqualTo(new ConnectorAction.Availability(true));
  }

  static Stream<ConnectorEvent> failures() {
    return Stream.concat(
        Stream
            .of(TestConnector.UNREACHABLE, TestConnector.REFUSED, TestConnector.RESET, TestConnector.SILENCE,
                TestConnector.ABORTED)
            .map(failure -> new ConnectorEvent.OpenFailed(1, failure)),
        Stream.of(new ConnectorEvent.Closed(1, "before it was open")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theOpenIntervalCountsWhateverTheCause(ConnectorEvent failure) {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1);
    if (failure instanceof ConnectorEvent.Closed) {
      connector.opened(1);
    }
    connector.on(failure).passSeconds(599);
    assertThat(connector.opens()).containsExactly(1L);

    connector.passSeconds(1);
    assertThat(connector.opens()).containsExactly(1L, 2L);
  }

  @Test
  void aThousandFailedAttemptsLeaveNothingBehind() {
    VirtualConnector connector = dead(new TestConnector().openRetries(5000, MINUTE));
    for (long association = 2; association <= 1000; association++) {
      connector.pass(MINUTE).openFails(association);
    }
    assertThat(connector.associations()).isEmpty();
    assertThat(connector.waiting()).containsExactly(1L);
    assertThat(connector.runs(ConnectorTimer.Kind.IDLE)).isFalse();
    assertThat(connector.runs(ConnectorTimer.Kind.TRANSFER)).isFalse();

    connector.pass(MINUTE).opened(1001);
    assertThat(connector.assigned()).containsExactly(1L);
  }
}
