package org.angarium.lab.simulation.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.angarium.lab.simulation.time.VirtualTime;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;

/** Hosts and the lines between them. Every two hosts have a line of their own. */
public final class SimNetwork {
  /** Waits between repetitions of a connection request, as TCP makes them. */
  private static final Duration FIRST_REPETITION = Duration.ofSeconds(1);

  private final VirtualTime time;
  private final RandomGenerator random;
  private final NetworkWatch watch;
  private final boolean keepAlive;
  private final Map<String, SimHost> hosts = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();
  private long connections;

  /** @param keepAlive whether the systems notice a dead idle connection by themselves */
  public SimNetwork(VirtualTime time, RandomGenerator random, NetworkWatch watch, boolean keepAlive) {
    this.time = time;
    this.random = random;
    this.watch = watch;
    this.keepAlive = keepAlive;
  }

  VirtualTime time() {
    return time;
  }

  RandomGenerator random() {
    return random;
  }

  NetworkWatch watch() {
    return watch;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  public SimHost host(String name) {
    SimHost host = new SimHost(name, this);
    for (SimHost other : hosts.values()) {
      links.add(new Link(other, host));
    }
    hosts.put(name, host);
    return host;
  }

  public Collection<SimHost> hosts() {
    return hosts.values();
  }

  public List<Link> links() {
    return links;
  }

  public Link link(SimHost one, SimHost other) {
    for (Link link : links) {
      if (link.one() == one && link.other() == other || link.one() == other && link.other() == one) {
        return link;
      }
    }
    throw new IllegalArgumentException("no line between " + one + " and " + other);
  }

  void pathsChanged(SimHost host) {
    for (Link link : links) {
      if (link.one() == host || link.other() == host) {
        link.all().forEach(SimConnection::pathChanged);
      }
    }
  }

  Connection connect(SimHost from, String toName, int port, Duration timeout, ConnectionHandler handler) {
    SimHost to = hosts.get(toName);
    if (to == null || to == from) {
      throw new IllegalArgumentException("no host " + toName + " to call from " + from);
    }
    Link link = link(from, to);
    SimConnection connection = new SimConnection(++connections, link, this, from, to, handler,
        link.swallowAfter());
    watch.calling(connection);
    time.after(timeout, () -> {
      if (!connection.caller().isConnected()) {
        connection.caller().failed("connect timed out");
        connection.called().abandonedByCaller();
      }
    });
    time.after(link.latency(), () -> request(connection, link, to, port, FIRST_REPETITION));
    return connection.caller();
  }

  private void request(SimConnection connection, Link link, SimHost to, int port, Duration repeatAfter) {
    if (connection.caller().isEnded()) {
      connection.called().orphaned();
      return;
    }
    if (connection.called().isEnded()) {
      connection.caller().failed("connection reset by peer");
      return;
    }
    boolean passes = connection.reaches(connection.caller()) && connection.reaches(connection.called());
    if (passes && link.isDroppingCalls() && connection.isDroppedFirst()) {
      watch.struck(connection, Trouble.CALL_DROPPED, connection.phase());
    }
    if (!passes || link.isDroppingCalls()) {
      time.after(repeatAfter, () -> request(connection, link, to, port, repeatAfter.multipliedBy(2)));
      return;
    }
    Network.Acceptor acceptor = to.listener(port);
    if (acceptor == null || link.isRefusing()) {
      if (acceptor != null) {
        watch.struck(connection, Trouble.CALL_REFUSED, connection.phase());
      }
      connection.called().orphaned();
      time.after(link.latency(), () -> connection.caller().failed("connection refused"));
      return;
    }
    if (link.swallowAfter() > 0) {
      connection.called().handledBy(acceptor.accepted(connection.called()));
      connection.called().connected();
    } else {
      watch.struck(connection, Trouble.SWALLOWED, connection.phase());
      watch.silent(connection, Layer.TCP);
    }
    time.after(link.latency(), connection.caller()::connected);
  }
}
