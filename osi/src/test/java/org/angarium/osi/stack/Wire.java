package org.angarium.osi.stack;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.session.SessionConnectionReference;

/** The TCP connection between two ends: orderly, unless the test cuts it. */
final class Wire {
  static final StackLimits LIMITS = new StackLimits(Duration.ofSeconds(60), Duration.ofSeconds(120),
      Duration.ofSeconds(300),
      Duration.ofSeconds(180), Duration.ofSeconds(30), 2048, 1 << 20, 3 << 20);
  static final SessionConnectionReference REFERENCE = reference(1);

  final End initiator;
  final End responder;
  /** Most octets delivered at once; 0 for as many as were sent at once. */
  int chunk;
  /** Octets that may still pass before the line breaks. */
  long octetsUntilCut = Long.MAX_VALUE;
  boolean cut;
  long delivered;
  /** What becomes of octets on their way; nothing unless a test says otherwise. */
  Underway underway = (_, octets) -> octets;
  private boolean connected;

  /** Changes what one end has sent at once. */
  interface Underway {
    byte[] change(boolean byInitiator, byte[] octets);
  }

  Wire() {
    this(LIMITS, LIMITS);
  }

  Wire(StackLimits initiating, StackLimits responding) {
    initiator = End.initiator(initiating);
    responder = End.responder(responding);
  }

  static SessionConnectionReference reference(int number) {
    return new SessionConnectionReference(
        new BerWriter().ascii(Tag.TELETEX_STRING, "mta-" + number).toByteArray(),
        new BerWriter().ascii(Tag.UTC_TIME, "261123120000Z").toByteArray(), new byte[0]);
  }

  static OpenProposal proposal(ProtocolMode mode, Dialogue dialogue, int checkpoint, int window) {
    byte[] userData = mode == ProtocolMode.NORMAL
        ? new BerWriter().begin(Tag.context(16)).nullValue(Tag.NULL).end().toByteArray()
        : new BerWriter().nullValue(Tag.NULL).toByteArray();
    return new OpenProposal(OsiAddress.NONE,
        new OsiAddress(new byte[0], new byte[0], new byte[]{'5', '9', '1'}), mode,
        dialogue, Turn.INITIATOR, checkpoint, window, userData, REFERENCE, null);
  }

  static OpenProposal alternating(int checkpoint, int window) {
    return proposal(ProtocolMode.NORMAL, Dialogue.TWO_WAY_ALTERNATE, checkpoint, window);
  }

  static OpenProposal monologue(int checkpoint, int window) {
    return proposal(ProtocolMode.NORMAL, Dialogue.MONOLOGUE, checkpoint, window);
  }

  static byte[] apdu(int length, long seed) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  Wire open(OpenProposal proposal) {
    initiator.request(new RtsEvent.Open(proposal));
    run();
    return this;
  }

  /** Carries octets to and fro until nothing moves. */
  void run() {
    while (step()) {
      // Each step is one delivery.
    }
  }

  boolean step() {
    if (cut) {
      return false;
    }
    if (initiator.connectWanted && !connected) {
      connected = true;
      initiator.on(new StackEvent.Connected());
      responder.on(new StackEvent.Connected());
      return true;
    }
    return carry(initiator, responder) || carry(responder, initiator);
  }

  private boolean carry(End from, End to) {
    if (from.outbound.isEmpty()) {
      if (from.disconnected && connected && !to.disconnected) {
        to.on(new StackEvent.Disconnected("closed by peer"));
        return true;
      }
      return false;
    }
    byte[] octets = from.outbound.remove();
    if (chunk > 0 && octets.length > chunk) {
      from.outbound.addFirst(Arrays.copyOfRange(octets, chunk, octets.length));
      octets = Arrays.copyOf(octets, chunk);
    }
    if (octets.length > octetsUntilCut) {
      octets = Arrays.copyOf(octets, (int) octetsUntilCut);
    }
    octetsUntilCut -= octets.length;
    delivered += octets.length;
    to.on(new StackEvent.Received(underway.change(from == initiator, octets)));
    if (octetsUntilCut == 0) {
      cut();
    }
    return true;
  }

  /** Breaks the line: what is on it is lost. */
  void cut() {
    cut = true;
    initiator.on(new StackEvent.Disconnected("connection reset by peer"));
    responder.on(new StackEvent.Disconnected("connection reset by peer"));
  }
}
