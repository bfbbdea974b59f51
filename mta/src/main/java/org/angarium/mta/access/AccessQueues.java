package org.angarium.mta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.angarium.mta.config.AcceptedTypes;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.Lane;
import org.angarium.mta.lane.Lanes;
import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/** The queues of all access units, their timers, and the callers that wait for something to claim. Used in one lane. */
public final class AccessQueues {
  private static final int MOST_WAITING_CALLERS = 64;
  /** The clock of the machine may be set while a copy waits. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final Lanes lanes;
  private final Lane lane;
  private final Events events;
  private final Returns returns;
  private final Map<String, OfUnit> units = new LinkedHashMap<>();
  private boolean stopped;

  /** What becomes of copies that have left their queue undelivered. */
  public interface Returns {
    /** Its time is over. */
    void expired(QueueEntry entry);

    /** Its access unit has asked for nothing for too long. */
    void unavailable(QueueEntry entry, Instant since);
  }

  private static final class OfUnit {
    private final String name;
    private Duration unavailableAfter = Duration.ZERO;
    /** When it last asked for something or settled it, or began to be served. */
    private Instant seen;
    private boolean gone;
    private final AccessQueue queue = new AccessQueue();
    private Optional<AcceptedTypes> types = Optional.empty();
    private final ArrayDeque<Caller> callers = new ArrayDeque<>();
    private Lanes.@Nullable Timer timer;

    OfUnit(String name, Instant now) {
      this.name = name;
      this.seen = now;
    }

    void seen(Instant now) {
      seen = now;
      gone = false;
    }

    /** When it counts as gone if it does not ask before; null for never. */
    @Nullable
    Instant goneAt() {
      return unavailableAfter.isZero() || !callers.isEmpty() ? null : seen.plus(unavailableAfter);
    }
  }

  private record Caller(int most, Duration claim, CompletableFuture<Claim> answer) {}

  /**
   * What a caller gets.
   *
   * @param types what is taken there, and so the form of the contents; absent for everything
   * @param refusal why it gets nothing and should not ask again at once; null if there is no reason
   */
  public record Claim(List<QueueEntry> entries, Instant until, Optional<AcceptedTypes> types,
      @Nullable String refusal) {
    public Claim {
      entries = List.copyOf(entries);
    }
  }

  public AccessQueues(Lanes lanes, Lane lane, Events events, Returns returns) {
    this.lanes = lanes;
    this.lane = lane;
    this.events = events;
    this.returns = returns;
  }

  /** Serves these access units from now on; answers what waits for those that are gone. */
  public List<QueueEntry> use(List<AccessUnitConfig> configs) {
    Set<String> names = new HashSet<>();
    configs.forEach(config -> names.add(config.name()));
    List<QueueEntry> left = new ArrayList<>();
    for (OfUnit unit : List.copyOf(units.values())) {
      if (!names.contains(unit.name)) {
        units.remove(unit.name);
        left.addAll(unit.queue.clear());
        restartTimer(unit);
        dismiss(unit, "the access unit is no longer configured");
      }
    }
    for (AccessUnitConfig config : configs) {
      OfUnit unit = units.computeIfAbsent(config.name(), name -> new OfUnit(name, lanes.clock().instant()));
      unit.types = config.deliverability().types();
      unit.unavailableAfter = config.unavailableAfter();
      go(unit);
    }
    return left;
  }

  public boolean serves(String unit) {
    return units.containsKey(unit);
  }

