package org.angarium.lab.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands TCP connections on from an address of its own to a target, and does to them what a {@link Fault} says. A target that does not
 * answer or refuses shows to the caller as a reset right after the connect. May be used from any thread.
 */
public final class FaultProxy implements AutoCloseable {
  /** Most octets that are carried at a time. */
  public static final int PIECE = 16 * 1024;
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final Duration LONGEST_NAP = Duration.ofMillis(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final InetSocketAddress target;
  private final Tap tap;
  private final Door door;
  private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
  private final Flow toTarget = new Flow();
  private final Flow toCaller = new Flow();
  private Fault fault = new Fault.Pass();
  private @Nullable Armed armed;
  private long swallowed;
  private int accepted;
  private boolean closed;

  /** One direction, all connections together. */
  private static final class Flow {
    long passed;
    /** When a slow line has carried everything before. */
    long free;
  }

  /** A fault that waits for its moment. */
  private static final class Armed {
    final Fault fault;
    final CompletableFuture<Strike> struck = new CompletableFuture<>();
    long left;

    Armed(Fault fault, long left) {
      this.fault = fault;
      this.left = left;
    }
  }

  /**
   * A fault that was armed has come.
   *
   * @param connection the connection whose octets brought it
   * @param nanoTime when, by {@link System#nanoTime()}
   */
  public record Strike(int connection, Direction direction, long nanoTime) {}

  private FaultProxy(InetSocketAddress listen, InetSocketAddress target, Tap tap) throws IOException {
    this.target = target;
    this.tap = tap;
    this.door = new Door(listen, this::visit);
  }

  /**
   * Starts to accept.
   *
   * @param listen port 0 lets the system choose
   * @param target connected to for every caller
   * @throws IOException if the address cannot be bound
   */
  public static FaultProxy start(InetSocketAddress listen, InetSocketAddress target, Tap tap)
      throws IOException {
    return new FaultProxy(listen, target, tap);
  }

  /** A proxy on any port of the loopback address to a port of the loopback address. */
  public static FaultProxy onLoopback(int targetPort, Tap tap) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return start(new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, targetPort), tap);
  }

  /** Where it accepts. */
  public InetSocketAddress address() {
    return door.address();
  }

  public int port() {
    return address().getPort();
  }

  public Fault fault() {
    lock.lock();
    try {
      return fault;
    } finally {
      lock.unlock();
    }
  }

  /** From now on this fault, whatever was before; also disarms one that waits. */
  public void set(Fault next) {
    lock.lock();
    try {
      armed = null;
      change(next);
    } finally {
      lock.unlock();
    }
  }

  /** Everything passes again. */
  public void heal() {
    set(new Fault.Pass());
  }

  /**
   * The fault comes as soon as so many more octets have passed, in both directions and on all connections together, to the octet. Replaces
   * one that waits.
   *
   * @param octets 1 or more
   */
  public CompletableFuture<Strike> arm(long octets, Fault next) {
    lock.lock();
    try {
      Armed waiting = new Armed(next, octets);
      armed = waiting;
      return waiting.struck;
    } finally {
      lock.unlock();
    }
  }

  public Traffic traffic() {
    lock.lock();
    try {
      return new Traffic(accepted, toTarget.passed, toCaller.passed, swallowed);
    } finally {
      lock.unlock();
    }
  }

  /** How many connections it has open on at least one side. */
  public int open() {
    return connections.size();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      door.close();
      connections.forEach(ProxiedConnection::reset);
      changed.signalAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  // ---- with the lock

  private void change(Fault next) {
    if (fault instanceof Fault.Silence before && before.afterwards() == Fault.Afterwards.FORGOTTEN) {
      connections.forEach(ProxiedConnection::forget);
    }
    fault = next;
    toTarget.free = System.nanoTime();
    toCaller.free = System.nanoTime();
    switch (next) {
      case Fault.Reset _ -> connections.forEach(ProxiedConnection::reset);
      case Fault.Refuse _ -> connections.forEach(ProxiedConnection::finish);
      case Fault.HalfOpen(Direction told) ->
        connections.forEach(connection -> connection.resetReceiver(told));
      default -> {
        // Works on what passes.
      }
    }
    changed.signalAll();
    try {
      door.turn(doorFor(next));
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy cannot listen on " + door.address() + " again", e);
    }
  }

  private static Door.Position doorFor(Fault fault) {
    return switch (fault) {
      case Fault.Refuse _ -> Door.Position.REFUSING;
      case Fault.Reset(boolean thenRefuse) when thenRefuse -> Door.Position.REFUSING;
      case Fault.Silence silence when silence.callers() == Fault.NewCallers.UNANSWERED ->
        Door.Position.UNANSWERED;
      default -> Door.Position.OPEN;
    };
  }

  // ---- a caller

  private void visit(Socket caller) {
    ProxiedConnection connection;
    lock.lock();
    try {
      if (closed) {
        ProxiedConnection.reset(caller);
        return;
      }
      connection = new ProxiedConnection(this, ++accepted, caller, new Socket());
      connections.add(connection);
      if (fault instanceof Fault.Silence) {
        connection.forget();
      }
    } finally {
      lock.unlock();
    }
    connection.run(target, CONNECT_MILLISECONDS);
  }

  void ended(ProxiedConnection connection) {
    connections.remove(connection);
  }

  /**
   * Waits while the fault holds this direction back, or another one is about to come.
   *
   * @return the fault these octets have to go through; null if the connection has ended
   */
  @Nullable
  Fault awaitPassage(ProxiedConnection connection, Direction direction) {
    lock.lock();
    try {
      while (true) {
        if (closed || connection.isOver()) {
          return null;
        }
        if (!connection.isForgotten() && (holds(direction) || armed != null && armed.left == 0)) {
          changed.awaitUninterruptibly();
        } else {
          return fault;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Flow flow(Direction direction) {
    return direction == Direction.TO_TARGET ? toTarget : toCaller;
  }

  private boolean holds(Direction direction) {
    return fault instanceof Fault.Silence silence && silence.ways().contains(direction)
        && silence.afterwards() == Fault.Afterwards.RESUMED;
  }

  /** How many of these octets may go before an armed fault comes; they are taken as gone. */
  int allow(int octets) {
    lock.lock();
    try {
      if (armed == null) {
        return octets;
      }
      int allowed = (int) Math.min(octets, armed.left);
      armed.left -= allowed;
      return allowed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the slow line has carried these octets.
   *
   * @return false if the fault has changed meanwhile, and they have to go through another one
   */
  boolean carry(Fault.Slow slow, Direction direction, int octets) {
    long due;
    lock.lock();
    try {
      Flow flow = flow(direction);
      flow.free = Math.max(System.nanoTime(), flow.free)
          + Duration.ofSeconds(1).toNanos() * octets / slow.octetsPerSecond();
      due = flow.free + slow.latency().toNanos();
    } finally {
      lock.unlock();
    }
    return sleepUntil(due, slow);
  }

  private boolean sleepUntil(long due, Fault.Slow slow) {
    while (fault().equals(slow)) {
      Duration left = Duration.ofNanos(due - System.nanoTime());
      if (!left.isPositive()) {
        return true;
      }
      try {
        Thread.sleep(left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  void swallowed(int octets) {
    lock.lock();
    try {
      swallowed += octets;
    } finally {
      lock.unlock();
    }
  }

  /** These octets are gone; if an armed fault waited for them, it comes. */
  void passed(ProxiedConnection connection, Direction direction, byte[] octets) {
    Armed due;
    lock.lock();
    try {
      flow(direction).passed += octets.length;
      due = armed != null && armed.left == 0 ? armed : null;
      if (due != null) {
        armed = null;
        change(due.fault);
      }
    } finally {
      lock.unlock();
    }
    tap.passed(connection.number(), direction, octets);
    if (due != null) {
      due.struck.complete(new Strike(connection.number(), direction, System.nanoTime()));
    }
  }
}
