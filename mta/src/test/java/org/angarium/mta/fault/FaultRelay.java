package org.angarium.mta.fault;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.angarium.mta.TestConfig;
import org.jspecify.annotations.Nullable;

/** The network between two MTAs: relays TCP connections TPKT by TPKT, and breaks them when told to. */
final class FaultRelay implements AutoCloseable {
  private static final long SLOW_NANOS = 2_000_000;

  private final int target;
  private final int port;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
  private volatile @Nullable Fault fault;
  private volatile @Nullable ServerSocket server;

  /** What is to happen at the first TPKT that matches, which does not pass. */
  private record Plan(Predicate<byte[]> at, Runnable then) {}

  FaultRelay(int target) {
    this.target = target;
    this.port = TestConfig.freePort();
    listen();
  }

  int port() {
    return port;
  }

  /** Octets that have passed, both ways. */
  long octets() {
    return octets.get();
  }

  /** From now on. */
  synchronized void begin(Fault what) {
    fault = what;
    if (what == Fault.REFUSE) {
      closeServer();
    }
    if (what != Fault.SLOW) {
      wires.forEach(wire -> wire.suffer(what));
    }
  }

  /** New connections work again. */
  synchronized void heal() {
    fault = null;
    if (server == null) {
      listen();
    }
  }

  /** At the first TPKT that matches, which is lost. */
  void at(Predicate<byte[]> tpkt, Runnable then) {
    plan.set(new Plan(tpkt, then));
  }

  /** As soon as so many more octets have passed; in the middle of a TPKT if it falls there. */
  void after(long more, Runnable then) {
    long end = octets.get() + more;
    at(tpkt -> octets.get() + tpkt.length > end, then);
  }

  /** Whether what {@link #at} or {@link #after} waits for has happened. */
  boolean happened() {
    return plan.get() == null;
  }

  private void listen() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server = opened;
      Thread.ofVirtual().name("relay to " + target).start(() -> accept(opened));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeServer() {
    ServerSocket open = server;
    server = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        accepted(from.accept());
      } catch (IOException e) {
        // The server was closed, or the caller has gone before it was connected.
      }
    }
  }

  private void accepted(Socket caller) throws IOException {
    Fault now = fault;
    if (now == Fault.RESET || now == Fault.HALF_OPEN) {
      reset(caller);
      return;
    }
    Wire wire = new Wire(caller, now == Fault.SILENCE ? new Socket() : connect(caller));
    wires.add(wire);
    if (now == Fault.SILENCE) {
      wire.dead = true;
      return;
    }
    Thread.ofVirtual().start(() -> wire.pump(wire.caller, wire.called));
    Thread.ofVirtual().start(() -> wire.pump(wire.called, wire.caller));
  }

  private Socket connect(Socket caller) throws IOException {
    try {
      Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      return called;
    } catch (IOException e) {
      reset(caller);
      throw e;
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public void close() {
    closeServer();
    wires.forEach(wire -> wire.suffer(Fault.RESET));
  }

  /** One connection from end to end. */
  private final class Wire {
    private final Socket caller;
    private final Socket called;
    private volatile boolean dead;

    Wire(Socket caller, Socket called) {
      this.caller = caller;
      this.called = called;
    }

    void suffer(Fault what) {
      dead = true;
      switch (what) {
        case RESET, REFUSE -> {
          reset(caller);
          reset(called);
          wires.remove(this);
        }
        case HALF_OPEN -> reset(caller);
        default -> {
          // Dead is all it is.
        }
      }
    }

    private void pump(Socket from, Socket to) {
      try {
        DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = to.getOutputStream();
        while (true) {
          byte[] tpkt = read(in);
          Plan next = plan.get();
          if (next != null && next.at().test(tpkt) && plan.compareAndSet(next, null)) {
            out.write(tpkt, 0, tpkt.length / 2);
            next.then().run();
          } else if (!dead) {
            out.write(tpkt);
            octets.addAndGet(tpkt.length);
          }
          if (fault == Fault.SLOW) {
            LockSupport.parkNanos(SLOW_NANOS);
          }
        }
      } catch (IOException e) {
        if (!dead) {
          end(to);
        }
      }
    }

    private static byte[] read(DataInputStream in) throws IOException {
      byte[] header = in.readNBytes(4);
      if (header.length < 4) {
        throw new IOException("ended");
      }
      int length = (header[2] & 0xFF) << 8 | header[3] & 0xFF;
      byte[] tpkt = Arrays.copyOf(header, length);
      in.readFully(tpkt, 4, length - 4);
      return tpkt;
    }

    private void end(Socket other) {
      try {
        other.shutdownOutput();
      } catch (IOException e) {
        reset(other);
      }
      if (caller.isInputShutdown() && called.isInputShutdown()) {
        wires.remove(this);
      }
    }
  }
}
