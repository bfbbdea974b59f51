package org.angarium.osi.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of octets into TPDUs (RFC 1006 §6), however the octets arrive. Holds at most one incomplete TPKT (65 535 octets) besides
 * what was pushed last, provided {@link #next()} is called after each {@link #push} until it gives null.
 */
public final class TpktFramer {
  /** Octets of a TPKT header. */
  public static final int HEADER = 4;
  /** Largest TPDU that fits in a TPKT. */
  public static final int MAX_TPDU = 65_535 - HEADER;

  private static final int VERSION = 3;
  private static final int MIN_LENGTH = 7;

  private byte[] buffer = new byte[0];
  private int start;
  private int end;
  private long consumed;

  public void push(byte[] octets) {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end + octets.length > buffer.length) {
      buffer = Arrays.copyOf(buffer,
          Math.max(end + octets.length, Math.min(2 * buffer.length, MAX_TPDU + HEADER)));
    }
    System.arraycopy(octets, 0, buffer, end, octets.length);
    end += octets.length;
  }

  /**
   * The next TPDU, or null while it is incomplete.
   *
   * @throws TransportProtocolException if what comes next is no TPKT; the stream cannot be read any further
   */
  public byte @Nullable [] next() throws TransportProtocolException {
    int available = end - start;
    if (available > 0 && buffer[start] != VERSION) {
      throw new TransportProtocolException("TPKT version is " + (buffer[start] & 0xFF) + ", not 3", consumed,
          Tpdu.Er.NOT_SPECIFIED);
    }
    if (available < HEADER) {
      return null;
    }
    int length = (buffer[start + 2] & 0xFF) << 8 | buffer[start + 3] & 0xFF;
    if (length < MIN_LENGTH) {
      throw new TransportProtocolException("TPKT length is " + length + ", less than 7", consumed + 2,
          Tpdu.Er.NOT_SPECIFIED);
    }
    if (available < length) {
      return null;
    }
    byte[] tpdu = Arrays.copyOfRange(buffer, start + HEADER, start + length);
    start += length;
    consumed += length;
    return tpdu;
  }

  /** Octets of an incomplete TPKT that are held now. */
  public int held() {
    return end - start;
  }

  /** One TPDU, at most {@link #MAX_TPDU} octets, in its TPKT. */
  public static byte[] frame(byte[] tpdu) {
    if (tpdu.length > MAX_TPDU) {
      throw new IllegalArgumentException("TPDU of " + tpdu.length + " octets does not fit in a TPKT");
    }
    byte[] tpkt = new byte[HEADER + tpdu.length];
    tpkt[0] = VERSION;
    tpkt[2] = (byte) (tpkt.length >>> 8);
    tpkt[3] = (byte) tpkt.length;
    System.arraycopy(tpdu, 0, tpkt, HEADER, tpdu.length);
    return tpkt;
  }
}
