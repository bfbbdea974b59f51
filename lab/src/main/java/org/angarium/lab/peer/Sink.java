package org.angarium.lab.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.angarium.osi.net.Network;
import org.angarium.osi.net.TcpNetwork;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackLimits;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;

/** A neighbour MTA that confirms whatever it is sent, counts it and forgets it. */
public final class Sink implements AutoCloseable {
  private static final int CHECKPOINT = 30;
  private static final int WINDOW = 5;

  private final String name;
  private final Network.Listener listener;
  private long messages;

  private Sink(String name, int port) throws IOException {
    this.name = name;
    listener = new TcpNetwork().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        connection -> {
          PeerLink link = new PeerLink(new RtsAssociation(false, StackLimits.DEFAULT), connection,
              this::indicated);
          link.start("sink " + connection.peer());
          return link.handler();
        });
  }

  /**
   * Listens on the loopback address.
   *
   * @param name the MTA name it gives
   * @param port 0 lets the system choose
   */
  public static Sink listen(String name, int port) throws IOException {
    return new Sink(name, port);
  }

  public int port() {
    return listener.address().getPort();
  }

  private void indicated(PeerLink link, RtsIndication indication) {
    switch (indication) {
      case RtsIndication.OpenIndicated _ -> link.request(new RtsEvent.Accept(CHECKPOINT, WINDOW,
          new MtaBind.Authenticated(name,
              MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, ""))
              .encodeResult(MtaBind.Mode.NORMAL)));
      case RtsIndication.CheckpointReached(int serial, long _) ->
        link.request(new RtsEvent.ConfirmCheckpoint(serial));
      case RtsIndication.TransferEnded _ -> {
        link.request(new RtsEvent.AcceptTransfer());
        count();
      }
      case RtsIndication.CloseIndicated _ -> link.request(new RtsEvent.AcceptClose());
      default -> {
        // Octets are dropped; who loses an association opens another.
      }
    }
  }

  private synchronized void count() {
    messages++;
    notifyAll();
  }

  /** Messages taken since the start. */
  public synchronized long messages() {
    return messages;
  }

  /** Waits until so many have come since the start; answers whether they have. */
  public synchronized boolean await(long wanted, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (messages < wanted) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
    }
    return true;
  }

  @Override
  public void close() {
    listener.close();
  }
}
