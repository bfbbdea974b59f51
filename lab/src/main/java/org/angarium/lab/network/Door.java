package org.angarium.lab.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listening address that can answer, refuse, or leave callers without any answer. One thread at a time. */
final class Door implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int SHORTEST_BACKLOG = 1;
  private static final int MOST_PLUGS = 8;
  private static final int PLUG_MILLISECONDS = 60;

  private final InetSocketAddress address;
  private final Consumer<Socket> visitors;
  private final List<Socket> plugs = new ArrayList<>();
  private Position position = Position.OPEN;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  /** How callers are received. */
  enum Position {
    OPEN, REFUSING, UNANSWERED
  }

  /** @param visitors given every accepted connection, on a thread of its own */
  Door(InetSocketAddress address, Consumer<Socket> visitors) throws IOException {
    this.visitors = visitors;
    ServerSocket first = bind(address, BACKLOG);
    this.address = (InetSocketAddress) first.getLocalSocketAddress();
    serve(first);
  }

  InetSocketAddress address() {
    return address;
  }

  void turn(Position wanted) throws IOException {
    if (wanted == position) {
      return;
    }
    shut();
    switch (wanted) {
      case OPEN -> serve(bind(address, BACKLOG));
      case REFUSING -> {
        // Nothing listens.
      }
      case UNANSWERED -> plug();
    }
    position = wanted;
  }

  private static ServerSocket bind(InetSocketAddress address, int backlog) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, backlog);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private void serve(ServerSocket socket) {
    listener = socket;
    acceptor = Thread.ofVirtual().name("door " + socket.getLocalPort()).start(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket visitor = socket.accept();
        Thread.ofVirtual().name("visitor " + visitor.getPort()).start(() -> visitors.accept(visitor));
      }
    } catch (IOException e) {
      // The door was turned.
    }
  }

  /** The system does not answer a connect while the queue of those it has answered, and nobody accepted, is full. */
  private void plug() throws IOException {
    listener = bind(address, SHORTEST_BACKLOG);
    for (int i = 0; i < MOST_PLUGS; i++) {
      Socket plug = new Socket();
      try {
        plug.connect(address, PLUG_MILLISECONDS);
        plugs.add(plug);
      } catch (IOException e) {
        plug.close();
        return;
      }
    }
  }

  private void shut() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    awaitAcceptor();
    for (Socket plug : plugs) {
      plug.close();
    }
    plugs.clear();
  }

  /** The address is free only when the thread that accepted has seen that it is closed. */
  private void awaitAcceptor() throws IOException {
    Thread last = acceptor;
    acceptor = null;
    if (last != null) {
      try {
        last.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a listener was closed");
      }
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
