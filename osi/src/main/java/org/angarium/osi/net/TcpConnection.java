package org.angarium.osi.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket with its two virtual threads. The reading thread also reports the end, so that it is the last thing reported. */
final class TcpConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
  private static final byte[] END = new byte[0];
  private static final int BUFFER = 16 * 1024;
  /** Buffers handed over but not consumed: bounds memory per connection to {@code (UNCONSUMED + 1) * BUFFER}. */
  private static final int UNCONSUMED = 8;
  /** How long a closed connection may take to get its last octets out. */
  private static final Duration LINGER = Duration.ofSeconds(3);

  private final Socket socket;
  private final String peer;
  private final ConnectionHandler handler;
  private final LinkedBlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
  private final Semaphore unconsumed = new Semaphore(UNCONSUMED);
  private final AtomicBoolean closing = new AtomicBoolean();

  TcpConnection(Socket socket, String peer, ConnectionHandler handler) {
    this.socket = socket;
    this.peer = peer;
    this.handler = handler;
  }

  TcpConnection(Socket socket, String peer, Network.Acceptor acceptor) {
    this.socket = socket;
    this.peer = peer;
    this.handler = acceptor.accepted(this);
  }

  void connect(InetSocketAddress address, Optional<InetAddress> from, Duration timeout) throws IOException {
    if (closing.get()) {
      throw new IOException("given up");
    }
    if (from.isPresent()) {
      bind(from.get());
    }
    socket.connect(address, Math.toIntExact(Math.max(1, timeout.toMillis())));
  }

  private void bind(InetAddress from) throws IOException {
    try {
      socket.bind(new InetSocketAddress(from, 0));
    } catch (IOException e) {
      throw new IOException("cannot call from " + from.getHostAddress() + ": " + e.getMessage(), e);
    }
  }

  void failed(IOException cause) {
    shut();
    handler.disconnected(describe(cause));
  }

  /** Reads until the end; runs on the connection's own virtual thread. */
  void run() {
    String cause;
    try {
      socket.setTcpNoDelay(true);
      // A peer that vanished while the association is idle is noticed within two minutes.
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 15);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
      OutputStream out = socket.getOutputStream();
      Thread.ofVirtual().name("write " + peer).start(() -> write(out));
      handler.connected();
      cause = read(socket.getInputStream());
    } catch (IOException | UnsupportedOperationException e) {
      cause = describe(e);
    }
    closing.set(true);
    shut();
    outgoing.add(END);
    handler.disconnected(cause);
  }

  private String read(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int count = in.read(buffer);
      if (count < 0) {
        return "closed by peer";
      }
      if (closing.get()) {
        continue; // drained so that the peer gets our last octets instead of a reset
      }
      unconsumed.acquireUninterruptibly();
      AtomicBoolean released = new AtomicBoolean();
      handler.received(Arrays.copyOf(buffer, count), () -> {
        if (released.compareAndSet(false, true)) {
          unconsumed.release();
        }
      });
    }
  }

  private void write(OutputStream out) {
    try {
      while (true) {
        byte[] octets = outgoing.take();
        if (octets.length == 0) {
          socket.shutdownOutput();
          return;
        }
        out.write(octets);
      }
    } catch (IOException e) {
      LOG.debug("writing to {}: {}", peer, e.getMessage());
      shut(); // wakes the reader, which reports the end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      shut();
    }
  }

  @Override
  public void send(byte[] octets) {
    if (octets.length > 0 && !closing.get()) {
      outgoing.add(octets);
    }
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    outgoing.add(END);
    // Wakes a reader that waits for its octets to be consumed.
    unconsumed.release(1);
    Thread.ofVirtual().name("linger " + peer).start(() -> {
      try {
        Thread.sleep(LINGER);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      shut();
    });
  }

  @Override
  public String peer() {
    return peer;
  }

  private void shut() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing {}", peer, e);
    }
  }

  private static String describe(Exception e) {
    return switch (e) {
      case UnknownHostException unknown -> "unknown host " + unknown.getMessage();
      case SocketTimeoutException timeout -> "connect timed out";
      case ConnectException refused -> lower(refused);
      default -> lower(e);
    };
  }

  private static String lower(Exception e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
