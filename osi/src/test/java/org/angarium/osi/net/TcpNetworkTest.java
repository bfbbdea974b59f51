package org.angarium.osi.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpNetworkTest {
  private final TcpNetwork network = new TcpNetwork();
  private final InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Collects what a connection receives. */
  private static final class Recorder implements ConnectionHandler {
    final CountDownLatch connected = new CountDownLatch(1);
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    final CompletableFuture<String> end = new CompletableFuture<>();
    final AtomicInteger ends = new AtomicInteger();

    @Override
    public void connected() {
      connected.countDown();
    }

    @Override
    public synchronized void received(byte[] octets, Runnable consumed) {
      received.writeBytes(octets);
      consumed.run();
    }

    @Override
    public void disconnected(String cause) {
      ends.incrementAndGet();
      end.complete(cause);
    }
  }

  private int port(Network.Listener listener) {
    return listener.address().getPort();
  }

  @Test
  void whatIsSentBeforeCloseArrivesWhole() throws Exception {
    Recorder server = new Recorder();
    try (Network.Listener listener = network.listen(loopback, connection -> server)) {
      Recorder client = new Recorder();
      Connection connection = network.connect("127.0.0.1", port(listener), Duration.ofSeconds(5), client);
      assertThat(client.connected.await(5, TimeUnit.SECONDS)).isTrue();
      byte[] piece = new byte[100_000];
      for (int i = 0; i < 20; i++) {
        connection.send(piece);
      }
      connection.close();
      assertThat(server.end.get(10, TimeUnit.SECONDS)).isEqualTo("closed by peer");
      assertThat(server.received.size()).isEqualTo(2_000_000);
      assertThat(client.end.get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(client.ends).hasValue(1);
    }
  }

  /** As when descriptors run out: the first three attempts to accept fail, the callers wait in the backlog. */
  @Test
  void aListenerWhoseAcceptFailsGoesOnWhenItCan() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    TcpNetwork failing = new TcpNetwork(() -> new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        if (failures.getAndDecrement() > 0) {
          throw new java.net.SocketException("Too many open files");
        }
        return super.accept();
      }
    });
    Recorder server = new Recorder();
    List<String> told = new CopyOnWriteArrayList<>();
    Network.Acceptor acceptor = new Network.Acceptor() {
      @Override
      public ConnectionHandler accepted(Connection connection) {
        return server;
      }

      @Override
      public void failed(String reason) {
        told.add(reason);
      }

      @Override
      public void recovered() {
        told.add("recovered");
      }
    };
    try (Network.Listener listener = failing.listen(loopback, acceptor)) {
      Recorder client = new Recorder();
      Connection connection = failing.connect("127.0.0.1", port(listener), Duration.ofSeconds(5), client);
      connection.send(new byte[]{1});
      assertThat(server.connected.await(20, TimeUnit.SECONDS)).isTrue();
      connection.close();
      assertThat(server.end.get(20, TimeUnit.SECONDS)).isEqualTo("closed by peer");
    }
    assertThat(failures.get()).isLessThan(0);
    assertThat(told).as("once each, however often it failed").containsExactly("Too many open files",
        "recovered");
  }

  @Test
  void refusedConnectionSaysSo() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Recorder client = new Recorder();
    network.connect("127.0.0.1", free, Duration.ofSeconds(5), client);
    assertThat(client.end.get(5, TimeUnit.SECONDS)).isEqualTo("connection refused");
  }

  /** Nothing of a failed attempt stays open. */
  @Test
  void aThousandRefusedConnectionsLeaveNothingOpen() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    List<Recorder> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Recorder client = new Recorder();
      network.connect("127.0.0.1", free, Duration.ofSeconds(20), client);
      clients.add(client);
    }
    for (Recorder client : clients) {
      assertThat(client.end.get(20, TimeUnit.SECONDS)).isEqualTo("connection refused");
      assertThat(client.ends).hasValue(1);
    }
    assertThat(openSockets()).isLessThan(100);
  }

  /** Those of this process; other tests may have some. */
  private static long openSockets() throws Exception {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(TcpNetworkTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aNameThatNobodyKnowsIsSaidToBeUnknown() throws Exception {
    Recorder client = new Recorder();
    network.connect("no-such-host.invalid", 102, Duration.ofSeconds(20), client);
    assertThat(client.end.get(30, TimeUnit.SECONDS)).contains("no-such-host.invalid");
  }

  @Test
  void resetOfThePeerEndsTheConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Recorder client = new Recorder();
      network.connect("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5), client);
      try (Socket accepted = server.accept()) {
        accepted.setSoLinger(true, 0);
      }
      assertThat(client.end.get(5, TimeUnit.SECONDS)).contains("reset");
    }
  }

  @Test
  void aPeerThatTakesNothingDoesNotHoldACloseForEver() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Recorder client = new Recorder();
      Connection connection = network.connect("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5),
          client);
      try (Socket accepted = server.accept()) {
        assertThat(client.connected.await(5, TimeUnit.SECONDS)).isTrue();
        connection.send(new byte[50_000_000]);
        connection.close();
        assertThat(client.end.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(accepted.isClosed()).isFalse();
      }
    }
  }

  @Test
  void readingPausesWhileOctetsAreNotConsumed() throws Exception {
    AtomicInteger delivered = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(8);
    ConnectionHandler lazy = new ConnectionHandler() {
      @Override
      public void connected() {}

      @Override
      public void received(byte[] octets, Runnable consumed) {
        delivered.addAndGet(octets.length);
        full.countDown();
      }

      @Override
      public void disconnected(String cause) {}
    };
    try (Network.Listener listener = network.listen(loopback, connection -> lazy);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port(listener))) {
      byte[] piece = new byte[64 * 1024];
      client.setSendBufferSize(piece.length);
      Thread sender = Thread.ofVirtual().start(() -> {
        try {
          for (int i = 0; i < 1000; i++) {
            client.getOutputStream().write(piece);
          }
        } catch (IOException expected) {
          // the socket is closed at the end of the test
        }
      });
      assertThat(full.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(sender.join(Duration.ofMillis(200))).isFalse();
      assertThat(delivered.get()).isLessThanOrEqualTo(8 * 16 * 1024);
    }
  }

  @Test
  void anAddressInUseIsAClearError() throws Exception {
    try (Network.Listener listener = network.listen(loopback, connection -> new Recorder())) {
      assertThatThrownBy(() -> network.listen(listener.address(), connection -> new Recorder())).isInstanceOf(
          IOException.class).hasMessageContaining("cannot listen on")
          .hasMessageContaining(String.valueOf(port(listener)));
    }
  }
}
