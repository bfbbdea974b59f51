package org.angarium.lab.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.angarium.lab.network.ActivityWatch.Passing;
import org.junit.jupiter.api.Test;

class TransferMeterTest {
  private final TransferMeter meter = new TransferMeter();

  private static Passing at(String name, long octets) {
    return new Passing("ALPHA", "BRAVO", name, octets);
  }

  @Test
  void whatPassedBeyondEachMessageOnceWasSentAgain() {
    meter.advanced(at("m1", 600), 600);
    meter.advanced(at("m1", 400), 400);
    meter.advanced(at("m1", 1_000), 600);
    meter.complete(at("m1", 1_000));
    assertThat(meter.passed()).isEqualTo(1_600);
    assertThat(meter.needed()).isEqualTo(1_000);
  }

  @Test
  void aMessageThatPassesTwiceIsNeededOnce() {
    meter.advanced(at("m1", 1_000), 1_000);
    meter.complete(at("m1", 1_000));
    meter.advanced(at("m1", 1_000), 1_000);
    meter.complete(at("m1", 1_000));
    assertThat(meter.passed() - meter.needed()).isEqualTo(1_000);
  }

  @Test
  void eachTimeAMessageGoesOnBehindWhereItWasCountsByItself() {
    meter.advanced(at("m1", 600), 600);
    meter.advanced(at("m2", 50), 50);
    meter.advanced(at("m1", 700), 300);
    meter.advanced(at("m1", 750), 50);
    meter.advanced(at("m1", 750), 750);
    meter.advanced(at("m1", 1_000), 250);
    meter.complete(at("m1", 1_000));
    meter.advanced(at("m2", 100), 50);
    meter.complete(at("m2", 100));
    assertThat(meter.repeated()).containsExactly(200L, 750L);
    assertThat(meter.passed() - meter.needed()).isEqualTo(950);
  }

  @Test
  void whatGoesOnWhereItWasCostsNothing() {
    meter.advanced(at("m1", 600), 600);
    meter.advanced(at("m1", 900), 300);
    assertThat(meter.repeated()).isEmpty();
  }

  @Test
  void theTrapSpringsOnceInTheMiddle() {
    List<String> sprung = new ArrayList<>();
    var caught = meter.inTheMiddleOf(transfer -> transfer.octets() >= 500, () -> sprung.add("now"));
    meter.advanced(at("m1", 499), 499);
    assertThat(caught).isNotDone();
    meter.advanced(at("m1", 700), 201);
    meter.advanced(at("m1", 900), 200);
    assertThat(sprung).hasSize(1);
    assertThat(caught).isCompletedWithValue(at("m1", 700));
  }
}
