package org.angarium.lab.namespace;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of our loopback address that leads to the same port of the loopback address of a namespace. */
public final class LoopbackDoor implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final int CONNECT_MILLISECONDS = 1000;

  private final ServerSocket server;
  private final int port;
  private volatile NetworkNamespace target;

  public LoopbackDoor(int port, NetworkNamespace target) throws IOException {
    this.port = port;
    this.target = target;
    this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("door " + port).start(this::accept);
  }

  /** From now on it leads into another one. */
  public void lead(NetworkNamespace to) {
    target = to;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Thread.ofVirtual().name("visitor of " + port).start(() -> visit(caller));
      } catch (IOException e) {
        // It is closed, or the next caller has more luck.
      }
    }
  }

  private void visit(Socket caller) {
    try (caller; Socket called = target.inside(() -> {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLISECONDS);
      return socket;
    })) {
      Thread back = Thread.ofVirtual().start(() -> copy(called, caller));
      copy(caller, called);
      back.join();
    } catch (IOException e) {
      // The caller sees that nobody is there.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody can be told.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
