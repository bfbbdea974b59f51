package org.angarium.osi.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Makes connections. The simulator has a network of its own behind this interface. */
public interface Network {
  /**
   * Starts to connect and returns at once; the handler learns how it went.
   *
   * @param from the address of this machine to call from; empty leaves it to the system
   * @param timeout bound for the name look-up and the TCP handshake together
   */
  Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler);

  /** The same from whatever address the system chooses. */
  default Connection connect(String host, int port, Duration timeout, ConnectionHandler handler) {
    return connect(host, port, Optional.empty(), timeout, handler);
  }

  /**
   * Accepts connections until the listener is closed.
   *
   * @throws IOException if the address cannot be bound
   */
  Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException;

  /** Makes a handler for an accepted connection; called on a thread of the network. */
  @FunctionalInterface
  interface Acceptor {
    ConnectionHandler accepted(Connection connection);

    /** Nothing can be accepted for the moment; it is tried again. Told once for a failure, however long it lasts. */
    default void failed(String reason) {
      // only for whoever wants to know
    }

    /** After {@link #failed}: a connection has been accepted. */
    default void recovered() {
      // only for whoever wants to know
    }
  }

  /** A bound address. */
  interface Listener extends AutoCloseable {
    InetSocketAddress address();

    @Override
    void close();
  }
}
