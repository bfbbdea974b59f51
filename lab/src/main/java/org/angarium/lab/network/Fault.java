package org.angarium.lab.network;

import java.time.Duration;
import java.util.Set;

/** What a {@link FaultProxy} does to the connections through it. */
public sealed interface Fault {
  /** Nothing: everything passes. */
  record Pass() implements Fault {}

  /**
   * Every connection is reset (RST to both ends), once.
   *
   * @param thenRefuse whether new connections are refused from then on, or pass
   */
  record Reset(boolean thenRefuse) implements Fault {}

  /** Every connection is ended in order (FIN to both ends), and new ones are refused. */
  record Refuse() implements Fault {}

  /**
   * Nobody is told anything: octets do not pass, connections stay open.
   *
   * @param ways directions in which nothing passes, 1 or 2
   * @param callers what happens to who connects now
   * @param afterwards what happens to today's connections when the fault is over
   */
  record Silence(Set<Direction> ways, NewCallers callers, Afterwards afterwards) implements Fault {
    public Silence {
      ways = Set.copyOf(ways);
    }

    /** No packet passes, and what lay between has forgotten every connection when it comes back: a router or firewall that failed. */
    public static Silence forgetting() {
      return new Silence(Set.of(Direction.values()), NewCallers.UNANSWERED, Afterwards.FORGOTTEN);
    }

    /** No packet passes for a while; then connections go on: a cable that was pulled. */
    public static Silence lasting() {
      return new Silence(Set.of(Direction.values()), NewCallers.UNANSWERED, Afterwards.RESUMED);
    }
  }

  /** What somebody who connects during a silence sees. */
  enum NewCallers {
    /** No answer to the TCP connect. */
    UNANSWERED,
    /** A TCP connection on which nothing ever comes. */
    ACCEPTED
  }

  /** What becomes of connections that lived through a silence. */
  enum Afterwards {
    /** Octets of the time of the fault are gone, and nothing passes on these connections ever again; nobody is told. */
    FORGOTTEN,
    /** Everything arrives, only late. */
    RESUMED
  }

  /**
   * A slow line, shared by all connections.
   *
   * @param octetsPerSecond in each direction, 1 or more
   * @param latency how long every piece of at most {@link FaultProxy#PIECE} octets is held back
   */
  record Slow(long octetsPerSecond, Duration latency) implements Fault {
    private static final int PIECES_PER_SECOND = 20;

    int pieceOctets() {
      return Math.clamp(octetsPerSecond / PIECES_PER_SECOND, 1, FaultProxy.PIECE);
    }
  }

  /** Every connection is ended in order in the middle of the next TPDU that passes on it. */
  record Truncate() implements Fault {}

  /**
   * Bits are turned over.
   *
   * @param everyOctets one octet in so many is damaged, 1 or more
   */
  record Corrupt(int everyOctets) implements Fault {}

  /**
   * Every connection becomes half-open, once: one end is reset, the other is told nothing and never hears anything again. New connections
   * pass.
   *
   * @param told the octets that went this way have lost their receiver: the end that is reset
   */
  record HalfOpen(Direction told) implements Fault {}
}
