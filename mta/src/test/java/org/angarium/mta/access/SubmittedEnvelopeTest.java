package org.angarium.mta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestMta;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedEnvelopeTest {
  private static final String ANNA = "C=XX;A=TEST;P=ALPHA;S=Anna";
  private static final MtsIdentifier IDENTIFIER = MtsIdentifier
      .of(GlobalDomainIdentifier.of("XX", "TEST", "ALPHA"), "1");

  private static MessageEnvelope envelope(Submission.Builder submission) throws RequestException {
    return SubmittedEnvelope.message(submission.build(), TestMta.name(ANNA), IDENTIFIER);
  }

  private static void submit(String recipient) throws RequestException {
    envelope(Submission.builder().to(TestMta.name(recipient)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=XX;A=TEST", "S=Anna", "A=TEST;S=Anna", "C=XX;S=Anna"})
  void aRecipientThatNamesNobodyIsRefused(String recipient) {
    assertThatThrownBy(() -> submit(recipient)).isInstanceOf(RequestException.class)
        .hasMessageContaining(recipient).hasMessageContaining("names nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C=XX;A=TEST;S=Anna", "C=XX;A= ;P=ALPHA;CN=Anna", "C=XX;A=TEST;DDA:RFC-822=a(a)b",
      "C=XX;A=TEST;N-ID=12345", "C=XX;A=TEST;X121=26245"})
  void oneThatNamesSomebodyIsTaken(String recipient) throws RequestException {
    submit(recipient);
    assertThat(recipient).isNotEmpty();
  }

  @Test
  void whatIsAskedForIsInTheEnvelope() throws Exception {
    Instant deferred = Instant.parse("2026-11-25T12:00:00Z");
    MessageEnvelope envelope = envelope(Submission.builder()
        .to(SubmittedRecipient.of(TestMta.name(ANNA), ReportRequest.NO_REPORT)
            .withMtaReport(ReportRequest.AUDITED_REPORT).withAlternate(TestMta.name(ANNA))
            .withExplicitConversion(8))
        .to(SubmittedRecipient.of(TestMta.name(ANNA), ReportRequest.REPORT)
            .withMtaReport(ReportRequest.NO_REPORT))
        .deferredDelivery(deferred).latestDelivery(deferred.plusSeconds(60)).contentCorrelator("order 7")
        .ask(Submission.Option.DISCLOSURE_OF_OTHER_RECIPIENTS)
        .ask(Submission.Option.IMPLICIT_CONVERSION_PROHIBITED)
        .ask(Submission.Option.CONTENT_RETURN_REQUESTED)
        .option(Submission.Option.ALTERNATE_RECIPIENT_ALLOWED, false)
        .ask(Submission.Option.RECIPIENT_REASSIGNMENT_PROHIBITED)
        .ask(Submission.Option.DL_EXPANSION_PROHIBITED)
        .ask(Submission.Option.CONVERSION_WITH_LOSS_PROHIBITED)
        .exemptedRecipients(List.of(TestMta.name(ANNA))));
    assertThat(MessageEnvelope.decode(envelope
        .withTraceAdded(TraceInformationElement.relayed(IDENTIFIER.domain(), deferred))
        .encoded()).extensions()).isEqualTo(envelope.extensions());
    assertThat(envelope.deferredDeliveryTime()).isEqualTo(deferred);
    assertThat(envelope.extensions().latestDeliveryTime()).isEqualTo(deferred.plusSeconds(60));
    assertThat(envelope.extensions().recipientReassignmentProhibited()).isTrue();
    assertThat(envelope.extensions().dlExpansionProhibited()).isTrue();
    assertThat(envelope.extensions().conversionWithLossProhibited()).isTrue();
    assertThat(envelope.extensions().dlExemptedRecipients()).containsExactly(TestMta.name(ANNA));
    assertThat(envelope.extensions().contentCorrelator()).isNotNull();
    assertThat(envelope.perMessageIndicators()).isEqualTo(PerMessageIndicators.of(0, 1, 3));
    PerRecipientMessageFields first = envelope.recipients().getFirst();
    assertThat(first.indicators().originatorRequest()).isEqualTo(ReportRequest.NO_REPORT);
    assertThat(first.indicators().originatingMtaRequest()).isEqualTo(ReportRequest.AUDITED_REPORT);
    assertThat(first.explicitConversion()).isEqualTo(8);
    assertThat(first.extensions().originatorRequestedAlternateRecipient()).isEqualTo(TestMta.name(ANNA));
    // The MTA must learn what the originator is to be told.
    assertThat(envelope.recipients().get(1).indicators().originatingMtaRequest())
        .isEqualTo(ReportRequest.REPORT);
    assertThat(envelope.recipients().get(1).originallySpecifiedNumber()).isEqualTo(2);
  }

  @Test
  void whatCannotBeSaidIsRefused() {
    assertThatThrownBy(() -> envelope(Submission.builder())).hasMessageContaining("1 to 32767 recipients");
    assertThatThrownBy(() -> envelope(Submission.builder().to(TestMta.name(ANNA))
        .contentIdentifier("longer than sixteen"))).hasMessageContaining("content identifier");
    assertThatThrownBy(() -> envelope(Submission.builder().to(TestMta.name(ANNA)).contentCorrelator("ä")))
        .hasMessageContaining("content correlator");
    assertThatThrownBy(() -> envelope(Submission.builder().to(TestMta.name(ANNA))
        .deferredDelivery(Instant.parse("2050-01-01T00:00:00Z")))).hasMessageContaining("1950 and 2049");
  }
}
