package org.angarium.app.ping;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.net.Connection;
import org.angarium.osi.net.Network;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.Layer;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackTimer;
import org.angarium.x400.p1.MtaBind;
import org.jspecify.annotations.Nullable;

/** One attempt to open an association: drives one end of it on the calling thread until it has ended. Used once. */
public final class Ping {
  /** X.228 abort reason: nothing was under way. */
  private static final int TRANSFER_COMPLETED = 7;
  private static final int MOST_URGENT = 0;

  private final Target target;
  private final Network network;
  private final InstantSource clock;
  private final Consumer<PingResult.Step> progress;
  private final RtsAssociation association;
  private final PendingEvents events = new PendingEvents();
  private final List<PingResult.Step> steps = new ArrayList<>();
  private final long start = System.nanoTime();
  private @Nullable Connection connection;
  private @Nullable Layer failedAt;
  private @Nullable String failure;
  private @Nullable String peer;
  private boolean accepted;
  private boolean closed;

  private Ping(Target target, Network network, InstantSource clock, Consumer<PingResult.Step> progress) {
    this.target = target;
    this.network = network;
    this.clock = clock;
    this.progress = progress;
    this.association = new RtsAssociation(true, target.limits());
  }

  /**
   * Opens and closes an association.
   *
   * @param progress told of each layer as it is reached
   */
  public static PingResult run(Target target, Network network, InstantSource clock,
      Consumer<PingResult.Step> progress) throws InterruptedException {
    Ping ping = new Ping(target, network, clock, progress);
    try {
      return ping.run();
    } finally {
      ping.disconnect();
    }
  }

  private PingResult run() throws InterruptedException {
    events.request(new RtsEvent.Open(target.proposal(clock.instant())));
    while (!association.finished()) {
      perform(association.on(events.next()));
    }
    return new PingResult(accepted, steps, failedAt, failure, peer, closed);
  }

  private void perform(List<StackAction> actions) {
    for (StackAction action : actions) {
      switch (action) {
        case StackAction.Connect _ -> connection = network.connect(target.host(), target.port(),
            target.timeout(), events);
        case StackAction.Send(byte[] octets) -> send(octets);
        case StackAction.Disconnect _ -> disconnect();
        case StackAction.StartTimer(StackTimer timer, Duration after) ->
          events.start(timer, after);
        case StackAction.StopTimer(StackTimer timer) -> events.stop(timer);
        case StackAction.Indicate(RtsIndication indication) -> indicated(indication);
      }
    }
  }

  private void send(byte[] octets) {
    if (connection != null) {
      connection.send(octets);
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
    }
  }

  private void indicated(RtsIndication indication) {
    switch (indication) {
      case RtsIndication.Progress(Layer layer) -> reached(layer, "");
      case RtsIndication.OpenConfirmed(int checkpoint, int window, byte[] userData) ->
        opened(checkpoint, window, userData);
      case RtsIndication.OpenRefused(Failure why, byte[] userData) -> refused(why, userData);
      case RtsIndication.TurnReceived _ -> events.request(new RtsEvent.Close());
      case RtsIndication.CloseIndicated _ -> events.request(new RtsEvent.AcceptClose());
      case RtsIndication.Closed _ -> closed = true;
      case RtsIndication.Aborted(Failure why) -> aborted(why);
      case RtsIndication.TransferStarted _ -> abort();
      default -> {
        // Nothing else matters to an association that transfers nothing.
      }
    }
  }

  private void reached(Layer layer, String detail) {
    PingResult.Step step = new PingResult.Step(layer, Duration.ofNanos(System.nanoTime() - start), detail);
    steps.add(step);
    progress.accept(step);
  }

  private void opened(int checkpoint, int window, byte[] userData) {
    try {
      peer = switch (MtaBind.decodeResult(userData)) {
        case MtaBind.Authenticated named -> named.mtaName();
        case MtaBind.Unauthenticated _ -> null;
      };
    } catch (BerException e) {
      fail(Layer.APPLICATION, "the bind result of the peer cannot be decoded: " + e.getMessage());
      abort();
      return;
    }
    String expected = target.remoteMta().orElse(peer);
    if (peer != null && expected != null && !peer.equals(expected)) {
      fail(Layer.APPLICATION, "the peer accepted the bind but names itself \"" + peer + "\", expected was \""
          + expected + "\" (remote-mta; capital and small letters count)");
      close();
      return;
    }
    accepted = true;
    String name = peer == null ? "a peer that does not name itself" : "MTA \"" + peer + "\"";
    String transfer = checkpoint == 0
        ? "no checkpoints"
        : "checkpoint " + checkpoint + " K, window " + window;
    reached(Layer.APPLICATION, "bind accepted by " + name + ", " + transfer);
    close();
  }

  private void close() {
    if (target.initialTurn() == Turn.INITIATOR) {
      events.request(new RtsEvent.Close());
    } else if (target.dialogue() == Dialogue.TWO_WAY_ALTERNATE) {
      events.request(new RtsEvent.PleaseTurn(MOST_URGENT));
    } else {
      abort();
    }
  }

  private void abort() {
    events.request(new RtsEvent.Abort(TRANSFER_COMPLETED));
  }

  private void refused(Failure why, byte @Nullable [] userData) {
    String text = why.text();
    if (userData != null && userData.length > 0) {
      try {
        text += "; the peer's reason: " + MtaBind.decodeError(userData).describe();
      } catch (BerException e) {
        text += "; the peer's reason cannot be decoded: " + e.getMessage();
      }
    }
    fail(why.layer(), text);
  }

  private void aborted(Failure why) {
    // After the bind was accepted, how the peer ends does not change the answer.
    if (!accepted) {
      fail(why.layer(), why.text());
    }
  }

  private void fail(Layer layer, String text) {
    if (failure == null) {
      failedAt = layer;
      failure = text;
    }
  }
}
