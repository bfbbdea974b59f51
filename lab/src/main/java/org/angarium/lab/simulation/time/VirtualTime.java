package org.angarium.lab.simulation.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The clock and run queue of one simulated world, on one thread. What is ready at an instant runs in an order drawn from the seed, tasks
 * of one lane in the order they came; when nothing is ready, time jumps to the next timer.
 */
public final class VirtualTime {
  public static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
  /** More tasks than this without time passing are a loop. */
  private static final int MOST_TASKS_AT_AN_INSTANT = 200_000;

  private final RandomGenerator random;
  private final PriorityQueue<Timed> timed = new PriorityQueue<>();
  private final List<VirtualLane> ready = new ArrayList<>();
  private Runnable whenQuiet = () -> {};
  private long nanos;
  private long sequence;
  private long steps;
  private int awaiting;

  /** A task for a later time. */
  public static final class Timed implements Comparable<Timed> {
    private final long at;
    private final long sequence;
    private final Runnable task;
    private boolean cancelled;

    private Timed(long at, long sequence, Runnable task) {
      this.at = at;
      this.sequence = sequence;
      this.task = task;
    }

    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timed other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  /** @param random decides the order of ready tasks and nothing else */
  public VirtualTime(RandomGenerator random) {
    this.random = random;
  }

  /** Run whenever nothing more is ready at an instant, before time passes. */
  public void whenQuiet(Runnable check) {
    whenQuiet = check;
  }

  public Instant now() {
    return START.plusNanos(nanos);
  }

  /** Since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** Tasks and timers run so far. */
  public long steps() {
    return steps;
  }

  /** Runs the task after the delay, as part of no lane. */
  public Timed after(Duration delay, Runnable task) {
    return after(delay.toNanos(), task);
  }

  public Timed after(long delayNanos, Runnable task) {
    Timed one = new Timed(nanos + Math.max(0, delayNanos), sequence++, task);
    timed.add(one);
    return one;
  }

  void beginAwaiting() {
    awaiting++;
  }

  void endAwaiting() {
    awaiting--;
  }

  /** Whether a caller from outside is in the middle of something. */
  public boolean isAwaited() {
    return awaiting > 0;
  }

  void ready(VirtualLane lane) {
    ready.add(lane);
  }

  /** Runs everything that is ready, without letting time pass. */
  public void settle() {
    settleUntil(() -> false);
    quiet();
  }

  /** Nothing more is ready at this instant. */
  void quiet() {
    whenQuiet.run();
  }

  /** Runs what is ready until there is enough, without letting time pass. Answers whether it was before everything had run. */
  boolean settleUntil(BooleanSupplier enough) {
    int tasks = 0;
    while (!ready.isEmpty()) {
      if (enough.getAsBoolean()) {
        return true;
      }
      if (++tasks > MOST_TASKS_AT_AN_INSTANT) {
        throw new StandstillException(tasks + " tasks ran at " + now() + " and there is no end to them: "
            + ready.stream().map(VirtualLane::toString).toList());
      }
      int chosen = ready.size() == 1 ? 0 : random.nextInt(ready.size());
      VirtualLane lane = ready.get(chosen);
      if (!lane.runOne()) {
        VirtualLane last = ready.removeLast();
        if (chosen < ready.size()) {
          ready.set(chosen, last);
        }
      }
      steps++;
    }
    return false;
  }

  /** Lets time pass to the next timer and runs it. Answers false, with nothing done, if there is none until then. */
  public boolean step(Instant until) {
    Timed next = timed.peek();
    while (next != null && next.cancelled) {
      timed.poll();
      next = timed.peek();
    }
    if (next == null || next.at > nanosOf(until)) {
      return false;
    }
    nanos = Math.max(nanos, next.at);
    long instant = next.at;
    while (next != null && next.at == instant) {
      timed.poll();
      if (!next.cancelled) {
        steps++;
        next.task.run();
      }
      next = timed.peek();
    }
    return true;
  }

  /** Runs everything until this time, which is the time afterwards. */
  public void runUntil(Instant until) {
    settle();
    while (step(until)) {
      settle();
    }
    advanceTo(until);
  }

  /** Nothing happens until this time; does nothing if it has passed. */
  public void advanceTo(Instant until) {
    nanos = Math.max(nanos, nanosOf(until));
  }

  private static long nanosOf(Instant instant) {
    return Duration.between(START, instant).toNanos();
  }
}
