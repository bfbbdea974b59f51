package org.angarium.lab.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;

/**
 * A whole dialogue in which the peer sends anything: what an honest peer would send next, that with an octet changed, units with any
 * contents, any octets; and in which timers run out and the user asks for things at any moment. The octets say what comes when.
 */
final class HostilePeer {
  private static final int MOST_STEPS = 300;
  private static final int LONG_FORM = 0xFF;
  private static final int APDU = 3000;
  private static final List<RtsEvent> REQUESTS = List.of(new RtsEvent.Transfer(APDU), new RtsEvent.GiveTurn(),
      new RtsEvent.PleaseTurn(4), new RtsEvent.Close(), new RtsEvent.Interrupt(0), new RtsEvent.Discard(0),
      new RtsEvent.ReportException(0), new RtsEvent.Abort(0));

  private final StackEnd victim;
  private final StackEnd honest;

  private HostilePeer(boolean victimCalls, boolean normalMode, boolean monologue) {
    victim = new StackEnd(victimCalls);
    honest = new StackEnd(!victimCalls);
    (victimCalls ? victim : honest).request(new RtsEvent.Open(Proposals.of(normalMode, monologue)));
    victim.connected();
    honest.connected();
  }

  static void check(byte[] input) {
    Slices slices = new Slices(input);
    int setting = slices.number();
    HostilePeer dialogue = new HostilePeer((setting & 1) == 0, (setting & 2) == 0, (setting & 12) == 12);
    for (int step = 0; step < MOST_STEPS && slices.hasMore() && !dialogue.victim.isFinished(); step++) {
      dialogue.step(slices);
    }
    dialogue.victim.end();
    dialogue.honest.end();
  }

  private void step(Slices slices) {
    int what = slices.number() % 10;
    switch (what) {
      case 0 -> victim.received(slices.piece());
      case 1 -> victim.received(unit(slices.piece()));
      case 2 -> victim.received(unit(spdu(slices)));
      case 3, 4, 5 -> exchange(-1, 0);
      case 6 -> exchange(slices.longer(), slices.number());
      case 7 -> victim.expire(slices.number());
      case 8 -> victim.request(REQUESTS.get(slices.number() % REQUESTS.size()));
      default -> honest.request(REQUESTS.get(slices.number() % REQUESTS.size()));
    }
  }

  /** What the victim has sent reaches the honest peer; what that has sent next reaches the victim, damaged or not. */
  private void exchange(int damagedAt, int by) {
    while (!victim.sent().isEmpty()) {
      honest.received(victim.sent().remove());
    }
    byte[] next = honest.sent().poll();
    if (next == null) {
      return;
    }
    byte[] octets = next.clone();
    if (damagedAt >= 0) {
      octets[damagedAt % octets.length] ^= (byte) by;
    }
    victim.received(octets);
  }

  private static byte[] unit(byte[] tsdu) {
    return TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(true, tsdu)));
  }

  /** An SPDU whose lengths are right: category 0 in front of it where one belongs there. */
  private static byte[] spdu(Slices slices) {
    int identifier = slices.number();
    boolean behindToken = slices.number() % 2 == 0;
    byte[] parameters = slices.piece();
    byte[] data = slices.piece();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (behindToken) {
      out.write(1);
      out.write(0);
    }
    out.write(identifier);
    if (parameters.length < LONG_FORM) {
      out.write(parameters.length);
    } else {
      out.write(LONG_FORM);
      out.write(parameters.length >>> 8);
      out.write(parameters.length);
    }
    out.writeBytes(parameters);
    out.writeBytes(data);
    return out.toByteArray();
  }
}
