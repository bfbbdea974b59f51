package org.angarium.osi.stack;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.osi.rtse.Failure;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;

/** One end of an association under test: its driver, and a user that answers everything at once unless told otherwise. */
final class End {
  final RtsAssociation association;
  final List<RtsIndication> seen = new ArrayList<>();
  final Map<StackTimer, Duration> timers = new EnumMap<>(StackTimer.class);
  final Deque<byte[]> outbound = new ArrayDeque<>();
  final List<byte[]> receivedApdus = new ArrayList<>();
  final ByteArrayOutputStream receiving = new ByteArrayOutputStream();
  byte[] sending = {};
  boolean connectWanted;
  boolean disconnected;
  int acceptCheckpoint = 64;
  int acceptWindow = 5;
  User user = (_, _) -> false;
  private final Deque<RtsEvent> requests = new ArrayDeque<>();
  private boolean busy;

  /** What a test wants to do itself instead of the ready answer; true if it has dealt with the indication. */
  interface User {
    boolean on(End end, RtsIndication indication);
  }

  End(RtsAssociation association) {
    this.association = association;
  }

  static End initiator(StackLimits limits) {
    return new End(new RtsAssociation(true, limits));
  }

  static End responder(StackLimits limits) {
    return new End(new RtsAssociation(false, limits));
  }

  /** A request of the user; waits until the machine is done with the event at hand. */
  void request(RtsEvent request) {
    requests.add(request);
    if (!busy) {
      drain();
    }
  }

  void send(byte[] apdu) {
    sending = apdu;
    request(new RtsEvent.Transfer(apdu.length));
  }

  void on(StackEvent event) {
    boolean outer = !busy;
    busy = true;
    for (StackAction action : association.on(event)) {
      carryOut(action);
    }
    if (outer) {
      busy = false;
      drain();
    }
  }

  private void drain() {
    while (!requests.isEmpty()) {
      on(new StackEvent.User(requests.remove()));
    }
  }

  private void carryOut(StackAction action) {
    switch (action) {
      case StackAction.Connect _ -> connectWanted = true;
      case StackAction.Send(byte[] octets) -> outbound.add(octets);
      case StackAction.Disconnect _ -> disconnected = true;
      case StackAction.StartTimer(StackTimer timer, Duration after) -> timers.put(timer, after);
      case StackAction.StopTimer(StackTimer timer) -> timers.remove(timer);
      case StackAction.Indicate(RtsIndication indication) -> {
        seen.add(indication);
        if (!user.on(this, indication)) {
          answer(indication);
        }
      }
    }
  }

  private void answer(RtsIndication indication) {
    switch (indication) {
      case RtsIndication.OpenIndicated(var _) ->
        request(new RtsEvent.Accept(acceptCheckpoint, acceptWindow, new byte[0]));
      case RtsIndication.FetchOctets(long offset, int length) -> request(
          new RtsEvent.Supply(Arrays.copyOfRange(sending, (int) offset, (int) offset + length)));
      case RtsIndication.TransferStarted _ -> receiving.reset();
      case RtsIndication.OctetsReceived(byte[] octets) -> receiving.writeBytes(octets);
      case RtsIndication.CheckpointReached(int serial, long octets) -> {
        if (octets != receiving.size()) {
          throw new AssertionError(
              "checkpoint after " + octets + " octets, " + receiving.size() + " received");
        }
        request(new RtsEvent.ConfirmCheckpoint(serial));
      }
      case RtsIndication.TransferEnded _ -> {
        receivedApdus.add(receiving.toByteArray());
        request(new RtsEvent.AcceptTransfer());
      }
      case RtsIndication.CloseIndicated _ -> request(new RtsEvent.AcceptClose());
      default -> {
        // Only to be seen.
      }
    }
  }

  void expire(StackTimer timer) {
    if (timers.remove(timer) == null) {
      throw new AssertionError(timer + " does not run");
    }
    on(new StackEvent.TimerExpired(timer));
  }

  <T extends RtsIndication> List<T> seen(Class<T> type) {
    return seen.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends RtsIndication> T last(Class<T> type) {
    List<T> all = seen(type);
    if (all.isEmpty()) {
      throw new AssertionError("no " + type.getSimpleName() + " in " + seen);
    }
    return all.get(all.size() - 1);
  }

  /** The endings the user was told of; a finished association has exactly one. */
  List<RtsIndication> endings() {
    return seen.stream().filter(i -> i instanceof RtsIndication.Aborted || i instanceof RtsIndication.Closed
        || i instanceof RtsIndication.OpenRefused).toList();
  }

  Failure failure() {
    return switch (endings().get(0)) {
      case RtsIndication.Aborted(Failure failure) -> failure;
      case RtsIndication.OpenRefused(Failure failure, var _) -> failure;
      default -> throw new AssertionError("closed in order");
    };
  }
}
