package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaBindError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Peers that are turned away learn why, in the terms of X.411 §12.1.1, and so does the operator. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class BindRefusalTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Caller PEER = Caller.of("PEER");

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).listener("transport-selector", "P1")
        .connector("PEER", 1).with("activation", "remote-initiated").with("maximum-associations", 1)
        .connector("ONEWAY", 1).with("activation", "remote-initiated").with("dialogue", "monologue")
        .connector("CLOSED", 1).with("activation", "never").toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  private void isRefused(Caller caller, MtaBindError reason, EventId event, String words)
      throws BerException {
    try (StackPeer peer = StackPeer.call(mta.port(), caller)) {
      RtsIndication.OpenRefused refused = peer.await(RtsIndication.OpenRefused.class, 1);
      assertThat(refused.userData()).isNotNull();
      assertThat(MtaBind.decodeError(refused.userData()).error()).isEqualTo(reason);
      peer.awaitEnd(SOON);
    }
    await().atMost(SOON)
        .until(() -> mta.count(logged -> logged.id() == event && logged.text().contains(words)) == 1);
    assertThat(mta.mta.connectors()).allMatch(connector -> connector.associations().isEmpty());
  }

  @Test
  void aWrongPassword() throws BerException {
    isRefused(PEER.withPassword("guess"), MtaBindError.AUTHENTICATION_ERROR, EventId.CREDENTIALS_REFUSED,
        "MTA-PEER");
  }

  @Test
  void anUnknownMtaName() throws BerException {
    isRefused(PEER.named("MTA-STRANGER"), MtaBindError.AUTHENTICATION_ERROR, EventId.UNKNOWN_MTA,
        "MTA-STRANGER");
  }

  @Test
  void twoWayAlternateDialogueWithAMonologueConnector() throws BerException {
    isRefused(Caller.of("ONEWAY"), MtaBindError.UNACCEPTABLE_DIALOGUE_MODE, EventId.DIALOGUE_MODE_REFUSED,
        "ONEWAY");
  }

  @Test
  void aConnectorThatIsSwitchedOff() throws BerException {
    isRefused(Caller.of("CLOSED"), MtaBindError.BUSY, EventId.CONNECTOR_SUSPENDED, "CLOSED");
  }

  @Test
  void oneAssociationTooMany() throws BerException {
    try (StackPeer first = StackPeer.bound(mta.port(), PEER.calling("P1"));
        StackPeer second = StackPeer.call(mta.port(), PEER)) {
      RtsIndication.OpenRefused refused = second.await(RtsIndication.OpenRefused.class, 1);
      assertThat(MtaBind.decodeError(refused.userData()).error()).isEqualTo(MtaBindError.BUSY);
      assertThat(mta.count(EventId.ASSOCIATION_LIMIT)).isEqualTo(1);
      assertThat(first.connected()).isTrue();
    }
  }

  @Test
  void aTransportSelectorThatIsNotServed() {
    try (StackPeer peer = StackPeer.call(mta.port(), PEER.calling("FTAM"))) {
      Failure failure = peer.await(RtsIndication.OpenRefused.class, 1).failure();
      assertThat(failure.layer()).isEqualTo(Layer.TRANSPORT);
      assertThat(failure.code()).as("X.224 address unknown").isEqualTo(3);
    }
    await().atMost(SOON).until(() -> mta.count(EventId.SELECTOR_UNKNOWN) == 1);
  }

  /** Q252843: each of many such calls is refused, one is told of, with where it came from. */
  @Test
  void aFloodOfCallsForAnotherSelectorIsToldOnce() {
    byte[] request = HexFormat.of().parseHex("03000014" + "0fe00000000100" + "c0010d" + "c2044654414d");
    for (int i = 0; i < 150; i++) {
      try (RawPeer peer = RawPeer.call(mta.port())) {
        peer.send(request);
        byte[] answer = peer.next();
        assertThat(answer).hasSizeGreaterThan(10);
        assertThat(answer[5] & 0xFF).as("DR").isEqualTo(0x80);
        assertThat(answer[10]).as("address unknown").isEqualTo((byte) 3);
      }
    }
    assertThat(mta.count(EventId.SELECTOR_UNKNOWN)).isEqualTo(1);
    assertThat(mta.events.stream().filter(event -> event.id() == EventId.SELECTOR_UNKNOWN).findFirst()
        .orElseThrow().parameters().get("address").toString()).startsWith("127.0.0.1:")
        .doesNotEndWith(":" + mta.port());
  }

  /** The refused side of the same, between two MTAs: mail waits, the reason is told. */
  @Test
  void aWrongPasswordOfOurOwn(@TempDir Path other) throws RequestException {
    try (TestMta caller = new TestMta(other, new TestConfig("PEER", 0).mailbox("Anna")
        .connector("ALPHA", mta.port()).with("local-password", "mistyped")
        .with("remote-selectors", java.util.Map.of("transport", "P1")).toml())) {
      caller.submit("anna", TestConfig.address("ALPHA", "Bert"), "hello");
      await().atMost(SOON).until(() -> caller.count(event -> event.id() == EventId.ASSOCIATION_REFUSED_BY_PEER
          && event.text().contains("authentication-error")) >= 1);
      await().atMost(SOON).until(() -> caller.count(EventId.OPEN_RETRY_STARTED) >= 1);
      assertThat(caller.count(EventId.CONNECTION_NOT_OPENED)).isPositive();
      assertThat(caller.mta.queue()).hasSize(1);
    }
  }
}