  /** Takes copies in that wait for an access unit that is served. */
  public void add(String name, List<QueueEntry> entries) {
    OfUnit unit = units.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("there is no access unit " + name);
    }
    entries.forEach(unit.queue::add);
    go(unit);
  }

  /** Completes in the lane: with something, or empty when the wait is over. */
  public CompletableFuture<Claim> claim(String name, int most, Duration claim, Duration wait) {
    OfUnit unit = units.get(name);
    CompletableFuture<Claim> answer = new CompletableFuture<>();
    if (unit == null || stopped) {
      answer.complete(
          nothing(stopped ? "the MTA stops" : "there is no access unit \"" + name + "\" any more"));
      return answer;
    }
    unit.seen(lanes.clock().instant());
    Caller caller = new Caller(most, claim, answer);
    unit.callers.add(caller);
    go(unit);
    if (!answer.isDone()) {
      if (wait.isZero()) {
        unit.callers.remove(caller);
        answer.complete(nothing(null));
      } else if (unit.callers.size() > MOST_WAITING_CALLERS) {
        unit.callers.remove(caller);
        answer.complete(nothing(MOST_WAITING_CALLERS + " callers wait for deliveries already"));
      } else {
        Lanes.Timer timer = lanes.after(wait, lane, () -> {
          unit.callers.remove(caller);
          unit.seen(lanes.clock().instant());
          restartTimer(unit);
          answer.complete(nothing(null));
        });
        var _ = answer.thenRun(timer::cancel);
      }
    }
    return answer;
  }

  private Claim nothing(@Nullable String refusal) {
    return new Claim(List.of(), lanes.clock().instant(), Optional.empty(), refusal);
  }

  /** A copy that waits or is claimed, and until when; null if it is not here. */
  public @Nullable Claimed find(String name, long id) {
    OfUnit unit = units.get(name);
    return unit == null ? null : unit.queue.find(id, unit.types);
  }

  /**
   * A copy that is here.
   *
   * @param until null if it is not claimed
   * @param types the form of its content, as of the claim if there is one
   */
  public record Claimed(QueueEntry entry, @Nullable Instant until, Optional<AcceptedTypes> types) {}

  /** Begins to settle a copy; {@link #settled} or {@link #unsettled} must follow. */
  public Begun settle(String name, long id) {
    OfUnit unit = units.get(name);
    if (unit == null) {
      return new Begun(null, false, Optional.empty());
    }
    unit.seen(lanes.clock().instant());
    return unit.queue.settle(id, unit.types);
  }

  /**
   * Whether a copy may be settled now.
   *
   * @param entry null if not
   * @param busy whether it is just being settled by somebody else
   * @param types the form of its content, as of the claim if there is one
   */
  public record Begun(@Nullable QueueEntry entry, boolean busy, Optional<AcceptedTypes> types) {}

  /** It was settled: nothing of it waits here under this entry, unless it is added again. */
  public void settled(String name, long id) {
    OfUnit unit = units.get(name);
    if (unit != null) {
      unit.queue.remove(id);
      restartTimer(unit);
    }
  }

  /** It could not be settled and waits as before. */
  public void unsettled(String name, long id) {
    OfUnit unit = units.get(name);
    if (unit != null) {
      unit.queue.unsettled(id);
      go(unit);
    }
  }

  /** Takes out a copy that nobody has claimed; null if there is none. */
  public @Nullable QueueEntry withdraw(long id) {
    for (OfUnit unit : units.values()) {
      QueueEntry entry = unit.queue.withdraw(id);
      if (entry != null) {
        restartTimer(unit);
        return entry;
      }
    }
    return null;
  }

  /** Takes those of these copies out of the queue of an access unit that are there and that nobody has claimed. */
  public List<QueueEntry> withdraw(String name, Collection<Long> ids) {
    OfUnit unit = units.get(name);
    if (unit == null) {
      return List.of();
    }
    List<QueueEntry> withdrawn = ids.stream().map(unit.queue::withdraw).filter(Objects::nonNull).toList();
    restartTimer(unit);
    return withdrawn;
  }

  /** What waits for the access unit and nobody has claimed; nothing if there is no such unit. */
  public List<QueueEntry> unclaimed(String name) {
    OfUnit unit = units.get(name);
    return unit == null ? List.of() : unit.queue.unclaimed();
  }

  /** Those of these copies that wait for the access unit and that nobody has claimed. */
  public List<QueueEntry> unclaimed(String name, Collection<Long> ids) {
    OfUnit unit = units.get(name);
    return unit == null
        ? List.of()
        : ids.stream().map(unit.queue::unclaimed).filter(Objects::nonNull).toList();
  }

  /** The names of the access units that are served. */
  public Set<String> units() {
    return Set.copyOf(units.keySet());
  }

  public List<AccessQueueView> views() {
    return units.values().stream().map(unit -> unit.queue.view(unit.name)).toList();
  }

  /** Until when which copies are claimed, by their ids. */
  public Map<Long, Instant> claims() {
    Map<Long, Instant> claims = new HashMap<>();
    units.values().forEach(unit -> claims.putAll(unit.queue.claims()));
    return claims;
  }

  /** Hands nothing out any more. */
  public void stop() {
    stopped = true;
    for (OfUnit unit : units.values()) {
      restartTimer(unit);
      dismiss(unit, "the MTA stops");
    }
  }

  private void dismiss(OfUnit unit, String why) {
    List<Caller> callers = List.copyOf(unit.callers);
    unit.callers.clear();
    callers.forEach(caller -> caller.answer.complete(nothing(why)));
  }

  /** Does what time and newcomers have made possible. */
  private void go(OfUnit unit) {
    Instant now = lanes.clock().instant();
    AccessQueue.Lapsed lapsed = unit.queue.lapse(now);
    lapsed.unclaimed().forEach(entry -> events.log(Event.of(EventId.CLAIM_LAPSED, "delivery", entry.id(),
        "unit", unit.name, "mtsId", entry.mtsId())));
    while (!unit.callers.isEmpty() && !stopped) {
      Caller first = unit.callers.peek();
      Instant until = now.plus(first.claim);
      List<QueueEntry> entries = unit.queue.claim(first.most, until, unit.types);
      if (entries.isEmpty()) {
        break;
      }
      unit.callers.poll();
      unit.seen(now);
      first.answer.complete(new Claim(entries, until, unit.types, null));
    }
    List<QueueEntry> unavailable = unavailable(unit, now);
    restartTimer(unit);
    unavailable.forEach(entry -> returns.unavailable(entry, unit.seen));
    lapsed.expired().forEach(entry -> {
      events.log(Event.of(EventId.MESSAGE_EXPIRED, "mtsId", entry.mtsId(), "expiry", entry.expiry(),
          "connector", unit.name));
      returns.expired(entry);
    });
  }

  /** What leaves the queue of an access unit that is gone. */
  private List<QueueEntry> unavailable(OfUnit unit, Instant now) {
    Instant goneAt = unit.goneAt();
    if (stopped || goneAt == null || goneAt.isAfter(now)) {
      return List.of();
    }
    List<QueueEntry> all = unit.queue.withdrawReturnable();
    if (!all.isEmpty() && !unit.gone) {
      unit.gone = true;
      events.log(Event.of(EventId.ACCESS_UNIT_UNAVAILABLE, "unit", unit.name, "since", unit.seen));
    }
    return all;
  }

  private @Nullable Instant next(OfUnit unit) {
    Instant next = unit.queue.next();
    Instant goneAt = unit.goneAt();
    return goneAt != null && unit.queue.hasReturnable() && (next == null || goneAt.isBefore(next))
        ? goneAt
        : next;
  }

  private void restartTimer(OfUnit unit) {
    if (unit.timer != null) {
      unit.timer.cancel();
      unit.timer = null;
    }
    Instant next = next(unit);
    if (next != null && !stopped && units.get(unit.name) == unit) {
      Duration until = Duration.between(lanes.clock().instant(), next);
      unit.timer = lanes.after(until.compareTo(LONGEST_SLEEP) < 0 ? until : LONGEST_SLEEP, lane,
          () -> go(unit));
    }
  }
}
