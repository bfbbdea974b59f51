package org.angarium.lab.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Instant BACK = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Ledger ledger = new Ledger();

  private static Sent sent(String name) {
    return new Sent(name, "id of " + name, "anna", 1, "hash of " + name);
  }

  @Test
  void recoveryIsTheFirstDeliveryAfterTheNetworkIsBack() throws InterruptedException {
    ledger.submitted(sent("m1"));
    ledger.submitted(sent("m2"));
    ledger.submitted(sent("m3"));
    ledger.delivered("id of m1", BACK.minusMillis(1));
    ledger.delivered("id of m3", BACK.plusSeconds(3));
    ledger.delivered("id of m2", BACK.plusSeconds(2));
    assertThat(ledger.firstDelivery(BACK, Set.of(), AT_ONCE)).contains(BACK.plusSeconds(2));
  }

  @Test
  void aMessageThatHadPassedTheLineBeforeSaysNothing() throws InterruptedException {
    ledger.submitted(sent("m1"));
    ledger.delivered("id of m1", BACK.plusMillis(5));
    assertThat(ledger.firstDelivery(BACK, Set.of("m1"), AT_ONCE)).isEmpty();
  }

  @Test
  void aDeliveryThatNobodySubmittedSaysNothing() throws InterruptedException {
    ledger.delivered("id of a report", BACK);
    assertThat(ledger.firstDelivery(BACK, Set.of(), AT_ONCE)).isEmpty();
  }

  @Test
  void everythingIsDeliveredWhenTheLastOneIs() throws InterruptedException {
    ledger.submitted(sent("m1"));
    ledger.submitted(sent("m2"));
    ledger.delivered("id of m1", BACK);
    assertThat(ledger.awaitAll(AT_ONCE)).isFalse();
    assertThat(ledger.deliveredCount()).isEqualTo(1);
    ledger.delivered("id of m2", BACK);
    assertThat(ledger.awaitAll(AT_ONCE)).isTrue();
  }
}
