package org.angarium.lab.namespace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.angarium.lab.namespace.Line.Side;
import org.jspecify.annotations.Nullable;

/** Puts the octets of TCP connections together again from the frames on a line: each octet once, in order (RFC 9293). */
public final class TcpStreams implements Line.Watcher {
  private static final int ETHERNET = 14;
  private static final int TYPE = 12;
  private static final int IPV4 = 0x0800;
  private static final int IP_HEADER = 20;
  private static final int TCP = 6;
  private static final int TCP_HEADER = 20;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;

  private final Listener listener;
  private final Map<Pair, Connection> connections = new HashMap<>();
  private int number;

  /** Learns what connections do. */
  public interface Listener {
    /** A host begins a connection, or tries to; once for each. */
    void attempted(Side caller);

    /** It has reached the other side. */
    void began(int connection, Side caller);

    /** More octets have passed. */
    void passed(int connection, Side from, byte[] octets);

    /** An end was heard of, from either side. */
    void ended(int connection);
  }

  /** The caller's address and port, and the other's. */
  private record Pair(long caller, long called) {}

  private record Segment(Pair way, int sequence, int flags, byte[] data) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  private static final class Connection {
    private final int number;
    private final Flow toCalled = new Flow();
    private final Flow toCaller = new Flow();
    private boolean began;

    Connection(int number) {
      this.number = number;
    }
  }

  /** One direction. */
  private static final class Flow {
    private final TreeMap<Integer, byte[]> early = new TreeMap<>();
    private boolean synchronised;
    private int next;

    void synchronise(int sequence) {
      if (!synchronised) {
        synchronised = true;
        next = sequence + 1;
      }
    }

    /** What may be read now that this has come. */
    byte @Nullable [] take(int sequence, byte[] data) {
      int behind = next - sequence;
      if (behind < 0) {
        early.put(sequence, data);
        return null;
      }
      if (behind >= data.length) {
        return null;
      }
      next += data.length - behind;
      return Arrays.copyOfRange(data, behind, data.length);
    }
  }

  public TcpStreams(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void sent(Side from, byte[] frame) {
    Segment segment = segment(frame);
    if (segment != null && segment.has(SYN) && !segment.has(ACK) && !connections.containsKey(segment.way)) {
      connections.put(segment.way, new Connection(++number));
      listener.attempted(from);
    }
  }

  @Override
  public void passed(Side from, byte[] frame) {
    Segment segment = segment(frame);
    if (segment == null) {
      return;
    }
    Pair back = new Pair(segment.way.called, segment.way.caller);
    Connection forward = connections.get(segment.way);
    Connection connection = forward == null ? connections.get(back) : forward;
    if (connection == null) {
      return;
    }
    Flow flow = forward == null ? connection.toCaller : connection.toCalled;
    if (segment.has(SYN)) {
      flow.synchronise(segment.sequence);
      if (forward != null && !connection.began) {
        connection.began = true;
        listener.began(connection.number, from);
      }
    } else if (flow.synchronised && segment.data.length > 0) {
      read(connection, from, flow, segment);
    }
    if (segment.has(FIN) || segment.has(RST)) {
      connections.remove(forward == null ? back : segment.way);
      listener.ended(connection.number);
    }
  }

  private void read(Connection connection, Side from, Flow flow, Segment segment) {
    byte[] octets = flow.take(segment.sequence, segment.data);
    while (octets != null) {
      listener.passed(connection.number, from, octets);
      Map.Entry<Integer, byte[]> waiting = flow.early.pollFirstEntry();
      octets = waiting == null ? null : flow.take(waiting.getKey(), waiting.getValue());
    }
  }

  private static @Nullable Segment segment(byte[] frame) {
    if (frame.length < ETHERNET + IP_HEADER + TCP_HEADER || number(frame, TYPE, 2) != IPV4
        || frame[ETHERNET + 9] != TCP) {
      return null;
    }
    int tcp = ETHERNET + (frame[ETHERNET] & 0x0F) * 4;
    int end = ETHERNET + (int) number(frame, ETHERNET + 2, 2);
    int data = tcp + (frame[tcp + 12] >> 4 & 0x0F) * 4;
    if (end > frame.length || data > end) {
      return null;
    }
    long source = number(frame, ETHERNET + 12, 4) << 16 | number(frame, tcp, 2);
    long target = number(frame, ETHERNET + 16, 4) << 16 | number(frame, tcp + 2, 2);
    return new Segment(new Pair(source, target), (int) number(frame, tcp + 4, 4), frame[tcp + 13] & 0xFF,
        Arrays.copyOfRange(frame, data, end));
  }

  private static long number(byte[] octets, int at, int count) {
    long value = 0;
    for (int i = at; i < at + count; i++) {
      value = value << 8 | octets[i] & 0xFF;
    }
    return value;
  }
}
