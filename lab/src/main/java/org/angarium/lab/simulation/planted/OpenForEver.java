package org.angarium.lab.simulation.planted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;

/** A network whose connections are not closed when they should be. */
record OpenForEver(Network network) implements Network {
  @Override
  public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler) {
    return new Unclosable(network.connect(host, port, from, timeout, handler));
  }

  @Override
  public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    return network.listen(address, connection -> acceptor.accepted(new Unclosable(connection)));
  }

  /** A connection that only its peer can end. */
  private record Unclosable(Connection connection) implements Connection {
    @Override
    public void send(byte[] octets) {
      connection.send(octets);
    }

    @Override
    public void close() {
      // forgotten
    }

    @Override
    public String peer() {
      return connection.peer();
    }
  }
}
