package org.angarium.mta.transfer;

import static org.angarium.mta.transfer.Desk.here;
import static org.angarium.mta.transfer.Desk.name;
import static org.assertj.core.api.Assertions.assertThat;

import org.angarium.mta.event.EventId;
import org.angarium.mta.store.NewMessage;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.Redirection;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recipient that cannot be served is replaced by the one the originator has named for that case (X.411 §8.2.1.1.1.3). */
class RedirectionTest {
  private final Desk desk = new Desk("Anna");

  private PerRecipientMessageFields withAlternate(OrName first, OrName alternate) {
    return desk.recipient(first).withExtensions(
        Extensions.of(ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
            new ExtensionValue.Name(alternate))));
  }

  @Test
  void theAlternateGetsTheMessageInsteadOfAnUnknownRecipient() {
    desk.receive(desk.message(withAlternate(here("Nobody"), here("Anna"))));
    assertThat(desk.delivered()).containsExactly("Anna");
    assertThat(desk.reports()).isEmpty();
    assertThat(desk.told(EventId.RECIPIENT_REDIRECTED)).isTrue();
  }

  @Test
  void theNextMtaLearnsOfTheRedirection() {
    desk.receive(desk.message(desk.recipient(here("Anna")),
        withAlternate(here("Nobody"), name("CHARLIE", "Carla"))));
    var entry = desk.only("charlie");
    MessageEnvelope envelope = desk.envelope(entry);
    assertThat(envelope.recipients()).as("in an envelope of its own").hasSize(1);
    PerRecipientMessageFields carla = envelope.recipients().getFirst();
    assertThat(carla.recipientName()).isEqualTo(name("CHARLIE", "Carla"));
    assertThat(carla.originallySpecifiedNumber()).isEqualTo(2);
    assertThat(carla.indicators().responsibility()).isTrue();
    assertThat(carla.extensions().originatorRequestedAlternateRecipient()).isNull();
    Redirection redirection = carla.extensions().redirectionHistory().getFirst();
    assertThat(redirection.intended().name()).isEqualTo(here("Nobody"));
    assertThat(redirection.reason()).isEqualTo(Redirection.Reason.ORIGINATOR_REQUESTED.code());
    assertThat(envelope.trace().getLast().additionalActions().redirected()).isTrue();
    assertThat(desk.messages.get(entry.message()).content())
        .as("the content is stored once, with Anna's copy").isInstanceOf(NewMessage.SharedWith.class);
  }

  @Test
  void aReportNamesBothTheAlternateAndWhomTheOriginatorHadNamed() {
    desk.receive(desk.message(withAlternate(here("Nobody"), here("Neither"))));
    var reported = desk.reported();
    assertThat(reported.actualRecipientName()).isEqualTo(here("Neither"));
    assertThat(reported.originallyIntendedRecipientName()).isEqualTo(here("Nobody"));
    assertThat(reported.extensions().redirectionHistory()).hasSize(1);
  }

  @Test
  void theAlternateMayBeWhereTheMessageCameFrom() {
    desk.receive(desk.message(withAlternate(here("Nobody"), name("BRAVO", "Bert"))));
    assertThat(desk.only("bravo").recipients()).hasSize(1);
  }

  @Test
  void anAlternateThatWasTriedBeforeIsNotTriedAgain() {
    desk.receive(desk.message(withAlternate(here("Nobody"), here("Nobody"))));
    assertThat(desk.reported().lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
        NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.UNRECOGNISED_OR_NAME));
  }

  @Test
  void aCopyThatIsGivenUpGoesToTheAlternate() {
    desk.receive(desk.message(withAlternate(name("CHARLIE", "Carla"), here("Anna"))));
    desk.giveUp(desk.only("charlie"), NonDeliveryReason.TRANSFER_FAILURE,
        NonDeliveryDiagnostic.MTS_CONGESTION);
    assertThat(desk.delivered()).containsExactly("Anna");
    assertThat(desk.queue).isEmpty();
    assertThat(desk.reports()).isEmpty();
  }

  @Test
  void butNotWhenItsTimeIsOver() {
    desk.receive(desk.message(withAlternate(name("CHARLIE", "Carla"), here("Anna"))));
    desk.giveUp(desk.only("charlie"), NonDeliveryReason.UNABLE_TO_TRANSFER,
        NonDeliveryDiagnostic.MAXIMUM_TIME_EXPIRED);
    assertThat(desk.delivered()).isEmpty();
    assertThat(desk.reported().actualRecipientName()).isEqualTo(name("CHARLIE", "Carla"));
  }

  private static Desk desk(Names names) {
    return new Desk(names.build(), "Anna");
  }

  @Test
  void whoHasMovedGetsTheMailElsewhere() {
    Desk moved = desk(Names.none().redirection("Agnes", "Anna"));
    moved.receive(moved.message(moved.recipient(here("Agnes"))));
    assertThat(moved.delivered()).containsExactly("Anna");
  }

  @Test
  void unlessTheOriginatorProhibitsReassignment() {
    Desk moved = desk(Names.none().redirection("Agnes", "Anna"));
    moved.receive(moved.message(moved.recipient(here("Agnes"))).withExtension(ExtensionField
        .of(StandardExtension.RECIPIENT_REASSIGNMENT_PROHIBITED, new ExtensionValue.Flag(true))));
    assertThat(moved.reported().lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
        NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.RECIPIENT_REASSIGNMENT_PROHIBITED));
  }

  /** Q232586: however many recipients have moved, the visit here is one, and no more than one reroute of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50})
  void theTraceHasOneElementForAllThatWereRedirected(int recipients) {
    PerRecipientMessageFields[] unknown = new PerRecipientMessageFields[recipients];
    for (int i = 0; i < recipients; i++) {
      unknown[i] = desk.recipient(here("Nobody" + i)).withExtensions(Extensions.of(
          ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
              new ExtensionValue.Name(name("CHARLIE", "Carl" + i)))));
    }
    desk.receive(desk.message(unknown));
    assertThat(desk.queued("charlie")).isNotEmpty()
        .allSatisfy(copy -> assertThat(desk.envelope(copy).trace()).hasSize(2)
            .extracting(visit -> visit.domain()).containsExactly(Desk.BRAVO, Desk.ALPHA))
        .allSatisfy(copy -> assertThat(desk.envelope(copy).extensions().internalTrace()).hasSize(1));
    assertThat(desk.queued("charlie").stream().mapToInt(copy -> copy.recipients().size()).sum())
        .isEqualTo(recipients);
  }

  @Test
  void aRingOfRedirectionsIsFound() {
    Desk ring = desk(Names.none().redirection("A", "B").redirection("B", "C").redirection("C", "A"));
    ring.receive(ring.message(ring.recipient(here("A"))));
    assertThat(ring.reported().lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
        NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED));
    assertThat(ring.reported().originallyIntendedRecipientName()).isEqualTo(here("A"));
  }

  @Test
  void theDomainsOwnRecipientGetsWhatIsForNobodyIfTheOriginatorAllowsIt() {
    Desk withDefault = desk(Names.none().fallback("Anna"));
    withDefault.receive(withDefault.message(withDefault.recipient(here("Nobody")))
        .withPerMessageIndicators(PerMessageIndicators.of(2)));
    assertThat(withDefault.delivered()).containsExactly("Anna");
    withDefault.receive(withDefault.message(withDefault.recipient(here("Nobody"))));
    assertThat(withDefault.delivered()).hasSize(1);
    assertThat(withDefault.reported().actualRecipientName()).isEqualTo(here("Nobody"));
  }

  /** Q262124: what another domain sends back to whom it was for is no duplicate of what went out, but the end of the ring. */
  @Test
  void aRingOfRedirectionsThroughAnotherDomainIsFoundToo() {
    Desk ring = desk(Names.none().redirection("A", "C=XX;A=TEST;P=CHARLIE;S=C"));
    ring.receive(ring.message(ring.recipient(here("A"))));
    MessageEnvelope back = ring.envelope(ring.only("charlie"))
        .withTraceAdded(TraceInformationElement
            .relayed(GlobalDomainIdentifier.of("XX", "TEST", "CHARLIE"), Desk.NOW)
            .withAdditionalActions(AdditionalActions.NONE.withRedirected()))
        .withEachRecipient(c -> c.withRecipientName(here("A"))
            .withExtensions(c.extensions().withRedirection(
                new Redirection(new NameAndTime(c.recipientName(), Desk.NOW),
                    Redirection.Reason.RECIPIENT_ASSIGNED))));
    ring.receive(back);
    assertThat(ring.repeated).isFalse();
    assertThat(ring.reported().lastTraceInformation().outcome()).isEqualTo(new DeliveryOutcome.NotDelivered(
        NonDeliveryReason.UNABLE_TO_TRANSFER, NonDeliveryDiagnostic.REDIRECTION_LOOP_DETECTED));
    ring.receive(back);
    assertThat(ring.repeated).as("the same once more").isTrue();
  }
}
