package org.angarium.osi.stack;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.angarium.osi.rtse.Awaited;
import org.jspecify.annotations.Nullable;

/** The timers of one association end: follows what is awaited, so that each wait is bounded and none outlives its reason. */
final class AssociationTimers {
  private StackLimits limits;
  private final Set<StackTimer> running = EnumSet.noneOf(StackTimer.class);
  private Awaited followed;

  AssociationTimers(StackLimits limits, Awaited initially) {
    this.limits = limits;
    this.followed = initially;
  }

  /** Waits that begin from now on have these bounds. */
  void use(StackLimits newLimits) {
    limits = newLimits;
  }

  boolean runs(StackTimer timer) {
    return running.contains(timer);
  }

  /** The timer has run out by itself. */
  void expired(StackTimer timer) {
    running.remove(timer);
  }

  void start(StackTimer timer, Duration after, List<StackAction> out) {
    running.add(timer);
    out.add(new StackAction.StartTimer(timer, after));
  }

  void stop(StackTimer timer, List<StackAction> out) {
    if (running.remove(timer)) {
      out.add(new StackAction.StopTimer(timer));
    }
  }

  void stopAll(List<StackAction> out) {
    for (StackTimer timer : StackTimer.values()) {
      stop(timer, out);
    }
  }

  /**
   * Bounds what is awaited now.
   *
   * @param octetsArrived whether octets have come in just now: a large unit of data may take its time as long as it keeps coming
   */
  void follow(Awaited awaited, boolean octetsArrived, List<StackAction> out) {
    StackTimer wanted = timerFor(awaited.answer());
    for (StackTimer timer : List.of(StackTimer.OPEN, StackTimer.ANSWER, StackTimer.RECEIVE)) {
      if (timer != wanted) {
        stop(timer, out);
      }
    }
    boolean anew = !awaited.equals(followed) || octetsArrived && wanted == StackTimer.RECEIVE;
    if (wanted != null && (anew || !runs(wanted))) {
      start(wanted, bound(awaited.answer()), out);
    }
    followed = awaited;
  }

  private static @Nullable StackTimer timerFor(Awaited.Answer answer) {
    return switch (answer) {
      case NOTHING -> null;
      case OPEN -> StackTimer.OPEN;
      case CHECKPOINT, END, STOP, EXCEPTION, TURN, RELEASE -> StackTimer.ANSWER;
      case OCTETS -> StackTimer.RECEIVE;
    };
  }

  Duration bound(Awaited.Answer answer) {
    return switch (answer) {
      case NOTHING -> Duration.ZERO;
      case OPEN -> limits.open();
      case CHECKPOINT, STOP, EXCEPTION, TURN, RELEASE -> limits.answer();
      case END -> limits.endAnswer();
      case OCTETS -> limits.receive();
    };
  }
}
