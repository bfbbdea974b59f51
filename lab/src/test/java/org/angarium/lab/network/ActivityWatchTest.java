package org.angarium.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.angarium.lab.network.ActivityWatch.Passing;
import org.angarium.osi.session.Enclosure;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.junit.jupiter.api.Test;

/** Transfers read back from the octets of a line. */
class ActivityWatchTest {
  private static final int SEGMENT = 1000;
  private static final byte[] FIRST = {2, 1, 1};
  private static final byte[] SECOND = {2, 1, 2};

  private final List<Passing> complete = new ArrayList<>();
  private final List<Passing> advanced = new ArrayList<>();
  private long passed;
  private final ActivityWatch watch = new ActivityWatch(ActivityWatchTest::name,
      new ActivityWatch.Listener() {
        @Override
        public void advanced(Passing transfer, int octets) {
          advanced.add(transfer);
          passed += octets;
        }

        @Override
        public void complete(Passing transfer) {
          complete.add(transfer);
        }
      });
  private final Tap tap = watch.tap("ALPHA", "BRAVO");

  private static String name(byte[] head) {
    String text = new String(head, StandardCharsets.US_ASCII);
    return text.contains("<") && text.contains(">")
        ? text.substring(text.indexOf('<') + 1, text.indexOf('>'))
        : null;
  }

  private static SessionConnectionReference reference(String user) {
    return new SessionConnectionReference(user.getBytes(StandardCharsets.US_ASCII), new byte[]{1},
        new byte[0]);
  }

  private static Spdu connect(String user) {
    return new Spdu.Cn(reference(user), Spdu.TsduMaximumSize.NONE, 2, 0, 0x3FF, new byte[0], new byte[0],
        false,
        new byte[0]);
  }

