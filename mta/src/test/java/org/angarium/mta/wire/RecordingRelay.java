package org.angarium.mta.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Relays TCP connections and writes what passes into a capture: recording needs no rights on network interfaces that way. */
final class RecordingRelay implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Pcap pcap;
  private final List<Recorded> passed = Collections.synchronizedList(new ArrayList<>());

  RecordingRelay(int target, Pcap pcap) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.pcap = pcap;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
        Pcap.Stream stream = pcap.open();
        Thread.ofVirtual().start(() -> pump(caller, called, stream, true));
        Thread.ofVirtual().start(() -> pump(called, caller, stream, false));
      } catch (IOException e) {
        // The relay was closed, or nobody listens where it goes.
      }
    }
  }

  /** What has passed so far, in order, of all connections. */
  List<Recorded> passed() {
    return List.copyOf(passed);
  }

  private void pump(Socket from, Socket to, Pcap.Stream stream, boolean byCaller) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      for (byte[] header = in.readNBytes(4); header.length == 4; header = in.readNBytes(4)) {
        // A TPKT to a packet, so that the analyser has a line for each.
        byte[] tpkt = Arrays.copyOf(header, (header[2] & 0xFF) << 8 | header[3] & 0xFF);
        in.readFully(tpkt, 4, tpkt.length - 4);
        stream.data(byCaller, tpkt);
        passed.add(new Recorded(byCaller, tpkt));
        to.getOutputStream().write(tpkt);
      }
      stream.end(byCaller);
      to.shutdownOutput();
    } catch (IOException e) {
      stream.end(byCaller);
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
