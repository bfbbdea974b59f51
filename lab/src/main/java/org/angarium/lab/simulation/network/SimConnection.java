package org.angarium.lab.simulation.network;

import java.time.Duration;
import org.angarium.lab.simulation.time.VirtualTime;
import org.angarium.osi.net.ConnectionHandler;

/** One TCP connection: two ends and a pipe in each direction. */
public final class SimConnection {
  /** How long TCP repeats what is not acknowledged before it gives up. */
  static final Duration RETRANSMISSION_BOUND = Duration.ofSeconds(924);
  /** How long an idle connection to nowhere lives with keep-alive, as our sockets have it. */
  static final Duration KEEP_ALIVE_BOUND = Duration.ofMinutes(2);

  /** TPKT, DT, AB: transport connection released, no reason. */
  private static final byte[] SESSION_PROVIDER_ABORT = {3, 0, 0, 12, 2, (byte) 0xF0, (byte) 0x80, 25, 3, 17,
      1, 9};
  /** TPKT, DR: normal, invoked by the session entity. */
  private static final byte[] TRANSPORT_DISCONNECT = {3, 0, 0, 11, 6, (byte) 0x80, 0, 0, 0, 0, (byte) 0x80};

  private final long number;
  private final Link link;
  private final VirtualTime time;
  private final SimNetwork network;
  private final ConnectionEnd caller;
  private final ConnectionEnd called;
  private int pathChanges;
  private boolean broken;
  private boolean dropped;

  SimConnection(long number, Link link, SimNetwork network, SimHost from, SimHost to,
      ConnectionHandler handler, int swallowAfter) {
    this.number = number;
    this.link = link;
    this.network = network;
    this.time = network.time();
    this.caller = new ConnectionEnd(this, from, handler, Link.NO_SWALLOWING);
    this.called = new ConnectionEnd(this, to, null, swallowAfter);
    called.pipe().silentAt(link.silentLayer());
    link.connections().add(this);
  }

  public ConnectionEnd caller() {
    return caller;
  }

  public ConnectionEnd called() {
    return called;
  }

  public Link link() {
    return link;
  }

  SimNetwork network() {
    return network;
  }

  ConnectionEnd other(ConnectionEnd end) {
    return end == caller ? called : caller;
  }

  boolean reaches(ConnectionEnd from) {
    return !link.isSilentFrom(from.host()) && other(from).host().isUp() && from.host().isUp();
  }

  /** Both ends learn at once that it is broken, as far as they can be reached. */
  public void reset(String why) {
    caller.broken(why);
    called.broken(why);
  }

  /** Both directions end in order, as if a middlebox had closed them. */
  public void closeFromOutside() {
    caller.pipe().sendEnd();
    called.pipe().sendEnd();
  }

  /** The provider gives the connection up and tells both ends in its own words (X.225 §8.3.9, X.224 §13.5). */
  public void abortByProvider(boolean session) {
    Phase before = phaseOfSending();
    byte[] words = session ? SESSION_PROVIDER_ABORT : TRANSPORT_DISCONNECT;
    for (ConnectionEnd end : new ConnectionEnd[]{caller, called}) {
      end.pipe().send(words, before);
      end.pipe().sendEnd();
    }
  }

  /** Whether a request for it is dropped that is the first: it is repeated. */
  boolean isDroppedFirst() {
    boolean first = !dropped;
    dropped = true;
    return first;
  }

  void endGone() {
    if (caller.isEnded() && called.isEnded()) {
      link.connections().remove(this);
    }
  }

  /** Silence, a host down, or the end of these: what waits is sent again, and TCP gives up in the end. */
  void pathChanged() {
    caller.pipe().pathChanged();
    called.pipe().pathChanged();
    boolean whole = reaches(caller) && reaches(called);
    if (broken == !whole) {
      return;
    }
    broken = !whole;
    int since = ++pathChanges;
    if (whole) {
      return;
    }
    if (network.keepAlive()) {
      time.after(KEEP_ALIVE_BOUND, () -> giveUp(since, false));
    }
    time.after(RETRANSMISSION_BOUND, () -> giveUp(since, true));
  }

  private void giveUp(int since, boolean unacknowledged) {
    if (pathChanges != since) {
      return;
    }
    for (ConnectionEnd end : new ConnectionEnd[]{caller, called}) {
      if (end.pipe().isStalled() == unacknowledged) {
        end.broken("connection timed out");
      }
    }
  }

  /** The protocol state that what has passed so far has brought about. */
  public Phase phase() {
    if (caller.isEnded() != called.isEnded()) {
      ConnectionEnd left = caller.isEnded() ? called : caller;
      if (left.isConnected() && !left.isClosing()) {
        return Phase.HALF_OPEN;
      }
    }
    return caller.sniffer().phase(called.sniffer());
  }

  /** The phase in which something is sent: with the first octets the TCP connection is there already. */
  Phase phaseOfSending() {
    Phase phase = phase();
    return phase == Phase.CONNECTING ? Phase.TRANSPORT : phase;
  }

  @Override
  public String toString() {
    return "connection " + number + " " + caller.host() + ">" + called.host();
  }
}
