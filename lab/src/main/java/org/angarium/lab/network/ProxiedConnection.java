package org.angarium.lab.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A caller's connection and the one to the target, and the two threads that carry octets between them. */
final class ProxiedConnection {
  private static final int FLIPPED = 0x10;

  private final FaultProxy proxy;
  private final int number;
  private final Socket caller;
  private final Socket target;
  private final AtomicInteger running = new AtomicInteger(Direction.values().length);
  private volatile boolean forgotten;
  private volatile boolean over;

  ProxiedConnection(FaultProxy proxy, int number, Socket caller, Socket target) {
    this.proxy = proxy;
    this.number = number;
    this.caller = caller;
    this.target = target;
  }

  int number() {
    return number;
  }

  boolean isForgotten() { return forgotten; }

  boolean isOver() { return over; }

  /** Carries until both ways have ended. */
  void run(InetSocketAddress address, int connectMilliseconds) {
    try {
      caller.setTcpNoDelay(true);
      if (!forgotten) {
        target.connect(address, connectMilliseconds);
        target.setTcpNoDelay(true);
      }
    } catch (IOException e) {
      reset();
      proxy.ended(this);
      return;
    }
    if (target.isConnected()) {
      Thread.ofVirtual().name("proxy " + number + " to caller")
          .start(() -> carry(Direction.TO_CALLER, target, caller));
    } else {
      running.decrementAndGet();
    }
    carry(Direction.TO_TARGET, caller, target);
  }

  private void carry(Direction direction, Socket from, Socket to) {
    try {
      if (copy(direction, from, to) && mayTell(direction)) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      if (mayTell(direction)) {
        reset();
      }
    }
    if (forgotten) {
      close(from);
    }
    if (running.decrementAndGet() == 0) {
      over = true;
      close(caller);
      close(target);
      proxy.ended(this);
    }
  }

  /** Whether the other end may learn that this one has gone; if not, it never will. */
  private boolean mayTell(Direction direction) {
    Fault fault = proxy.awaitPassage(this, direction);
    if (fault instanceof Fault.Silence silence && silence.ways().contains(direction)) {
      forgotten = true;
    }
    return fault != null && !forgotten;
  }

  /** Answers whether the sender ended in order and the receiver should learn of it. */
  private boolean copy(Direction direction, Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[FaultProxy.PIECE];
    Damage damage = new Damage();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      int sent = 0;
      while (sent < count) {
        Fault fault = proxy.awaitPassage(this, direction);
        if (fault == null) {
          return false;
        }
        if (forgotten || fault instanceof Fault.Silence silence && silence.ways().contains(direction)) {
          proxy.swallowed(count - sent);
          break;
        }
        int most = fault instanceof Fault.Slow slow
            ? Math.min(slow.pieceOctets(), count - sent)
            : count - sent;
        if (fault instanceof Fault.Slow slow && !proxy.carry(slow, direction, most)) {
          continue;
        }
        sent += pass(direction, fault, damage, Arrays.copyOfRange(buffer, sent, sent + most), to);
      }
    }
    return true;
  }

  /** Hands on as many of these octets as may go now; returns how many. */
  private int pass(Direction direction, Fault fault, Damage damage, byte[] octets, Socket to)
      throws IOException {
    OutputStream out = to.getOutputStream();
    int end = fault instanceof Fault.Truncate ? damage.cut(octets) : -1;
    byte[] piece = Arrays.copyOf(octets, end >= 0 ? end : proxy.allow(octets.length));
    if (piece.length == 0) {
      return 0;
    }
    if (fault instanceof Fault.Corrupt corrupt) {
      damage.corrupt(piece, corrupt.everyOctets());
    }
    damage.follow(octets, piece.length);
    out.write(piece);
    proxy.passed(this, direction, piece);
    if (end >= 0) {
      finish();
    }
    return piece.length;
  }

  /** Nothing passes any more, and nobody is told. */
  void forget() {
    forgotten = true;
  }

  /** Both ends see the connection end in order. What they still send is read, since closing over it would look like a reset. */
  void finish() {
    forgotten = true;
    shutdown(caller);
    shutdown(target);
  }

  private static void shutdown(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  /** Both ends see the connection reset. */
  void reset() {
    over = true;
    reset(caller);
    reset(target);
  }

  /** The end that octets of this direction go to is reset; the other is told nothing. */
  void resetReceiver(Direction direction) {
    forgotten = true;
    reset(direction == Direction.TO_TARGET ? target : caller);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody can be told.
    }
  }

  /** Where TPDUs begin in the octets of one direction, and which octets are to be damaged. */
  private static final class Damage {
    private static final int HEADER = 4;
    private static final int INSIDE = 5;

    private final byte[] header = new byte[HEADER];
    /** Octets of the current TPKT that have passed. */
    private int inside;
    private long sinceFlip;

    /** How many octets have to go so that a TPDU is cut in its middle; -1 if none is. */
    int cut(byte[] octets) {
      Damage ahead = new Damage();
      System.arraycopy(header, 0, ahead.header, 0, HEADER);
      ahead.inside = inside;
      for (int i = 0; i < octets.length; i++) {
        ahead.step(octets[i]);
        if (ahead.inside >= INSIDE) {
          return i + 1;
        }
      }
      return -1;
    }

    void follow(byte[] octets, int count) {
      for (int i = 0; i < count; i++) {
        step(octets[i]);
      }
    }

    private void step(byte octet) {
      if (inside < HEADER) {
        header[inside] = octet;
      }
      inside++;
      if (inside >= HEADER && inside >= ((header[2] & 0xFF) << 8 | header[3] & 0xFF)) {
        inside = 0;
      }
    }

    void corrupt(byte[] octets, int every) {
      for (int i = 0; i < octets.length; i++) {
        if (++sinceFlip >= every) {
          octets[i] ^= FLIPPED;
          sinceFlip = 0;
        }
      }
    }
  }
}
