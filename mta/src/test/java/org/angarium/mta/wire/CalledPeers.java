package org.angarium.mta.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;

/** A peer that the MTA calls: a scripted end for each of its calls. */
final class CalledPeers implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] bindResult;
  /** One for each call, in their order. */
  final List<StackPeer> calls = new CopyOnWriteArrayList<>();
  /** Where each call came from. */
  final List<InetAddress> callers = new CopyOnWriteArrayList<>();

  /** @param bindResult what it says of itself to whoever calls */
  CalledPeers(byte[] bindResult) {
    this.bindResult = bindResult;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** As a peer of this name answers that the MTA has a connector to. */
  static byte[] bindResult(String mta, String password, MtaBind.Mode mode) {
    return new MtaBind.Authenticated(mta,
        MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, password)).encodeResult(mode);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        callers.add(((InetSocketAddress) socket.getRemoteSocketAddress()).getAddress());
        calls.add(StackPeer.called(socket, bindResult));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  /** The end of the first call that has been proposed an association. */
  StackPeer first() {
    org.awaitility.Awaitility.await("a call").atMost(Duration.ofSeconds(20)).until(() -> !calls.isEmpty());
    calls.getFirst().await(RtsIndication.OpenIndicated.class, 1);
    return calls.getFirst();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.forEach(StackPeer::close);
  }
}