  private static Spdu data(String text) {
    return new Spdu.Dt(Enclosure.ABSENT, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** As TPKTs; long TSDUs in several TPDUs. */
  private static byte[] line(Spdu... spdus) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (Spdu spdu : spdus) {
      byte[] tsdu = SpduCodec.encode(spdu);
      for (int at = 0; at < tsdu.length; at += SEGMENT) {
        int end = Math.min(tsdu.length, at + SEGMENT);
        byte[] part = Arrays.copyOfRange(tsdu, at, end);
        line.writeBytes(TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(end == tsdu.length, part))));
      }
    }
    return line.toByteArray();
  }

  @Test
  void aTransferIsCountedAndNamed() {
    tap.passed(1, Direction.TO_TARGET,
        line(connect("a"), new Spdu.As(FIRST), data("x".repeat(5_000)), new Spdu.Mip(1, true),
            data("<m1>" + "y".repeat(96)), new Spdu.Ae(2)));
    assertThat(complete).containsExactly(new Passing("ALPHA", "BRAVO", "m1", 5_100));
    assertThat(advanced).extracting(Passing::octets).containsExactly(5_000L, 5_100L);
  }

  @Test
  void octetsMayComeInAnyPieces() {
    for (byte octet : line(connect("a"), new Spdu.As(FIRST), data("<m1>"), new Spdu.Ae(1))) {
      tap.passed(1, Direction.TO_TARGET, new byte[]{octet});
    }
    assertThat(complete).containsExactly(new Passing("ALPHA", "BRAVO", "m1", 4));
  }

  @Test
  void theResponderSendsTheOtherWay() {
    tap.passed(1, Direction.TO_TARGET, line(connect("a")));
    tap.passed(1, Direction.TO_CALLER, line(new Spdu.As(FIRST), data("<m2>"), new Spdu.Ae(1)));
    assertThat(complete).containsExactly(new Passing("BRAVO", "ALPHA", "m2", 4));
  }

  @Test
  void aResumedTransferGoesOnAtItsCheckpointOnWhicheverLine() {
    tap.passed(1, Direction.TO_TARGET, line(connect("a"), new Spdu.As(FIRST), data("<m3>123456"),
        new Spdu.Mip(1, true), data("lost behind the checkpoint")));
    Tap other = watch.tap("BRAVO", "ALPHA");
    other.passed(1, Direction.TO_TARGET, line(connect("b")));
    other.passed(1, Direction.TO_CALLER, line(
        new Spdu.Ar(SECOND, FIRST, 1, new byte[0], reference("a")), data("7890"), new Spdu.Ae(2)));
    assertThat(complete).containsExactly(new Passing("ALPHA", "BRAVO", "m3", 14));
  }

  /** Its end was lost: the sender does not know whether the receiver has it. */
  @Test
  void aTransferThatHasEndedMayGoOnUntilItsEndIsConfirmed() {
    tap.passed(1, Direction.TO_TARGET, line(connect("a"), new Spdu.As(FIRST), data("<m3>123456"),
        new Spdu.Mip(1, true), data("7890"), new Spdu.Ae(2)));
    tap.passed(2, Direction.TO_TARGET, line(connect("b"),
        new Spdu.Ar(SECOND, FIRST, 1, new byte[0], reference("a")), data("7890"), new Spdu.Ae(2)));
    assertThat(advanced).extracting(Passing::octets).containsExactly(10L, 14L, 14L);
    tap.passed(2, Direction.TO_CALLER, line(new Spdu.Aea(2)));
    tap.passed(3, Direction.TO_TARGET, line(connect("c"),
        new Spdu.Ar(FIRST, FIRST, 1, new byte[0], reference("a")), data("7890")));
    assertThat(advanced).last().extracting(Passing::octets).as("it is not known any more").isEqualTo(4L);
  }

  @Test
  void aPieceThatIsNotCompleteCountsAsFarAsItHasPassed() {
    byte[] second = line(data("y".repeat(2_500)));
    tap.passed(1, Direction.TO_TARGET,
        line(connect("a"), new Spdu.As(FIRST), data("<m1>" + "x".repeat(996)), new Spdu.Mip(1, true)));
    tap.passed(1, Direction.TO_TARGET, Arrays.copyOf(second, 1_500));
    assertThat(advanced).last().satisfies(half -> {
      assertThat(half.name()).isEqualTo("m1");
      assertThat(half.octets()).isBetween(2_400L, 2_500L);
    });
    tap.passed(1, Direction.TO_TARGET, Arrays.copyOfRange(second, 1_500, second.length));
    assertThat(advanced).last().extracting(Passing::octets).isEqualTo(3_500L);
    assertThat(passed).isEqualTo(3_500);
  }

  @Test
  void aPieceThatWasCutComesAgain() {
    byte[] second = line(data("y".repeat(2_500)));
    tap.passed(1, Direction.TO_TARGET,
        line(connect("a"), new Spdu.As(FIRST), data("<m1>" + "x".repeat(996)), new Spdu.Mip(1, true)));
    tap.passed(1, Direction.TO_TARGET, Arrays.copyOf(second, 1_500));
    tap.passed(2, Direction.TO_TARGET, line(connect("b"),
        new Spdu.Ar(SECOND, FIRST, 1, new byte[0], reference("a")), data("y".repeat(2_500)), new Spdu.Ae(2)));
    assertThat(complete).containsExactly(new Passing("ALPHA", "BRAVO", "m1", 3_500));
    assertThat(passed).isBetween(4_900L, 5_000L);
  }

  @Test
  void aDiscardedTransferIsNotComplete() {
    tap.passed(1, Direction.TO_TARGET,
        line(connect("a"), new Spdu.As(FIRST), data("<m4>"), new Spdu.Ad(0), new Spdu.Ae(1)));
    assertThat(complete).isEmpty();
  }

  @Test
  void aDamagedLineShowsNothingMore() {
    tap.passed(1, Direction.TO_TARGET, new byte[]{9, 9, 9, 9, 9, 9, 9, 9});
    tap.passed(1, Direction.TO_TARGET, line(connect("a"), new Spdu.As(FIRST), data("<m5>"), new Spdu.Ae(1)));
    assertThat(complete).isEmpty();
  }
}
