package org.angarium.lab.simulation.network;

import java.time.Duration;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.ConnectionHandler;
import org.jspecify.annotations.Nullable;

/** One end of a connection as the process on its host has it. */
public final class ConnectionEnd implements Connection {
  /** How long a closed connection may take to get its last octets out. */
  private static final Duration LINGER = Duration.ofSeconds(3);

  private final SimConnection connection;
  private final SimHost host;
  private final Pipe pipe;
  private final Sniffer sniffer = new Sniffer();
  private @Nullable ConnectionHandler handler;
  private int boot;
  private boolean connected;
  private boolean closing;
  private boolean ended;
  private Duration lastActivity;

  ConnectionEnd(SimConnection connection, SimHost host, @Nullable ConnectionHandler handler,
      int swallowAfter) {
    this.connection = connection;
    this.host = host;
    this.handler = handler;
    this.boot = host.boot();
    this.lastActivity = connection.network().time().elapsed();
    this.pipe = new Pipe(this, connection, swallowAfter);
    if (handler != null) {
      host.ends().add(this);
    }
  }

  SimHost host() {
    return host;
  }

  /** Whether it is on this host. */
  public boolean isAt(String hostName) {
    return host.name().equals(hostName);
  }

  public String hostName() {
    return host.name();
  }

  Pipe pipe() {
    return pipe;
  }

  Sniffer sniffer() {
    return sniffer;
  }

  /** Who is told what happens to it; null where nobody is. */
  public @Nullable ConnectionHandler handler() {
    return handler;
  }

  public SimConnection connection() {
    return connection;
  }

  /** When something was last sent or received here. */
  public Duration lastActivity() {
    return lastActivity;
  }

  /** It was closed here and only waits for its last octets to get out. */
  public boolean isClosing() {
    return closing;
  }

  void handledBy(ConnectionHandler newHandler) {
    handler = newHandler;
    boot = host.boot();
    host.ends().add(this);
  }

  void connected() {
    if (!ended && !connected) {
      connected = true;
      lastActivity = connection.network().time().elapsed();
      if (closing) {
        end("given up");
      } else if (handler != null) {
        if (this == connection.caller()) {
          connection.network().watch().connected(this);
        }
        handler.connected();
      }
    }
  }

  boolean isConnected() { return connected; }

  @Override
  public void send(byte[] octets) {
    if (!ended && !closing && octets.length > 0 && host.runs(boot)) {
      lastActivity = connection.network().time().elapsed();
      Phase before = connection.phaseOfSending();
      boolean accepted = sniffer.hasAccepted();
      sniffer.sent(octets, connection.other(this).sniffer);
      if (!accepted && sniffer.hasAccepted()) {
        connection.network().watch().accepted(connection);
      }
      connection.network().watch().sent(this, octets);
      pipe.send(octets, before);
    }
  }

  @Override
  public void close() {
    if (ended || closing || !host.runs(boot)) {
      return;
    }
    closing = true;
    if (connected) {
      pipe.sendEnd();
    }
    connection.network().time().after(LINGER, () -> {
      if (connected) {
        end("closed here");
      }
    });
  }

  @Override
  public String peer() {
    return connection.other(this).host.name();
  }

  void arrived(ConnectionEnd sender, byte[] octets) {
    if (ended) {
      // Nobody is here any more: the sender's system is told so.
      sender.reset();
    } else if (!closing && handler != null) {
      lastActivity = connection.network().time().elapsed();
      connection.network().watch().arriving(this, octets);
      handler.received(octets, () -> {});
    }
  }

  void endArrived() {
    if (!ended) {
      end("closed by peer");
    }
  }

  private void reset() {
    if (connection.reaches(connection.other(this))) {
      broken("connection reset by peer");
    }
  }

  /** The connection is no more, and what was under way in this direction is lost. */
  void broken(String why) {
    pipe.drop();
    end(why);
  }

  /** It could not be made. */
  void failed(String why) {
    end(why);
  }

  private void end(String why) {
    if (ended) {
      return;
    }
    ended = true;
    pipe.sendEnd();
    host.ends().remove(this);
    connection.endGone();
    connection.network().watch().ended(this, why);
    if (handler != null && host.runs(boot)) {
      handler.disconnected(why);
    }
  }

  /** The caller no longer wants it: who has accepted it meanwhile is told when it sends something, or else at once. */
  void abandonedByCaller() {
    if (handler == null) {
      orphaned();
    } else if (connection.reaches(connection.other(this))) {
      connection.network().time().after(connection.link().latency(),
          () -> broken("connection reset by peer"));
    }
  }

  /** The process is gone and learns of nothing any more. */
  void orphaned() {
    if (!ended) {
      ended = true;
      pipe.drop();
      host.ends().remove(this);
      connection.endGone();
    }
  }

  public boolean isEnded() { return ended; }

  @Override
  public String toString() {
    return connection + " at " + host;
  }
}
