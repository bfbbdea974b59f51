package org.angarium.lab.simulation.network;

/**
 * Follows what one end sends, as far as the headers tell (X.224 §13, X.225 §8.3). What is sent comes in whole TPKTs, so that no framing is
 * needed.
 */
final class Sniffer {
  private static final int TPKT_HEADER = 4;
  private static final int CR = 0xE0;
  private static final int DT = 0xF0;

  private boolean sentTransport;
  private boolean sentSession;
  private boolean accepted;
  private boolean sentRelease;
  private boolean activity;
  private boolean resuming;
  private boolean turnAsked;
  private int stops;
  private int stopsConfirmed;
  private int checkpoints;
  private int checkpointsConfirmed;
  private int ends;
  private int endsConfirmed;
  private boolean continues;
  private boolean inTsdu;

  void sent(byte[] octets, Sniffer other) {
    inTsdu = continues;
    int at = 0;
    while (at + TPKT_HEADER + 3 < octets.length) {
      int length = (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
      if (length <= TPKT_HEADER) {
        return;
      }
      tpdu(octets, at + TPKT_HEADER, Math.min(octets.length, at + length), other);
      at += length;
    }
  }

  /** Whether what was sent last began in the middle of a TSDU. */
  boolean wasInTsdu() {
    return inTsdu;
  }

  /** Whether it has accepted the session connection. */
  boolean hasAccepted() {
    return accepted;
  }

  private void tpdu(byte[] octets, int at, int end, Sniffer other) {
    int code = octets[at + 1] & 0xF0;
    if (code == DT) {
      boolean first = !continues;
      continues = (octets[at + 2] & 0x80) == 0;
      int spdu = at + 3;
      if (first && spdu + 1 < end) {
        spdu(octets, spdu, end, other);
      }
    } else {
      sentTransport = code >= 0xD0 && code <= CR;
    }
  }

  private void spdu(byte[] octets, int at, int end, Sniffer other) {
    int first = octets[at] & 0xFF;
    int length = octets[at + 1] & 0xFF;
    switch (first) {
      case 13 -> sentSession = true;
      case 14 -> {
        sentSession = true;
        accepted = true;
      }
      case 9, 10, 25, 26 -> sentRelease = true;
      case 1, 2 -> {
        int second = at + 2 + length;
        if (second < end) {
          activity(octets[second] & 0xFF, other);
        } else if (first == 2) {
          turnAsked = true;
        } else {
          other.turnAsked = false;
        }
      }
      default -> {
      }
    }
  }

  private void activity(int spdu, Sniffer other) {
    switch (spdu) {
      case 45, 29 -> {
        activity = true;
        resuming = spdu == 29;
      }
      case 49 -> checkpoints++;
      case 50 -> {
        checkpointsConfirmed++;
        other.resuming = false;
      }
      case 41 -> {
        ends++;
        resuming = false;
        checkpoints = 0;
        activity = false;
      }
      case 42 -> {
        endsConfirmed++;
        checkpointsConfirmed = 0;
      }
      case 25, 57 -> {
        stops++;
        // The end of the activity that is given up may be under way.
        ends = 0;
        other.endsConfirmed = 0;
        checkpoints = 0;
        activity = false;
      }
      case 26, 58 -> {
        stopsConfirmed++;
        checkpointsConfirmed = 0;
      }
      default -> {
      }
    }
  }

  /** The state of the association; this is the caller's side. */
  Phase phase(Sniffer called) {
    if (sentRelease || called.sentRelease) {
      return Phase.RELEASE;
    }
    if (!sentTransport) {
      return Phase.CONNECTING;
    }
    if (!called.sentTransport) {
      return Phase.TRANSPORT;
    }
    if (!called.sentSession) {
      return sentSession ? Phase.BIND : Phase.TRANSPORT;
    }
    Phase here = sending(called);
    Phase there = called.sending(this);
    return here == Phase.IDLE || here == Phase.TURN && there != Phase.IDLE ? there : here;
  }

  private Phase sending(Sniffer receiver) {
    if (ends > receiver.endsConfirmed) {
      return Phase.ACTIVITY_END;
    }
    if (activity && resuming) {
      return Phase.RESUME;
    }
    if (activity) {
      return checkpoints > receiver.checkpointsConfirmed ? Phase.CHECKPOINT : Phase.DATA;
    }
    if (stops > receiver.stopsConfirmed) {
      return Phase.ACTIVITY_STOP;
    }
    return turnAsked ? Phase.TURN : Phase.IDLE;
  }
}
