package org.angarium.lab.namespace;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Every frame that comes in at one interface, and a way out of it (packet(7)). Frames have what the kernel has not finished yet in front of
 * them, checksums above all, and have to be sent with that unchanged.
 */
final class FrameSocket implements AutoCloseable {
  /** What stands in front of the frame: a virtio_net_hdr. */
  static final int PREFIX = 10;
  private static final int LARGEST = PREFIX + 14 + (1 << 16);
  private static final int DOMAIN = 17;
  private static final int RAW = 3;
  /** ETH_P_ALL, octets in network order. */
  private static final short ALL_PROTOCOLS = 0x0300;
  private static final int ADDRESS_SIZE = 20;
  private static final int SOL_SOCKET = 1;
  private static final int RECEIVE_TIMEOUT = 20;
  private static final int RECEIVE_BUFFER_FORCED = 33;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_HEADER = 15;
  private static final int IGNORE_OUTGOING = 23;
  private static final int BUFFER = 16 << 20;
  private static final long WAIT_MICROSECONDS = 100_000;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment in = arena.allocate(LARGEST);
  private final MemorySegment out = arena.allocate(LARGEST);
  private final int socket;

  /** In the namespace of the calling thread. */
  FrameSocket(String networkInterface) throws IOException {
    int index = Libc.index(networkInterface);
    if (index == 0) {
      throw new IOException("there is no interface " + networkInterface);
    }
    socket = Libc.socket(DOMAIN, RAW, ALL_PROTOCOLS);
    try {
      flag(SOL_PACKET, PACKET_HEADER, 1);
      flag(SOL_PACKET, IGNORE_OUTGOING, 1);
      flag(SOL_SOCKET, RECEIVE_BUFFER_FORCED, BUFFER);
      MemorySegment timeout = arena.allocate(JAVA_LONG, 2);
      timeout.setAtIndex(JAVA_LONG, 1, WAIT_MICROSECONDS);
      Libc.option(socket, SOL_SOCKET, RECEIVE_TIMEOUT, timeout);
      MemorySegment address = arena.allocate(ADDRESS_SIZE);
      address.set(JAVA_SHORT, 0, (short) DOMAIN);
      address.set(JAVA_SHORT, 2, ALL_PROTOCOLS);
      address.set(JAVA_INT, 4, index);
      Libc.bind(socket, address);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void flag(int level, int name, int value) throws IOException {
    Libc.option(socket, level, name, arena.allocateFrom(JAVA_INT, value));
  }

  /** The next frame behind its prefix, or an empty array if none comes for a moment. One thread at a time. */
  byte[] receive() {
    long length = Libc.receive(socket, in);
    return length < 0 ? new byte[0] : in.asSlice(0, length).toArray(JAVA_BYTE);
  }

  /** Hands a frame on, with its prefix; lost if the interface is down, as on any line. */
  synchronized void send(byte[] frame) {
    MemorySegment.copy(frame, 0, out, JAVA_BYTE, 0, frame.length);
    Libc.send(socket, out.asSlice(0, frame.length));
  }

  /** Only when nobody receives or sends any more. */
  @Override
  public void close() {
    Libc.close(socket);
    arena.close();
  }
}
