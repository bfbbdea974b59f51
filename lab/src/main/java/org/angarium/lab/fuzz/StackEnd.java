package org.angarium.lab.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.rtse.RtsEvent;
import org.angarium.osi.rtse.RtsIndication;
import org.angarium.osi.stack.RtsAssociation;
import org.angarium.osi.stack.StackAction;
import org.angarium.osi.stack.StackEvent;
import org.angarium.osi.stack.StackLimits;
import org.angarium.osi.stack.StackTimer;
import org.angarium.x400.p1.MtsApdu;

/** One end of an association, with a user who takes whatever comes and answers at once, as an MTA does. */
final class StackEnd {
  private static final int LARGEST = 64 << 10;
  private static final int MOST_SENT = 4 << 20;
  private static final List<String> MISUSE = List.of("is not allowed in phase", "is being stopped already",
      "no transfer has ended", "no transfer is being resumed");
  private static final StackLimits LIMITS = new StackLimits(StackLimits.DEFAULT.open(),
      StackLimits.DEFAULT.answer(), StackLimits.DEFAULT.endAnswer(), StackLimits.DEFAULT.receive(),
      StackLimits.DEFAULT.disconnect(), StackLimits.DEFAULT.maxTpduSize(), LARGEST, LARGEST);

  private final RtsAssociation stack;
  private final Set<StackTimer> timers = EnumSet.noneOf(StackTimer.class);
  private final Deque<byte[]> sent = new ArrayDeque<>();
  private final Deque<RtsEvent> answers = new ArrayDeque<>();
  private ByteArrayOutputStream received = new ByteArrayOutputStream();
  private long sentOctets;
  private int endings;
  private boolean connected;
  private boolean open;

  StackEnd(boolean initiator) {
    stack = new RtsAssociation(initiator, LIMITS);
  }

  /** What it has sent and nobody has taken yet, oldest first. */
  Deque<byte[]> sent() {
    return sent;
  }

  boolean isFinished() { return stack.finished(); }

  void connected() {
    connected = true;
    on(new StackEvent.Connected());
  }

  void received(byte[] octets) {
    on(new StackEvent.Received(octets));
  }

  /** Lets a timer that runs run out; does nothing if none does. */
  void expire(int which) {
    if (!timers.isEmpty()) {
      StackTimer timer = List.copyOf(timers).get(which % timers.size());
      timers.remove(timer);
      on(new StackEvent.TimerExpired(timer));
    }
  }

  /** A request that may not be allowed now: then nothing may come of it but the exception that says so. */
  void request(RtsEvent event) {
    try {
      on(new StackEvent.User(event));
    } catch (IllegalStateException notNow) {
      Finding.unless(isMisuse(notNow), "a request fails: " + notNow);
    }
  }

  /** Every timer that still runs runs out, and the connection ends. */
  void end() {
    on(new StackEvent.Disconnected("the dialogue is over"));
    Finding.unless(stack.finished(), "the connection has ended and the association has not");
    Finding.unless(timers.isEmpty(), "a timer runs on: " + timers);
    Finding.unless(endings == 1 || endings == 0 && !connected, "the user was told of " + endings + " ends");
  }

  private void on(StackEvent event) {
    perform(stack.on(event));
    while (!answers.isEmpty() && endings == 0) {
      RtsEvent answer = answers.poll();
      // What was answered before may have changed what is allowed.
      try {
        perform(stack.on(new StackEvent.User(answer)));
      } catch (IllegalStateException notNow) {
        Finding.unless(isMisuse(notNow), "an answer fails: " + notNow);
      }
    }
    answers.clear();
    checkWaits();
  }

  /** Whether it says that the user's request does not belong here, and not that something is wrong inside. */
  private static boolean isMisuse(IllegalStateException notNow) {
    String text = String.valueOf(notNow.getMessage());
    return MISUSE.stream().anyMatch(text::contains);
  }

  private void checkWaits() {
    Finding.unless(sentOctets < MOST_SENT, "sends without an end");
    if (stack.finished()) {
      Finding.unless(timers.isEmpty(), "finished, and a timer runs: " + timers);
    } else if (endings > 0) {
      Finding.unless(timers.contains(StackTimer.SESSION_DISCONNECT), "ended, and waits without a timer");
    } else if (connected && !open) {
      Finding.unless(timers.contains(StackTimer.OPEN), "opening, and waits without a timer");
    }
  }

  private void perform(List<StackAction> actions) {
    for (StackAction action : actions) {
      switch (action) {
        case StackAction.Send(byte[] octets) -> {
          sent.add(octets);
          sentOctets += octets.length;
        }
        case StackAction.StartTimer(StackTimer timer, _) -> timers.add(timer);
        case StackAction.StopTimer(StackTimer timer) -> timers.remove(timer);
        case StackAction.Indicate(RtsIndication indication) -> indicated(indication);
        case StackAction.Connect _,StackAction.Disconnect _ -> {
          // The connection is whoever drives this.
        }
      }
    }
  }

  private void indicated(RtsIndication indication) {
    switch (indication) {
      case RtsIndication.OpenIndicated _ -> {
        open = true;
        answers.add(new RtsEvent.Accept(1, 2, Proposals.userData()));
      }
      case RtsIndication.OpenConfirmed _ -> open = true;
      case RtsIndication.TransferStarted _ -> received = new ByteArrayOutputStream();
      case RtsIndication.ResumeIndicated _ -> answers.add(new RtsEvent.AcceptResume(0));
      case RtsIndication.OctetsReceived(byte[] octets) -> received.writeBytes(octets);
      case RtsIndication.CheckpointReached(int serial, _) ->
        answers.add(new RtsEvent.ConfirmCheckpoint(serial));
      case RtsIndication.TransferEnded(long octets) -> {
        read(received.toByteArray(), octets);
        answers.add(new RtsEvent.AcceptTransfer());
      }
      case RtsIndication.FetchOctets(_, int length) ->
        answers.add(new RtsEvent.Supply(new byte[length]));
      case RtsIndication.TurnWanted _ -> answers.add(new RtsEvent.GiveTurn());
      case RtsIndication.CloseIndicated _ -> answers.add(new RtsEvent.AcceptClose());
      case RtsIndication.OpenRefused _,RtsIndication.Closed _,RtsIndication.Aborted _ -> endings++;
      default -> {
        // Nothing to answer.
      }
    }
  }

  private void read(byte[] apdu, long octets) {
    Finding.unless(apdu.length == octets,
        apdu.length + " octets were handed over, " + octets + " are said to be");
    try {
      MtsApdu.decode(apdu);
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
  }
}
