package org.angarium.lab.simulation.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;
import org.jspecify.annotations.Nullable;

/** One host. Its processes come and go with {@link #boot}; what an earlier one still asks for does not happen. */
public final class SimHost {
  private final String name;
  private final SimNetwork network;
  private final Set<ConnectionEnd> ends = new LinkedHashSet<>();
  private final Map<Integer, Network.Acceptor> listeners = new HashMap<>();
  private int boots;
  private boolean up = true;
  private boolean runs;

  SimHost(String name, SimNetwork network) {
    this.name = name;
    this.network = network;
  }

  public String name() {
    return name;
  }

  Set<ConnectionEnd> ends() {
    return ends;
  }

  /** Connection ends of its process. */
  public List<ConnectionEnd> connectionEnds() {
    return List.copyOf(ends);
  }

  boolean isUp() { return up; }

  int boot() {
    return boots;
  }

  /** Processes that have been started on it so far. */
  public int processes() {
    return boots;
  }

  boolean runs(int boot) {
    return runs && boot == boots;
  }

  Network.@Nullable Acceptor listener(int port) {
    return listeners.get(port);
  }

  /** A new process begins. Answers its network. */
  public Network start() {
    boots++;
    runs = true;
    if (!up) {
      up = true;
      network.pathsChanged(this);
    }
    return new ProcessNetwork(boots);
  }

  /** The process dies; the system of the host lives and says so to the peers. */
  public void processDies() {
    runs = false;
    listeners.clear();
    for (ConnectionEnd end : List.copyOf(ends)) {
      ConnectionEnd other = end.connection().other(end);
      boolean told = end.connection().reaches(end);
      end.orphaned();
      if (told) {
        network.time().after(Duration.ofMillis(20), () -> other.broken("connection reset by peer"));
      }
    }
  }

  /** The host vanishes: nobody is told anything until it has been started again. */
  public void powerFails() {
    runs = false;
    up = false;
    listeners.clear();
    List.copyOf(ends).forEach(ConnectionEnd::orphaned);
    network.pathsChanged(this);
  }

  private final class ProcessNetwork implements Network {
    private final int process;

    ProcessNetwork(int process) {
      this.process = process;
    }

    @Override
    public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
        ConnectionHandler handler) {
      // A simulated host has one address.
      return network.connect(SimHost.this, host, port, timeout, handler);
    }

    @Override
    public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
      if (listeners.putIfAbsent(address.getPort(), acceptor) != null) {
        throw new IOException("port " + address.getPort() + " is in use");
      }
      InetSocketAddress bound = new InetSocketAddress(InetAddress.getByAddress(new byte[]{10, 0, 0, 1}),
          address.getPort());
      return new Listener() {
        @Override
        public InetSocketAddress address() {
          return bound;
        }

        @Override
        public void close() {
          if (runs(process)) {
            listeners.remove(address.getPort());
          }
        }
      };
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
