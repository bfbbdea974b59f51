package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.ProbeEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The border of our management domain: internal trace is for MTAs of one domain (X.411 §12.2.1.1.1.4), and loops are found all the same.
 * ALPHA is the domain; INNER is another MTA of it, PEER and OUTER are other domains, of OUTER the configuration says so.
 */
@Timeout(60)
class DomainBorderTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final GlobalDomainIdentifier ALPHA = GlobalDomainIdentifier.of("XX", "TEST", "ALPHA");
  private static final GlobalDomainIdentifier OUTER = GlobalDomainIdentifier.of("XX", "TEST", "OUTER");
  private static final Instant THEN = Instant.parse("2026-11-23T12:00:00Z");
  private static final String AT_PEER = TestConfig.address("PEER", "Pia");
  private static final String INSIDE = "C=XX;A=TEST;P=ALPHA;O=Inner;S=Ines";
  private static final String BEYOND = TestConfig.address("ZULU", "Zoe");

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated")
        .connector("INNER", "INNER", 1, "C=XX;A=TEST;P=ALPHA;O=Inner", 1)
        .with("activation", "remote-initiated")
        .connector("OUTER", "OUTER", 1, "C=XX;A=TEST;P=ZULU", 1).with("activation", "remote-initiated")
        .with("domain", Map.of("country", "XX", "admd", "TEST", "prmd", "OUTER")).toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private StackPeer peer(String name) {
    return StackPeer.bound(mta.port(), StackPeer.Caller.of(name));
  }

  private static byte[] next(StackPeer peer, int number) {
    await().atMost(SOON).until(() -> peer.receivedApdus.size() >= number);
    return peer.receivedApdus.get(number - 1);
  }

  /** As INNER sends it, which has stamped it for the domain and for itself. */
  private static MessageEnvelope fromInside(String local, String recipient) {
    MessageEnvelope envelope = Apdus.envelope("ALPHA", local, recipient);
    return envelope.withExtensions(envelope.extensions()
        .withInternalTraceAdded(InternalTraceElement.relayed(ALPHA, "MTA-INNER", THEN)));
  }

  /** Q169299. */
  @Test
  void internalTraceStaysInTheDomain() {
    try (StackPeer inner = peer("INNER"); StackPeer outside = peer("PEER")) {
      inner.transfer(Apdus.message(fromInside("m1", AT_PEER), "out"));
      MessageEnvelope out = Apdus.receivedMessage(next(outside, 1));
      assertThat(out.extensions().internalTrace()).isEmpty();
      assertThat(out.trace()).extracting(TraceInformationElement::domain).as("one visit to one domain")
          .containsExactly(ALPHA);

      outside.transfer(Apdus.message("PEER", "m2", INSIDE, "in"));
      MessageEnvelope in = Apdus.receivedMessage(next(inner, 1));
      assertThat(in.extensions().internalTrace()).extracting(InternalTraceElement::mtaName)
          .containsExactly("MTA-ALPHA");
    }
  }

  @Test
  void probesAndReportsCrossTheBorderAlike() {
    try (StackPeer inner = peer("INNER"); StackPeer outside = peer("PEER")) {
      inner.transfer(Apdus.of(probe(fromInside("p1", AT_PEER))));
      ProbeEnvelope out = ((MtsApdu.Probe) Apdus.received(next(outside, 1))).envelope();
      assertThat(out.extensions().internalTrace()).isEmpty();

      outside.transfer(Apdus.message("PEER", "m1", TestConfig.address("ALPHA", "Nobody"), "to nobody"));
      MtsApdu.Report report = (MtsApdu.Report) Apdus.received(next(outside, 2));
      assertThat(report.envelope().extensions().internalTrace()).isEmpty();
      assertThat(report.envelope().trace()).hasSize(1);

      inner.transfer(Apdus.message(fromInside("m2", TestConfig.address("ALPHA", "Nobody")), "to nobody"));
      // Its originator is a user of our own domain that only INNER could know: the report has no way.
      await().atMost(SOON).until(() -> mta.count(EventId.REPORT_UNROUTABLE) == 1);
    }
  }

  private static MtsApdu.Probe probe(MessageEnvelope like) {
    return new MtsApdu.Probe(new ProbeEnvelope(like.messageIdentifier(), like.originatorName(), null,
        like.contentType(), null, 5L, PerMessageIndicators.NONE, List.of(), like.trace(), like.extensions(),
        like.recipients(), List.of()));
  }

  /** What went out without internal trace shows its return by the domain. */
  @Test
  void whatHasLeftTheDomainAndComesBackIsReturnedToItsOriginatorOnce() {
    try (StackPeer outside = peer("PEER"); StackPeer outer = peer("OUTER")) {
      outside.transfer(Apdus.message("PEER", "m1", BEYOND, "round"));
      MessageEnvelope sent = Apdus.receivedMessage(next(outer, 1));
      MessageEnvelope back = sent.withTraceAdded(TraceInformationElement.relayed(OUTER, THEN));
      outer.transfer(Apdus.message(back, "round"));
      outer.await(RtsIndication.TransferConfirmed.class, 1);
      // It was taken in before: that must not make it a duplicate, of which nobody would hear again.
      MtsApdu.Report report = (MtsApdu.Report) Apdus.received(next(outside, 1));
      assertThat(report.content().subjectIdentifier()).isEqualTo(sent.messageIdentifier());
      assertThat(((DeliveryOutcome.NotDelivered) report.content().recipients().getFirst()
          .lastTraceInformation().outcome()).diagnostic()).isEqualTo(NonDeliveryDiagnostic.LOOP_DETECTED);

      outer.transfer(Apdus.message(back, "round"));
      outer.await(RtsIndication.TransferConfirmed.class, 2);
      assertThat(mta.count(EventId.DUPLICATE_DROPPED)).as("sent again in doubt").isEqualTo(1);
      assertThat(mta.count(EventId.NON_DELIVERY_REPORT)).isEqualTo(1);
    }
  }

  /** A domain that leaves no trace: the configuration says that it is another one, so what it sends has left ours. */
  @Test
  void aDomainThatDoesNotStampIsSeenThrough() {
    try (StackPeer outside = peer("PEER"); StackPeer outer = peer("OUTER")) {
      outside.transfer(Apdus.message("PEER", "m1", BEYOND, "round"));
      outer.transfer(next(outer, 1));
      outer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(((MtsApdu.Report) Apdus.received(next(outside, 1))).content().recipients()).hasSize(1);
      assertThat(mta.count(EventId.LOOP_DETECTED)).isEqualTo(1);
    }
  }

  /** Within the domain only internal trace tells. */
  @Test
  void whatComesBackFromAnotherMtaOfTheDomainLoops() {
    try (StackPeer outside = peer("PEER"); StackPeer inner = peer("INNER")) {
      outside.transfer(Apdus.message("PEER", "m1", INSIDE, "round"));
      MessageEnvelope sent = Apdus.receivedMessage(next(inner, 1));
      Extensions stamped = sent.extensions()
          .withInternalTraceAdded(InternalTraceElement.relayed(ALPHA, "MTA-INNER", THEN));
      inner.transfer(Apdus.message(sent.withExtensions(stamped), "round"));
      inner.await(RtsIndication.TransferConfirmed.class, 1);
      next(outside, 1);
      assertThat(mta.count(EventId.LOOP_DETECTED)).isEqualTo(1);
    }
  }
}
