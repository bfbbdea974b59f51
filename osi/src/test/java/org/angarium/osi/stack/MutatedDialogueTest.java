package org.angarium.osi.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.Mutation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dialogue in which one octet, or one unit, is not what it should be: the association goes on or ends, and nothing else. */
class MutatedDialogueTest {
  private static final int APDU = 1100;

  /** Lets one dialogue pass, with something done to what the initiator or the responder sends. */
  private interface Damage {
    byte[] to(boolean fromInitiator, byte[] octets);
  }

  private static Wire dialogue(ProtocolMode mode, Damage damage) {
    Wire wire = new Wire();
    wire.initiator.request(new RtsEvent.Open(Wire.proposal(mode, Dialogue.TWO_WAY_ALTERNATE, 1, 2)));
    wire.initiator.on(new StackEvent.Connected());
    wire.responder.on(new StackEvent.Connected());
    move(wire, damage);
    List<RtsEvent> script = List.of(new RtsEvent.Transfer(APDU), new RtsEvent.GiveTurn(),
        new RtsEvent.PleaseTurn(3),
        new RtsEvent.Close());
    wire.initiator.sending = Wire.apdu(APDU, 9);
    for (RtsEvent request : script) {
      tryRequest(wire.initiator, request);
      move(wire, damage);
      if (request instanceof RtsEvent.PleaseTurn) {
        tryRequest(wire.responder, new RtsEvent.GiveTurn());
        move(wire, damage);
      }
    }
    return wire;
  }

  /** The script does not know how far the damage has let the dialogue come; only the user's own misuse may throw. */
  private static void tryRequest(End end, RtsEvent request) {
    boolean open = end.endings().isEmpty() && end.timers.isEmpty();
    if (open) {
      try {
        end.request(request);
      } catch (IllegalStateException notNow) {
        assertThat(notNow).hasMessageContaining("is not allowed in phase");
      }
    }
  }

  private static void move(Wire wire, Damage damage) {
    while (!wire.initiator.outbound.isEmpty() || !wire.responder.outbound.isEmpty()) {
      boolean fromInitiator = !wire.initiator.outbound.isEmpty();
      End from = fromInitiator ? wire.initiator : wire.responder;
      End to = fromInitiator ? wire.responder : wire.initiator;
      to.on(new StackEvent.Received(damage.to(fromInitiator, from.outbound.remove())));
    }
  }

  private static void endsOrGoesOn(Wire wire, String what) {
    for (End end : List.of(wire.initiator, wire.responder)) {
      for (StackTimer timer : List.copyOf(end.timers.keySet())) {
        if (end.timers.containsKey(timer)) {
          end.expire(timer);
        }
      }
      if (!end.endings().isEmpty() && end.timers.containsKey(StackTimer.SESSION_DISCONNECT)) {
        end.expire(StackTimer.SESSION_DISCONNECT);
      }
      end.on(new StackEvent.Disconnected("test is over"));
      assertThat(end.endings()).as(what).hasSize(1);
      assertThat(end.timers).as(what).isEmpty();
      assertThat(end.disconnected).as(what).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void oneWrongOctetAnywhere(ProtocolMode mode) {
    List<Integer> lengths = new ArrayList<>();
    Wire clean = dialogue(mode, (_, octets) -> {
      lengths.add(octets.length);
      return octets;
    });
    assertThat(clean.responder.seen(RtsIndication.Closed.class)).hasSize(1);
    assertThat(clean.responder.receivedApdus).hasSize(1);
    int total = lengths.stream().mapToInt(Integer::intValue).sum();
    for (int seed = 0; seed < 2; seed++) {
      Random random = new Random(seed);
      for (int at = 0; at < total; at++) {
        int value = 1 + random.nextInt(255);
        int target = at;
        int[] position = {0};
        Wire wire = dialogue(mode, (_, octets) -> {
          int index = target - position[0];
          position[0] += octets.length;
          if (index < 0 || index >= octets.length) {
            return octets;
          }
          byte[] damaged = octets.clone();
          damaged[index] ^= (byte) value;
          return damaged;
        });
        endsOrGoesOn(wire, "octet " + at + " xor " + value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ProtocolMode.class)
  void oneUnitThoroughlyDamaged(ProtocolMode mode) {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int target = random.nextInt(30);
      int[] unit = {0};
      Wire wire = dialogue(mode, (_, octets) -> unit[0]++ == target ? damagedInside(octets, random) : octets);
      endsOrGoesOn(wire, "seed " + seed);
    }
  }

  /** Mutates the contents of one TPKT and sets its length right, so that the damage comes to the layers above. */
  private static byte[] damagedInside(byte[] octets, Random random) {
    int header = 7;
    if (octets.length <= header || random.nextInt(4) == 0) {
      return Mutation.of(octets, random);
    }
    byte[] inside = Mutation.of(Arrays.copyOfRange(octets, header, octets.length), random);
    byte[] whole = Arrays.copyOf(octets, header + inside.length);
    System.arraycopy(inside, 0, whole, header, inside.length);
    whole[2] = (byte) (whole.length >> 8);
    whole[3] = (byte) whole.length;
    return whole;
  }
}
