package org.angarium.mta.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final Queue<Long> next = new ConcurrentLinkedQueue<>();

  /** Cuts so many times, each when so many octets more have been sent. */
  void cutAfter(long octets, int times) {
    cutAfter(Collections.nCopies(times, octets));
  }

  /** Cuts once for each of these, when so many octets more have been sent. */
  void cutAfter(List<Long> octets) {
    next.addAll(octets);
    cutAt.set(sent.get() + next.remove());
  }

  private long nextAfter(long total) {
    Long more = next.poll();
    return more == null ? NEVER : total + more;
  }

  long sent() {
    return sent.get();
  }

  @Override
  public Connection connect(String host, int port, Optional<InetAddress> from, Duration timeout,
      ConnectionHandler handler) {
    Connection real = tcp.connect(host, port, from, timeout, handler);
    return new Connection() {
      private volatile boolean cut;

      @Override
      public void send(byte[] octets) {
        if (cut) {
          return;
        }
        long total = sent.addAndGet(octets.length);
        long limit = cutAt.get();
        if (total >= limit && cutAt.compareAndSet(limit, NEVER)) {
          cutAt.set(nextAfter(total));
          cut = true;
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
