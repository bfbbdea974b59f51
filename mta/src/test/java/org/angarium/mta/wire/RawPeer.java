package org.angarium.mta.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other end of a TCP connection with the MTA, without any protocol: sends what it is told and keeps what comes back. */
final class RawPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket;
  private final DataInputStream in;
  /** The other end closed before everything was sent. */
  boolean ended;
  /** Everything received, a TPKT each. */
  final List<byte[]> received = new ArrayList<>();

  RawPeer(Socket socket) {
    this.socket = socket;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawPeer call(int port) {
    try {
      return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends; that the other end has closed meanwhile is no error, its answers tell. */
  void send(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
    } catch (SocketException e) {
      ended = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next TPKT; of length 0 when the connection has ended. */
  byte[] next() {
    try {
      byte[] header = new byte[4];
      in.readFully(header);
      int length = (header[2] & 0xFF) << 8 | header[3] & 0xFF;
      byte[] tpkt = Arrays.copyOf(header, length);
      in.readFully(tpkt, 4, length - 4);
      received.add(tpkt);
      return tpkt;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither a TPKT nor the end of the connection came within " + PATIENCE, e);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Reads until the connection ends. Fails if it does not. */
  void awaitEnd() {
    while (next().length > 0) {
      // all of it is in received
    }
  }

  /** Nothing more will be sent. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
