package org.angarium.mta;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;
import org.angarium.osi.net.TcpNetwork;

/** The TCP network, counting the connections that have begun and not ended. */
final class CountingNetwork implements Network {
  private final TcpNetwork tcp = new TcpNetwork();
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  @Override
  public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler) {
    return tcp.connect(host, port, from, timeout, counted(handler));
  }

  @Override
  public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    return tcp.listen(address, connection -> counted(acceptor.accepted(connection)));
  }

  private ConnectionHandler counted(ConnectionHandler handler) {
    open.incrementAndGet();
    return new ConnectionHandler() {
      @Override
      public void connected() {
        handler.connected();
      }

      @Override
      public void received(byte[] octets, Runnable consumed) {
        handler.received(octets, consumed);
      }

      @Override
      public void disconnected(String cause) {
        open.decrementAndGet();
        handler.disconnected(cause);
      }
    };
  }
}
