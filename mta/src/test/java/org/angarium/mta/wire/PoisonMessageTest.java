package org.angarium.mta.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.angarium.mta.TestConfig;
import org.angarium.mta.TestMta;
import org.angarium.mta.event.EventId;
import org.angarium.mta.store.QuarantinedApdu;
import org.angarium.mta.wire.StackPeer.Caller;
import org.angarium.osi.rtse.RtsIndication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An APDU that cannot be decoded and that its sender sends for ever: kept once, refused each time, in nobody's way. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class PoisonMessageTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANNA = TestConfig.address("ALPHA", "Anna");
  private static final Caller PEER = Caller.of("PEER");
  private static final int TIMES = 4;

  @TempDir
  private Path directory;
  private TestMta mta;

  @BeforeEach
  void start() {
    mta = new TestMta(directory, new TestConfig("ALPHA", 0).mailbox("Anna").connector("PEER", 1)
        .with("activation", "remote-initiated").toml());
  }

  @AfterEach
  void stop() {
    mta.close();
  }

  record Poison(String name, byte[] apdu) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Poison> poisons() {
    byte[] good = Apdus.message("PEER", "poisoned", ANNA, "x".repeat(3000));
    byte[] noExternal = Arrays.copyOfRange(good, 4, good.length);
    return Stream.of(new Poison("cut off", Arrays.copyOf(good, good.length - 5)),
        new Poison("octets behind its end", Arrays.copyOf(good, good.length + 7)),
        new Poison("no EXTERNAL", noExternal),
        new Poison("a list of recipients that says it is longer than it is", longList(good)),
        new Poison("garbage", new byte[]{0x55, 0x01, 0x00, 0x7F}),
        new Poison("nested too deep", nested()));
  }

  /** Q159166: the per-recipient fields, [2], claim one octet more than the envelope has left. */
  private static byte[] longList(byte[] apdu) {
    byte[] octets = apdu.clone();
    byte[] surname = "Anna".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int i = 0; i + surname.length < octets.length; i++) {
      if (Arrays.equals(octets, i, i + surname.length, surname, 0, surname.length)) {
        for (int start = i; start > 0; start--) {
          if (octets[start] == (byte) 0xA2 && octets[start + 2] == 0x31) {
            octets[start + 1] = 0x7F;
            return octets;
          }
        }
      }
    }
    throw new AssertionError("the message has no recipient");
  }

  private static byte[] nested() {
    byte[] octets = new byte[4000];
    for (int i = 0; i < octets.length; i += 2) {
      octets[i] = 0x30;
      octets[i + 1] = (byte) 0x80;
    }
    return octets;
  }

  @ParameterizedTest
  @MethodSource("poisons")
  @Execution(ExecutionMode.SAME_THREAD)
  void isQuarantinedOnceAndInNobodysWay(Poison poison) {
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      for (int i = 1; i <= TIMES; i++) {
        peer.transfer(poison.apdu());
        peer.await(RtsIndication.ExceptionReported.class, i);
        peer.await(RtsIndication.TransferStopped.class, i);
        peer.transfer(Apdus.message("PEER", "good-" + i, ANNA, "hello"));
        peer.await(RtsIndication.TransferConfirmed.class, i);
      }
    }
    assertThat(mta.mailbox("anna")).as("the mail behind the poison").hasSize(TIMES);
    await().atMost(SOON).until(() -> !mta.mta.quarantine().isEmpty()
        && mta.mta.quarantine().getFirst().times() == TIMES);
    assertThat(mta.mta.quarantine()).hasSize(1);
    QuarantinedApdu kept = mta.mta.quarantine().getFirst();
    assertThat(kept.octets()).isEqualTo(poison.apdu().length);
    assertThat(kept.from()).isEqualTo("PEER");
    assertThat(mta.count(event -> event.id() == EventId.APDU_UNDECODABLE
        && event.text().contains(kept.reason()))).isEqualTo(TIMES);
    assertThat(mta.count(EventId.ASSOCIATION_OPENED)).as("all on one association").isEqualTo(1);
  }

  /** Some peers end the association on every exception report, call again and send the same. */
  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void isTakenIntoQuarantineForGoodAfterEightRefusals() {
    byte[] garbage = {0x55, 0x01, 0x00, 0x7F};
    for (int i = 1; i <= 8; i++) {
      try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
        peer.transfer(garbage);
        peer.await(RtsIndication.ExceptionReported.class, 1);
      }
    }
    assertThat(mta.count(EventId.UNDECODABLE_TAKEN)).isZero();
    try (StackPeer peer = StackPeer.bound(mta.port(), PEER)) {
      peer.transfer(garbage);
      peer.await(RtsIndication.TransferConfirmed.class, 1);
      assertThat(mta.count(EventId.UNDECODABLE_TAKEN)).as("event 10048").isEqualTo(1);
      assertThat(mta.mta.quarantine()).singleElement()
          .satisfies(kept -> assertThat(kept.times()).isEqualTo(9));

      byte[] other = {0x55, 0x01, 0x00, 0x7E};
      peer.transfer(other);
      peer.await(RtsIndication.ExceptionReported.class, 1);
    }
    assertThat(mta.count(EventId.UNDECODABLE_TAKEN)).as("others are refused as ever").isEqualTo(1);
  }
}
