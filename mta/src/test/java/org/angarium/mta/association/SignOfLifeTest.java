package org.angarium.mta.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.junit.jupiter.api.Test;

/** Law 4: any sign of life ends the wait, but a dead peer sees no more than one attempt a second and mail keeps its retries. */
class SignOfLifeTest {
  private static final ConnectorEvent SIGN = new ConnectorEvent.SignOfLife("the neighbour is up");

  private static VirtualConnector waiting(TestConnector config) {
    return new VirtualConnector(config).queueMessages(1, 1).openFails(1).passSeconds(5).forget();
  }

  @Test
  void everySignEndsTheWait() {
    List<ConnectorEvent> signs = List.of(SIGN, new ConnectorEvent.RetryNow(),
        new ConnectorEvent.Reconfigured(new TestConnector().build()),
        new ConnectorEvent.AcceptedInbound(100, false, false));
    for (ConnectorEvent sign : signs) {
      VirtualConnector connector = waiting(new TestConnector()).on(sign);

      assertThat(connector.opens()).as("after %s", sign).containsExactly(2L);
      assertThat(connector.logged(EventId.SIGN_OF_LIFE)).isEqualTo(1);
      assertThat(connector.runs(ConnectorTimer.Kind.OPEN_RETRY)).isFalse();
    }
  }

  @Test
  void twoWayAssociationOfThePeerCarriesTheMailItself() {
    VirtualConnector connector = waiting(new TestConnector()).inbound(100);

    assertThat(connector.opens()).isEmpty();
    assertThat(connector.asked(ConnectorAction.PleaseTurn.class)).hasSize(1);
    assertThat(connector.asked(ConnectorAction.Availability.class))
        .containsExactly(new ConnectorAction.Availability(true));
  }

  @Test
  void aStormOfSignsMakesOneAttemptASecond() {
    VirtualConnector connector = waiting(new TestConnector());
    for (int tenth = 0; tenth < 100; tenth++) {
      connector.on(SIGN);
      List<Long> opens = connector.opens();
      if (!opens.isEmpty() && connector.associations().contains(opens.getLast())) {
        connector.openFails(opens.getLast());
      }
      connector.pass(Duration.ofMillis(100));
    }

    assertThat(connector.opens()).hasSizeBetween(9, 11);
  }

