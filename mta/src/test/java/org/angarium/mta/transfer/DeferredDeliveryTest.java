package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.NOW;
import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.HeldFor;
import org.angarium.mta.store.QueueEntry;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.junit.jupiter.api.Test;

/** Deferred delivery (X.411 §8.2.1.1.1.14) and how it goes with the other times of a message. */
class DeferredDeliveryTest {
  private static final Instant DUE = NOW.plus(Duration.ofDays(3));
  private static final String HELD = HeldFor.DEFERRED_DELIVERY.queue();

  private final Desk desk = new Desk("Anna");

  private MessageEnvelope deferred() {
    return desk.message(desk.recipient(here("Anna")), desk.recipient(name("CHARLIE", "Carla")))
        .withDeferredDeliveryTime(DUE);
  }

  @Test
  void theMessageIsHeldWholeUntilItsTime() {
    desk.receive(deferred());
    QueueEntry held = desk.only(HELD);
    assertThat(held.notBefore()).isEqualTo(DUE);
    assertThat(held.recipients()).containsExactly(0, 1);
    assertThat(held.expiry()).as("its life begins when it is due").isEqualTo(DUE.plus(Duration.ofHours(2)));
    assertThat(desk.deliveries).isEmpty();
    assertThat(desk.queue).hasSize(1);
    assertThat(desk.told(EventId.DEFERRED)).isTrue();
  }

  @Test
  void thenItGoesItsWayAndTheTraceSaysWhyItWasLate() {
    desk.receive(deferred());
    desk.now = DUE;
    desk.resume(desk.only(HELD));
    assertThat(desk.delivered()).containsExactly("Anna");
    assertThat(desk.queued(HELD)).isEmpty();
    MessageEnvelope onward = desk.envelope(desk.only("charlie"));
    assertThat(onward.trace()).hasSize(2);
    assertThat(onward.trace().getLast().additionalActions().deferredTime()).isEqualTo(DUE);
  }

  /** The MTA that let it go has a clock that is ahead: by that of the next one its time has not come, and it must not be delivered. */
  @Test
  void whatAFastClockHasLetGoIsHeldAgainForTheRestByTheNextMta() {
    desk.receive(deferred());
    desk.now = DUE;
    desk.resume(desk.only(HELD));
    Desk next = new Desk(new LocalMta("MTA-2", Desk.ALPHA), LocalNames.NONE);
    next.now = DUE.minusSeconds(30);
    next.receive(desk.envelope(desk.only("charlie")));
    assertThat(next.only(HELD).notBefore()).isEqualTo(DUE);
    next.now = DUE;
    next.resume(next.only(HELD));
    assertThat(next.queued("charlie")).hasSize(1);
    assertThat(next.queued(HELD)).isEmpty();
  }

  /** Or it would be returned for attempts that had failed while nobody wanted to transfer it. */
  @Test
  void itWaitsForItsConnectorOnlySinceItWasLetGo() {
    desk.receive(deferred());
    desk.now = DUE;
    desk.resume(desk.only(HELD));
    QueueEntry onward = desk.only("charlie");
    assertThat(onward.arrival()).isEqualTo(DUE);
    assertThat(desk.stored(onward).arrival()).as("responsibility for it began earlier").isEqualTo(NOW);
  }

  @Test
  void aTimeThatHasPassedDefersNothing() {
    desk.receive(deferred().withDeferredDeliveryTime(NOW));
    assertThat(desk.delivered()).containsExactly("Anna");
  }

  @Test
  void aLatestDeliveryTimeBeforeItCannotBeMet() {
    desk.receive(deferred().withExtension(
        ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME, new ExtensionValue.Time(DUE))));
    assertThat(desk.queued(HELD)).isEmpty();
    assertThat(desk.reports().getFirst().content().recipients()).hasSize(2)
        .allSatisfy(recipient -> assertThat(recipient.lastTraceInformation().outcome())
            .isEqualTo(new DeliveryOutcome.NotDelivered(NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED,
                NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED)));
  }

  @Test
  void oneThatIsLetGoTooLateExpires() {
    desk.receive(deferred());
    desk.now = DUE.plus(Duration.ofHours(2));
    desk.resume(desk.only(HELD));
    assertThat(desk.delivered()).isEmpty();
    assertThat(desk.reports().getFirst().content().recipients()).hasSize(2);
  }

  @Test
  void theOriginatorOfACancelledOneIsTold() {
    desk.receive(deferred());
    desk.giveUp(desk.only(HELD), NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED, null);
    assertThat(desk.queued(HELD)).isEmpty();
    assertThat(desk.reports().getFirst().content().recipients().getFirst().lastTraceInformation().outcome())
        .isEqualTo(
            new DeliveryOutcome.NotDelivered(NonDeliveryReason.DEFERRED_DELIVERY_NOT_PERFORMED, null));
  }
}
