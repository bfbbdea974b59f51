package org.angarium.lab.namespace;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A line between two hosts: at each end a veth pair, in between this program, which hands on every frame. What a watcher does about a frame
 * happens before any other frame passes in either direction. May be used from any thread.
 */
public final class Line implements AutoCloseable {
  private static final long NANOS = 1_000_000_000;
  private static final Duration NAP = Duration.ofMillis(20);
  private static final String OUTER = "eth0";

  private final NetworkNamespace middle;
  private final Watcher watcher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Side, End> ends = new EnumMap<>(Side.class);
  private volatile boolean silent;
  private volatile long octetsPerSecond;
  private volatile boolean closed;

  /** Which end of the line. */
  public enum Side {
    LEFT, RIGHT;

    public Side opposite() {
      return this == LEFT ? RIGHT : LEFT;
    }

    private String port() {
      return this == LEFT ? "left" : "right";
    }
  }

  /** Sees the frames; called by the thread that carries them. */
  public interface Watcher {
    /** A host has sent this; whether it passes is another matter. */
    void sent(Side from, byte[] frame);

    /** It has passed. */
    void passed(Side from, byte[] frame);
  }

  /** One end. */
  private static final class End {
    private final FrameSocket socket;
    private @Nullable Thread carrier;
    private volatile boolean over;

    End(FrameSocket socket) {
      this.socket = socket;
    }

    void stop() {
      over = true;
      try {
        if (carrier != null) {
          carrier.join();
        }
        socket.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A line that ends nowhere yet. */
  public Line(Watcher watcher) throws IOException, InterruptedException {
    this.watcher = watcher;
    this.middle = NetworkNamespace.create();
  }

  /**
   * Connects a host, as its interface {@code eth0}; whatever was there before has to be gone.
   *
   * @param hardware its MAC address
   * @param address its IP address with the length of the prefix
   */
  public void connect(Side side, NetworkNamespace host, String hardware, String address)
      throws IOException, InterruptedException {
    disconnect(side);
    middle.run("ip", "link", "add", side.port(), "type", "veth", "peer", "name", OUTER, "address", hardware,
        "netns", host.id());
    middle.run("ip", "link", "set", side.port(), "up");
    End end = new End(middle.inside(() -> new FrameSocket(side.port())));
    lock.lock();
    try {
      ends.put(side, end);
    } finally {
      lock.unlock();
    }
    end.carrier = Thread.ofPlatform().daemon().name("line from " + side).start(() -> carry(side, end));
    host.run("ip", "address", "add", address, "dev", OUTER);
    // A slow line carries small frames.
    host.run("ip", "link", "set", OUTER, "gso_max_segs", "1", "up");
  }

  /** The host is gone, with its end of the cable. */
  public void disconnect(Side side) throws IOException, InterruptedException {
    End old;
    lock.lock();
    try {
      old = ends.remove(side);
    } finally {
      lock.unlock();
    }
    if (old != null) {
      old.stop();
      middle.run("sh", "-c", "! ip link show " + side.port() + " >&2 || ip link delete " + side.port());
    }
  }

  /** Pulls the cable of one host, or puts it in again: the host sees that it has no carrier. */
  public void plug(Side side, boolean in) throws IOException, InterruptedException {
    middle.run("ip", "link", "set", side.port(), in ? "up" : "down");
  }

  /** From now on nothing passes, and nobody is told. */
  public void silence() {
    silent = true;
  }

  /** From now on each direction carries so little; frames that are too many are lost. */
  public void slow(long octets) {
    octetsPerSecond = octets;
  }

  /** Everything passes, at once. */
  public void heal() {
    silent = false;
    octetsPerSecond = 0;
  }

  /** Does something while no frame passes. */
  public void between(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private void carry(Side from, End end) {
    while (!end.over && !closed) {
      byte[] frame = end.socket.receive();
      if (frame.length <= FrameSocket.PREFIX) {
        continue;
      }
      trickle(frame.length);
      lock.lock();
      try {
        pass(from, frame);
      } finally {
        lock.unlock();
      }
    }
  }

  private void pass(Side from, byte[] prefixed) {
    byte[] frame = Arrays.copyOfRange(prefixed, FrameSocket.PREFIX, prefixed.length);
    watcher.sent(from, frame);
    End to = ends.get(from.opposite());
    if (silent || to == null) {
      return;
    }
    to.socket.send(prefixed);
    watcher.passed(from, frame);
  }

  private void trickle(int octets) {
    long rate = octetsPerSecond;
    long due = rate == 0 ? 0 : System.nanoTime() + octets * NANOS / rate;
    try {
      while (octetsPerSecond != 0 && !closed && due - System.nanoTime() > 0) {
        Thread.sleep(NAP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    ends.values().forEach(End::stop);
    middle.close();
  }
}