  @Test
  void signsBeforeTheLeastSpacingAreToldOnce() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).openFails(1);
    for (int i = 0; i < 50; i++) {
      connector.on(SIGN);
    }

    assertThat(connector.logged(EventId.SIGN_OF_LIFE)).isEqualTo(1);
    assertThat(connector.left(ConnectorTimer.OPEN_RETRY)).contains(Duration.ofSeconds(1));
  }

  @Test
  void signsDoNotUseUpTheRetriesOfMail() {
    VirtualConnector connector = waiting(new TestConnector().openRetries(3, Duration.ofSeconds(600)));
    for (int i = 0; i < 100; i++) {
      connector.on(SIGN).openFails(connector.opens().getLast()).passSeconds(2);
    }

    assertThat(connector.returned()).isEmpty();
    assertThat(connector.view().failedAttempts()).isEqualTo(1);
  }

  @Test
  void aSignDuringAnAttemptOutlivesItsFailure() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).passSeconds(20)
        .on(SIGN).passSeconds(10).openFails(1).passSeconds(1);

    assertThat(connector.opens()).containsExactly(1L, 2L);

    connector.openFails(2).passSeconds(60);
    assertThat(connector.opens()).as("one sign, one attempt").containsExactly(1L, 2L);
  }

  @Test
  void aSignDuringAttemptsMadeSideBySideOutlivesTheFailureOfThemAll() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().threshold(1)).queueMessages(1, 6)
        .opened(1).lost(1, TestConnector.RESET).passSeconds(20).on(SIGN);
    List<Long> sideBySide = connector.associations();
    assertThat(sideBySide).hasSizeGreaterThan(1);

    sideBySide.forEach(connector::openFails);
    connector.passSeconds(1);

    assertThat(connector.opens().getLast()).isGreaterThan(sideBySide.getLast());
  }

  /** The wait that the sign has shortened is over while others are still under way, and nothing is done at its end. */
  @Test
  void aSignDuringAttemptsMadeSideBySideOutlivesTheirFailuresOneAfterTheOther() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().threshold(1)).queueMessages(1, 6)
        .opened(1).lost(1, TestConnector.RESET).passSeconds(20).on(SIGN);
    List<Long> sideBySide = connector.associations();
    assertThat(sideBySide).hasSizeGreaterThan(2);

    sideBySide.forEach(association -> connector.passSeconds(5).openFails(association));
    connector.passSeconds(1);
    long next = connector.opens().getLast();
    assertThat(next).isGreaterThan(sideBySide.getLast());

    connector.openFails(next).passSeconds(60);
    assertThat(connector.opens().getLast()).as("one sign, one attempt").isEqualTo(next);
  }

  @Test
  void anAssociationThatASignBroughtAndThatWasOfNoUseCountsLikeAFailedAttempt() {
    VirtualConnector connector = waiting(new TestConnector()).passSeconds(60).on(SIGN);
    long hastened = connector.opens().getLast();
    connector.passSeconds(1).opened(hastened).lost(hastened, TestConnector.UNREACHABLE);

    assertThat(connector.view().failedAttempts()).as("once in an open interval").isEqualTo(1);
  }

  @Test
  void aClockThatWasSetBackDoesNotProlongTheWait() {
    OpenRetry retry = new OpenRetry();
    retry.attempting(TestConnector.START);
    retry.failed(TestConnector.UNREACHABLE, TestConnector.START, Duration.ofSeconds(600));
    retry.hold(TestConnector.START, Duration.ofSeconds(600), Duration.ofSeconds(600), false);

    assertThat(retry.shorten(TestConnector.START.minusSeconds(3600))).isEqualTo(Duration.ZERO);
  }

  /** By such a clock the wait has passed, but its timer runs on: the connector went on waiting for as long. */
  @Test
  void aClockThatWasSetForwardDoesNotMakeASignUseless() {
    OpenRetry retry = new OpenRetry();
    retry.attempting(TestConnector.START);
    retry.failed(TestConnector.UNREACHABLE, TestConnector.START, Duration.ofSeconds(600));
    retry.hold(TestConnector.START, Duration.ofSeconds(600), Duration.ofSeconds(600), false);

    assertThat(retry.shorten(TestConnector.START.plusSeconds(3600))).isEqualTo(Duration.ZERO);
    assertThat(retry.isHolding()).isFalse();
  }

  @Test
  void eagerRecoveryLooksEverySecondWhetherTheNetworkIsBack() {
    VirtualConnector connector = waiting(new TestConnector().eager()).passSeconds(10);

    assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize(10);
    assertThat(connector.opens()).isEmpty();
  }

  @Test
  void anAttemptThatTookLongWasALook_soTheNextOneFollowsAtOnce() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1)
        .pass(Duration.ofMillis(30_000)).openFails(1).pass(Duration.ZERO);

    assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize(1);

    connector.forget().passSeconds(10);
    assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize(10);
  }

  @Test
  void anAttemptThatTookHalfASecondLeavesHalfASecondToWait() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1)
        .pass(Duration.ofMillis(500)).openFails(1).pass(Duration.ofMillis(499));
    assertThat(connector.asked(ConnectorAction.Probe.class)).isEmpty();

    connector.pass(Duration.ofMillis(1));
    assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize(1);
  }

  /** Its system accepts connections, and each attempt runs into its bound: the next is there when the peer goes on. */
  @Test
  void aPeerThatStandsStillIsCalledAgainWheneverAnAttemptRunsOut() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1);
    for (long attempt = 1; attempt <= 20; attempt++) {
      connector.passSeconds(60).on(new ConnectorEvent.OpenFailed(attempt, TestConnector.SILENCE))
          .pass(Duration.ZERO);
      assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize((int) attempt);
      connector.on(SIGN);
    }

    assertThat(connector.opens()).hasSize(21);
    assertThat(connector.view().failedAttempts()).as("once in an open interval of 600 s").isEqualTo(2);
  }

  @Test
  void withoutEagerRecoveryAPeerThatStandsStillWaitsForTheOpenInterval() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1)
        .passSeconds(60).on(new ConnectorEvent.OpenFailed(1, TestConnector.SILENCE)).passSeconds(539);
    assertThat(connector.opens()).hasSize(1);

    connector.passSeconds(1);
    assertThat(connector.opens()).hasSize(2);
  }

  @Test
  void anAttemptThatIsDueKeepsASecondFromALookThatFoundNothing() {
    VirtualConnector connector = new VirtualConnector(
        new TestConnector().eager().openRetries(144, Duration.ofMillis(2500))).queueMessages(1, 1)
        .openFails(1);
    for (int tenth = 0; tenth < 200; tenth++) {
      connector.pass(Duration.ofMillis(100));
      connector.associations().forEach(connector::openFails);
    }

    List<Instant> calls = connector.calls();
    for (int i = 1; i < calls.size(); i++) {
      assertThat(Duration.between(calls.get(i - 1), calls.get(i))).as("calls at %s", calls)
          .isGreaterThanOrEqualTo(OpenRetry.LEAST_SPACING);
    }
    assertThat(calls).hasSizeGreaterThan(15);
  }

  @Test
  void aClockThatWasSetForwardDoesNotEndLooking() {
    VirtualConnector connector = waiting(new TestConnector().eager()).setClockBack(Duration.ofHours(-1))
        .passSeconds(10);

    assertThat(connector.asked(ConnectorAction.Probe.class)).hasSize(10);
  }

  @Test
  void withoutEagerRecoveryNobodyLooks() {
    assertThat(waiting(new TestConnector()).passSeconds(60).asked(ConnectorAction.Probe.class)).isEmpty();
  }

  @Test
  void aRefusalIsAnAnswer_soNobodyLooks() {
    VirtualConnector connector = new VirtualConnector(new TestConnector().eager()).queueMessages(1, 1)
        .on(new ConnectorEvent.OpenFailed(1, TestConnector.REFUSED)).passSeconds(60);

    assertThat(connector.asked(ConnectorAction.Probe.class)).isEmpty();
  }

  @Test
  void lookingEndsWhenThereIsNothingToOpenForAnyMore() {
    VirtualConnector connector = waiting(new TestConnector().eager()).on(SIGN).opened(2).transferred(2);

    assertThat(connector.runs(ConnectorTimer.Kind.PROBE)).isFalse();
    assertThat(connector.runs(ConnectorTimer.Kind.OPEN_RETRY)).isFalse();
  }

  @Test
  void whereConnectionsSucceedButAssociationsDoNotLookingBecomesRare() {
    Failure droppedInBind = new Failure(Layer.TRANSPORT, Failure.Kind.CONNECTION_LOST, -1, true, "dropped");
    VirtualConnector connector = waiting(new TestConnector().eager());
    int probes = 0;
    for (int second = 0; second < 600; second++) {
      connector.passSeconds(1);
      int seen = connector.asked(ConnectorAction.Probe.class).size();
      if (seen > probes) {
        probes = seen;
        connector.on(SIGN);
        connector.on(new ConnectorEvent.OpenFailed(connector.opens().getLast(), droppedInBind));
      }
    }

    assertThat(probes).as("1, 2, 4 … 256 s").isLessThanOrEqualTo(10);
    assertThat(connector.returned()).isEmpty();
  }

  @Test
  void retryNowReleasesDelayedMailToo() {
    VirtualConnector connector = new VirtualConnector(new TestConnector()).queueMessages(1, 1).opened(1)
        .refused(1).forget().on(new ConnectorEvent.RetryNow());

    assertThat(connector.assigned()).containsExactly(1L);
  }
}
