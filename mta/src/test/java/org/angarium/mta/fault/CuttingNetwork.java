package org.angarium.mta.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.angarium.osi.net.Network;
import org.angarium.osi.net.TcpNetwork;

/** The TCP network, except that a connection of ours ends in the middle when so many octets have been sent. Counts what is sent. */
final class CuttingNetwork implements Network {
  private static final long NEVER = Long.MAX_VALUE;

  private final TcpNetwork tcp = new TcpNetwork();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong cutAt = new AtomicLong(NEVER);
  private final AtomicInteger left = new AtomicInteger();
  private volatile long between;

  /** Cuts so many times, each when so many octets more have been sent. */
  void cutAfter(long octets, int times) {
    between = octets;
    left.set(times);
    cutAt.set(sent.get() + octets);
  }

  long sent() {
    return sent.get();
  }

  @Override
  public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler) {
    Connection real = tcp.connect(host, port, from, timeout, handler);
    return new Connection() {
      @Override
      public void send(byte[] octets) {
        long total = sent.addAndGet(octets.length);
        long limit = cutAt.get();
        if (total >= limit
            && cutAt.compareAndSet(limit, left.decrementAndGet() > 0 ? total + between : NEVER)) {
          real.close();
        } else {
          real.send(octets);
        }
      }

      @Override
      public void close() {
        real.close();
      }

      @Override
      public String peer() {
        return real.peer();
      }
    };
  }

  @Override
  public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    return tcp.listen(address, acceptor);
  }
}
