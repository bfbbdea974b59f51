package org.angarium.mta.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.rtse.OpenProposal;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.ResumePoint;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackLimits;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtaCredentials;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the MTA that keeps the protocol up to where its test makes it break it: our stack on a plain socket, with a user that answers
 * everything at once and hands every octet through the test's hands.
 */
public final class StackPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicLong REFERENCES = new AtomicLong();

  private final RtsAssociation stack;
  private final Deque<RtsEvent> requests = new ArrayDeque<>();
  private final ByteArrayOutputStream receiving = new ByteArrayOutputStream();
  private final Map<Integer, Integer> checkpoints = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Socket socket;
  private byte[] sending = {};
  private byte[] bindResult = {};
  private boolean busy;
  /** The caller has it first. */
  private boolean turnHere = true;
  private @Nullable RtsEvent waitingForTurn;
  /** A turn that was asked for in the middle of a transfer is given after it. */
  private boolean transferring;
  private boolean turnOwed;
  private boolean deaf;
  private volatile long nanosPerOctet;
  private volatile Predicate<RtsIndication> withheld = indication -> false;
  public final List<RtsIndication> seen = new CopyOnWriteArrayList<>();
  public final List<byte[]> receivedApdus = new CopyOnWriteArrayList<>();

  private StackPeer(Socket socket, boolean calls) {
    this.socket = socket;
    this.stack = new RtsAssociation(calls, StackLimits.DEFAULT);
  }

  /**
   * What a peer says of itself when it calls; a test changes what it wants to be wrong.
   *
   * @param checkpoint kilooctets between checkpoints
   */
  public record Caller(String mta, String password, String transportSelector, Dialogue dialogue,
      int checkpoint) {
    public static Caller of(String name) {
      return new Caller("MTA-" + name, "secret-" + name, "", Dialogue.TWO_WAY_ALTERNATE, 1);
    }

    public Caller withCheckpoint(int kilooctets) {
      return new Caller(mta, password, transportSelector, dialogue, kilooctets);
    }

    public Caller named(String other) {
      return new Caller(other, password, transportSelector, dialogue, checkpoint);
    }

    public Caller withPassword(String other) {
      return new Caller(mta, other, transportSelector, dialogue, checkpoint);
    }

    public Caller calling(String selector) {
      return new Caller(mta, password, selector, dialogue, checkpoint);
    }

    OpenProposal proposal() {
      MtaBind bind = new MtaBind.Authenticated(mta,
          MtaCredentials.Simple.of(MtaCredentials.PasswordForm.IA5_STRING, password));
      byte[] reference = new BerWriter().ascii(Tag.OCTET_STRING, mta + REFERENCES.incrementAndGet())
          .toByteArray();
      OsiAddress called = new OsiAddress(new byte[0], new byte[0],
          transportSelector.getBytes(StandardCharsets.US_ASCII));
      return new OpenProposal(OsiAddress.NONE, called, ProtocolMode.NORMAL, dialogue, Turn.INITIATOR,
          checkpoint,
          3,
          bind.encodeArgument(MtaBind.Mode.NORMAL), new SessionConnectionReference(reference,
              new BerWriter().ascii(Tag.UTC_TIME, "261123120000Z").toByteArray(), new byte[0]),
          null);
    }
  }

  /** Calls, and starts to open an association. */
  public static StackPeer call(int port, Caller caller) {
    try {
      StackPeer peer = new StackPeer(new Socket(InetAddress.getLoopbackAddress(), port), true);
      peer.socket.setTcpNoDelay(true);
      Thread.ofVirtual().start(peer::read);
      peer.request(new RtsEvent.Open(caller.proposal()));
      peer.on(new StackEvent.Connected());
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is called: answers what the MTA proposes with this, a window of 10 and checkpoints of 1 K as far as it wants them. */
  static StackPeer called(Socket socket, byte[] bindResult) {
    try {
      StackPeer peer = new StackPeer(socket, false);
      peer.bindResult = bindResult;
      socket.setTcpNoDelay(true);
      peer.on(new StackEvent.Connected());
      Thread.ofVirtual().start(peer::read);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls and opens an association. */
  public static StackPeer bound(int port, Caller caller) {
    StackPeer peer = call(port, caller);
    peer.await(RtsIndication.OpenConfirmed.class, 1);
    return peer;
  }

  /** Does not answer these indications. */
  public StackPeer withhold(Predicate<RtsIndication> which) {
    withheld = which;
    return this;
  }

  private void read() {
    byte[] buffer = new byte[16 << 10];
    try {
      for (int count = socket.getInputStream().read(buffer); count >= 0; count = socket.getInputStream()
          .read(buffer)) {
        on(new StackEvent.Received(Arrays.copyOf(buffer, count)));
      }
      on(new StackEvent.Disconnected("closed by the MTA"));
    } catch (IOException e) {
      on(new StackEvent.Disconnected(String.valueOf(e.getMessage())));
    } finally {
      ended.countDown();
    }
  }

  /** A request of the user; one that comes while the machine is busy waits for its end. */
  public synchronized void request(RtsEvent request) {
    requests.add(request);
    if (!busy) {
      drain();
    }
  }

  /** Starts to transfer an APDU; asks for the turn before if the MTA has it. */
  public synchronized void transfer(byte[] apdu) {
    sending = apdu;
    request(new RtsEvent.Transfer(apdu.length));
  }

  /** From now on octets leave one by one, this far apart. */
  public void trickle(Duration apart) {
    nanosPerOctet = apart.toNanos();
  }

  private void send(byte[] octets) {
    if (nanosPerOctet == 0) {
      raw(octets);
      return;
    }
    for (int i = 0; i < octets.length && connected(); i++) {
      LockSupport.parkNanos(nanosPerOctet);
      raw(new byte[]{octets[i]});
    }
  }

  /** Sends octets past the stack. */
  public void raw(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
    } catch (IOException e) {
      // The MTA may have had enough of what was sent before; how it ended is what tests ask for.
      ended.countDown();
    }
  }

  /** From now on nothing of what the MTA sends reaches the stack; the end of the connection is still seen. */
  public synchronized void deafen() {
    deaf = true;
  }

  private synchronized void on(StackEvent event) {
    if (deaf) {
      return;
    }
    boolean outer = !busy;
    busy = true;
    stack.on(event).forEach(this::carryOut);
    if (outer) {
      busy = false;
      drain();
    }
  }

  private void drain() {
    while (!requests.isEmpty()) {
      RtsEvent request = requests.remove();
      if (request instanceof RtsEvent.Transfer && !turnHere) {
        waitingForTurn = request;
        request = new RtsEvent.PleaseTurn(0);
      } else if (request instanceof RtsEvent.Transfer) {
        transferring = true;
      } else if (request instanceof RtsEvent.GiveTurn) {
        if (transferring) {
          turnOwed = true;
          continue;
        }
        turnHere = false;
      }
      on(new StackEvent.User(request));
    }
  }

  private void transferred() {
    transferring = false;
    if (turnOwed) {
      turnOwed = false;
      request(new RtsEvent.GiveTurn());
    }
  }

  private void turnReceived() {
    turnHere = true;
    RtsEvent waiting = waitingForTurn;
    if (waiting != null) {
      waitingForTurn = null;
      request(waiting);
    }
  }

  private void carryOut(StackAction action) {
    switch (action) {
      case StackAction.Send(byte[] octets) -> send(octets);
      case StackAction.Disconnect _ -> close();
      case StackAction.Indicate(RtsIndication indication) -> {
        if (!withheld.test(indication)) {
          answer(indication);
        }
        seen.add(indication);
      }
      default -> {
        // It is connected already, and has all the time in the world.
      }
    }
  }

  private void answer(RtsIndication indication) {
    switch (indication) {
      case RtsIndication.OpenIndicated _ -> request(new RtsEvent.Accept(1, 10, bindResult));
      case RtsIndication.FetchOctets(long offset, int length) -> request(
          new RtsEvent.Supply(Arrays.copyOfRange(sending, (int) offset, (int) offset + length)));
      case RtsIndication.ExceptionReported _ -> request(new RtsEvent.Discard(0));
      case RtsIndication.TransferStarted _ -> receiving.reset();
      case RtsIndication.ResumeIndicated(ResumePoint point) -> {
        byte[] kept = Arrays.copyOf(receiving.toByteArray(), checkpoints.get(point.serial()));
        receiving.reset();
        receiving.writeBytes(kept);
        request(new RtsEvent.AcceptResume(kept.length));
      }
      case RtsIndication.OctetsReceived(byte[] octets) -> receiving.writeBytes(octets);
      case RtsIndication.CheckpointReached(int serial, long octets) -> {
        checkpoints.put(serial, (int) octets);
        request(new RtsEvent.ConfirmCheckpoint(serial));
      }
      case RtsIndication.TransferEnded _ -> {
        receivedApdus.add(receiving.toByteArray());
        request(new RtsEvent.AcceptTransfer());
      }
      case RtsIndication.TransferConfirmed _,RtsIndication.TransferStopped _ -> transferred();
      case RtsIndication.TurnReceived _ -> turnReceived();
      case RtsIndication.TurnWanted _ -> request(new RtsEvent.GiveTurn());
      case RtsIndication.CloseIndicated _ -> request(new RtsEvent.AcceptClose());
      default -> {
        // Only to be seen.
      }
    }
  }

  public <T extends RtsIndication> List<T> seen(Class<T> type) {
    return seen.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Waits until this many indications of the type have come. */
  public <T extends RtsIndication> T await(Class<T> type, int count) {
    org.awaitility.Awaitility.await(count + " " + type.getSimpleName()).atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10)).until(() -> seen(type).size() >= count);
    return seen(type).get(count - 1);
  }

  /** Waits until the MTA has ended the connection; fails if it does not within the bound. */
  public void awaitEnd(Duration bound) {
    try {
      if (!ended.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the MTA has not ended the connection within " + bound + "; seen " + seen);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether the MTA still has the connection open. */
  public boolean connected() {
    return ended.getCount() > 0;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
