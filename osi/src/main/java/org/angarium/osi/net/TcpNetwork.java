package org.angarium.osi.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TCP with blocking sockets on virtual threads: one reads, one writes per connection. */
public final class TcpNetwork implements Network {
  private static final Logger LOG = LoggerFactory.getLogger(TcpNetwork.class);
  private static final int BACKLOG = 128;
  private static final Duration ACCEPT_RETRY = Duration.ofMillis(200);

  private final ServerSockets serverSockets;

  /** Where sockets to listen on come from. */
  @FunctionalInterface
  interface ServerSockets {
    /** A socket that is not bound yet. */
    ServerSocket open() throws IOException;
  }

  public TcpNetwork() {
    this(ServerSocket::new);
  }

  TcpNetwork(ServerSockets serverSockets) {
    this.serverSockets = serverSockets;
  }

  @Override
  public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler) {
    TcpConnection connection = new TcpConnection(new Socket(), host + ":" + port, handler);
    Thread.ofVirtual().name("connect " + connection.peer()).start(() -> {
      try {
        InetAddress address = InetAddress.getByName(host);
        connection.connect(new InetSocketAddress(address, port), from, timeout);
      } catch (IOException e) {
        connection.failed(e);
        return;
      }
      connection.run();
    });
    return connection;
  }

  @Override
  public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    ServerSocket server = serverSockets.open();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage(),
          e);
    }
    Thread.ofVirtual().name("listener " + server.getLocalSocketAddress())
        .start(() -> accept(server, acceptor));
    return new TcpListener(server);
  }

  private static void accept(ServerSocket server, Acceptor acceptor) {
    boolean failing = false;
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (failing) {
          failing = false;
          acceptor.recovered();
        }
        TcpConnection connection = new TcpConnection(socket,
            String.valueOf(socket.getRemoteSocketAddress()).substring(1),
            acceptor);
        Thread.ofVirtual().name("read " + connection.peer()).start(connection::run);
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
        LOG.warn("accepting a connection failed: {}", e.getMessage());
        if (!failing) {
          failing = true;
          acceptor.failed(String.valueOf(e.getMessage()));
        }
        pause();
      }
    }
  }

  /** A failing accept (out of descriptors, …) must neither end the listener nor spin. */
  private static void pause() {
    try {
      Thread.sleep(ACCEPT_RETRY);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record TcpListener(ServerSocket server) implements Listener {
    @Override
    public InetSocketAddress address() {
      return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() {
      try {
        server.close();
      } catch (IOException e) {
        LOG.debug("closing a listener", e);
      }
    }
  }
}
