package org.angarium.lab.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.angarium.lab.network.ActivityWatch;
import org.angarium.lab.network.ActivityWatch.Passing;
import org.jspecify.annotations.Nullable;

/** Measures the transfers on the line, and breaks it in the middle of one. */
public final class TransferMeter implements ActivityWatch.Listener {
  private final Map<String, Long> completed = new HashMap<>();
  private final Map<String, Long> reached = new HashMap<>();
  private final List<Long> repeated = new ArrayList<>();
  private long passed;
  private @Nullable Trap trap;

  private record Trap(Predicate<Passing> moment, Runnable spring, CompletableFuture<Passing> sprung) {}

  /**
   * Does something in the middle of a transfer, before any more of it can pass.
   *
   * @param moment whether this is the middle of one
   * @return completes with the transfer that was caught
   */
  public synchronized CompletableFuture<Passing> inTheMiddleOf(Predicate<Passing> moment, Runnable action) {
    Trap set = new Trap(moment, action, new CompletableFuture<>());
    trap = set;
    return set.sprung;
  }

  public synchronized void forgetTrap() {
    trap = null;
  }

  @Override
  public synchronized void advanced(Passing transfer, int octets) {
    passed += octets;
    long from = transfer.octets() - octets;
    Long before = reached.put(transfer.name(), transfer.octets());
    if (before != null && from < before) {
      repeated.add(before - from);
    }
    Trap set = trap;
    if (set != null && set.moment.test(transfer)) {
      trap = null;
      set.spring.run();
      set.sprung.complete(transfer);
    }
  }

  @Override
  public synchronized void complete(Passing transfer) {
    completed.putIfAbsent(transfer.name(), transfer.octets());
  }

  /** For each time that a message went on behind where it had been, or began again: how many octets of it came again. In that order. */
  public synchronized List<Long> repeated() {
    return List.copyOf(repeated);
  }

  /** Messages that have passed as a whole. */
  public synchronized Set<String> completed() {
    return Set.copyOf(completed.keySet());
  }

  /** Octets of messages that have passed. */
  public synchronized long passed() {
    return passed;
  }

  /** Octets that would have passed on a line without faults: each message that has passed as a whole, once. */
  public synchronized long needed() {
    return completed.values().stream().mapToLong(Long::longValue).sum();
  }
}
