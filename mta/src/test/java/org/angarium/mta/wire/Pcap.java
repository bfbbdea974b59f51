package org.angarium.mta.wire;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes octets of TCP connections as a capture file that protocol analysers read: raw IPv4, headers made up but consistent. */
final class Pcap implements Closeable {
  /** Port of the called end of every connection. */
  static final int SERVER_PORT = 10102;
  private static final int LARGEST_SEGMENT = 16_000;
  private static final int RAW_IP = 101;
  private static final int LOOPBACK = 0x7F000001;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;

  private final DataOutputStream file;
  private int connections;

  Pcap(Path path) {
    try {
      file = new DataOutputStream(Files.newOutputStream(path));
      file.writeInt(0xA1B2C3D4);
      file.writeShort(2);
      file.writeShort(4);
      file.writeLong(0);
      file.writeInt(65535);
      file.writeInt(RAW_IP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized Stream open() {
    return new Stream(20_000 + connections++);
  }

  /** One connection. */
  final class Stream {
    private final int callerPort;
    private final int[] next = {1, 1};
    private final boolean[] finished = new boolean[2];

    private Stream(int callerPort) {
      this.callerPort = callerPort;
      segment(true, SYN, new byte[0]);
      segment(false, SYN | ACK, new byte[0]);
      segment(true, ACK, new byte[0]);
    }

    void data(boolean byCaller, byte[] octets) {
      for (int at = 0; at < octets.length; at += LARGEST_SEGMENT) {
        segment(byCaller, PSH | ACK,
            Arrays.copyOfRange(octets, at, Math.min(octets.length, at + LARGEST_SEGMENT)));
      }
    }

    void end(boolean byCaller) {
      synchronized (Pcap.this) {
        if (!finished[byCaller ? 0 : 1]) {
          finished[byCaller ? 0 : 1] = true;
          segment(byCaller, FIN | ACK, new byte[0]);
        }
      }
    }

    private void segment(boolean byCaller, int flags, byte[] payload) {
      synchronized (Pcap.this) {
        int self = byCaller ? 0 : 1;
        try {
          packet(byCaller, next[self], (flags & ACK) == 0 ? 0 : next[1 - self], flags, payload);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        next[self] += payload.length + ((flags & (SYN | FIN)) == 0 ? 0 : 1);
      }
    }

    private void packet(boolean byCaller, int sequence, int acknowledged, int flags, byte[] payload)
        throws IOException {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(octets);
      out.writeShort(0x4500);
      out.writeShort(40 + payload.length);
      out.writeInt(0);
      out.writeShort(0x4006);
      out.writeShort(0);
      out.writeInt(LOOPBACK);
      out.writeInt(LOOPBACK);
      out.writeShort(byCaller ? callerPort : SERVER_PORT);
      out.writeShort(byCaller ? SERVER_PORT : callerPort);
      out.writeInt(sequence);
      out.writeInt(acknowledged);
      out.writeShort(0x5000 | flags);
      out.writeShort(65535);
      out.writeInt(0);
      out.write(payload);
      long micros = System.nanoTime() / 1000;
      file.writeInt((int) (micros / 1_000_000));
      file.writeInt((int) (micros % 1_000_000));
      file.writeInt(octets.size());
      file.writeInt(octets.size());
      octets.writeTo(file);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
