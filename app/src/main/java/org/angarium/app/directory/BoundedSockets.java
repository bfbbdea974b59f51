package org.angarium.app.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * Sockets that wait for nothing longer than a time, and can all be closed. The library bounds connecting and answers, but not the TLS
 * handshake between them, for which a server may keep silent for ever.
 */
final class BoundedSockets extends SocketFactory {
  private final SocketFactory sockets;
  private final int timeout;
  private final List<Socket> made = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** @param timeout milliseconds */
  BoundedSockets(SocketFactory sockets, int timeout) {
    this.sockets = sockets;
    this.timeout = timeout;
  }

  private Socket bounded(Socket socket) throws IOException {
    made.add(socket);
    socket.setSoTimeout(timeout);
    if (closed) {
      closeAll();
    }
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return bounded(sockets.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return bounded(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return bounded(sockets.createSocket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return bounded(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return bounded(sockets.createSocket(address, port, localAddress, localPort));
  }

  /** Whoever waits on one of them fails; none can be made any more. */
  void closeAll() {
    closed = true;
    for (Socket socket : made) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }
}
