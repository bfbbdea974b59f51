package org.angarium.lab.simulation.law;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.angarium.lab.simulation.law.SeenConnector.Standing;
import org.angarium.mta.Holdings;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.NewMessage;
import org.angarium.mta.store.QueueEntry;
import org.angarium.mta.store.StoreChange;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.jspecify.annotations.Nullable;

/**
 * Law 7, measured from outside, at one MTA that has more than one way to some other: mail is not routed over a connector in open-retry, nor
 * over a dearer one, while a better one can be reached; mail that waits moves; and it is not tossed to and fro. Which ways there are is
 * known from the topology, what waits where from the disk and the queues, and of a connector is asked only what an operator sees.
 */
public final class RouteWatch {
  /** For so long copies may wait in a queue where they do not belong any more. */
  static final Duration MOVED_WITHIN = Duration.ofSeconds(5);
  /** From the decision until it is durable; the slowest disk takes 20 seconds for those before and as long for this one. */
  static final Duration DECIDED_BEFORE = Duration.ofSeconds(45);
  /** Changes of a connector that passed between two looks. */
  private static final int UNSEEN_CHANGES = 2;

  private final String mta;
  private final Map<String, Map<String, Integer>> ways;
  private final Laws laws;
  private final Supplier<Duration> clock;
  private final Altered altered;
  private final Map<String, SeenConnector> connectors = new HashMap<>();
  private final Map<Long, Copy> copies = new HashMap<>();
  private Duration runningSince = Duration.ZERO;
  private int changes;
  private long moves;

  /** A copy that is on the disk. */
  private static final class Copy {
    private final String mtsId;
    private final @Nullable String cameFrom;
    private final int changesBefore;
    /** Where its recipients are, by their positions in the envelope. */
    private final Map<Integer, String> destinations;
    private int moves;
    private @Nullable String queue;
    private Duration queuedSince = Duration.ZERO;

    Copy(String mtsId, @Nullable String cameFrom, Map<Integer, String> destinations, int changesBefore) {
      this.mtsId = mtsId;
      this.cameFrom = cameFrom;
      this.destinations = destinations;
      this.changesBefore = changesBefore;
    }
  }

  /**
   * @param ways by destination and connector what they cost; see {@link #areWorthWatching}
   * @param clock time since the start
   * @param altered what is not held against anybody
   */
  public RouteWatch(String mta, Map<String, Map<String, Integer>> ways, Laws laws, Supplier<Duration> clock,
      Altered altered) {
    this.mta = mta;
    this.ways = ways;
    this.laws = laws;
    this.clock = clock;
    this.altered = altered;
  }

  /** Whether there is more than one way to anywhere. */
  public static boolean areWorthWatching(Map<String, Map<String, Integer>> ways) {
    return ways.values().stream().anyMatch(each -> each.size() > 1);
  }

  /** Its process has ended: what is known of its connectors is known no more. */
  public void ended() {
    connectors.clear();
    copies.values().forEach(copy -> copy.queue = null);
    changes++;
  }

  /** Its configuration is another: everything may be routed anew. */
  public void reconfigured() {
    connectors.clear();
    changes++;
  }

  // ---- what reaches the disk

  /** These changes are on its disk. */
  public void durable(List<StoreChange> all) {
    for (StoreChange change : all) {
      switch (change) {
        case StoreChange.Accept(NewMessage message) -> accepted(message);
        case StoreChange.Reroute(long entry, String queue) -> moved(entry, queue);
        case StoreChange.Narrow(long entry, List<Integer> recipients) -> narrowed(entry, recipients);
        case StoreChange.Remove(long entry) -> copies.remove(entry);
        default -> {
        }
      }
    }
  }

  private void accepted(NewMessage message) {
    for (QueueEntry entry : message.entries()) {
      Copy copy = new Copy(message.mtsId(), message.cameFrom(), destinations(message, entry), changes);
      copies.put(entry.id(), copy);
      chosen(entry.connector(), copy);
    }
  }

  private void narrowed(long entry, List<Integer> recipients) {
    Copy copy = copies.get(entry);
    if (copy != null) {
      copy.destinations.keySet().retainAll(recipients);
    }
  }

  private void moved(long entry, String queue) {
    Copy copy = copies.get(entry);
    if (copy == null) {
      return;
    }
    moves++;
    copy.moves++;
    chosen(queue, copy);
    if (copy.moves > changes - copy.changesBefore + UNSEEN_CHANGES) {
      broken(copy, "mail tossed to and fro", "was moved " + copy.moves + " times, now to " + queue
          + ", while ways changed " + (changes - copy.changesBefore) + " times");
    }
  }

  private static Map<Integer, String> destinations(NewMessage message, QueueEntry entry) {
    Map<Integer, String> destinations = new HashMap<>();
    try {
      if (message.kind() == ApduKind.MESSAGE) {
        List<PerRecipientMessageFields> all = MessageEnvelope.decode(message.envelope()).recipients();
        entry.recipients()
            .forEach(at -> destinations.put(at, destination(all.get(at).recipientName().address())));
      } else if (MtsApdu.decode(message.envelope()) instanceof MtsApdu.Report report) {
        destinations.put(0, destination(report.envelope().reportDestinationName().address()));
      }
    } catch (BerException e) {
      // The books of responsibility say so.
    }
    return destinations;
  }

  private static String destination(OrAddress address) {
    return String.valueOf(address.get(AddressAttribute.PRMD));
  }

  /** A queue has been chosen for a copy: by what was known then, which is some time ago. */
  private void chosen(String queue, Copy copy) {
    String better = better(queue, copy, DECIDED_BEFORE);
    if (better != null) {
      broken(copy, "worse way chosen", "was routed over " + queue + ", " + better);
    }
  }

  // ---- what waits

  /**
   * Looks at it when nothing more of it is ready to run.
   *
   * @param since from when on it has run without a stop
   */
  public void look(Holdings holdings, Duration since) {
    runningSince = since;
    Set<String> there = new HashSet<>();
    for (Holdings.OfConnector connector : holdings.connectors()) {
      String name = connector.config().name();
      if (there.add(name)) {
        see(name, connector);
        wait(name, connector.waiting());
      }
    }
  }

  private void see(String name, Holdings.OfConnector connector) {
    boolean isNew = !connectors.containsKey(name);
    SeenConnector seen = connectors.computeIfAbsent(name, any -> new SeenConnector(clock.get()));
    if (seen.look(connector, clock.get(), runningSince) || isNew) {
      changes++;
    }
  }

  private void wait(String queue, List<QueueEntry> waiting) {
    Set<Long> there = new HashSet<>();
    for (QueueEntry entry : waiting) {
      Copy copy = copies.get(entry.id());
      if (copy == null) {
        continue;
      }
      there.add(entry.id());
      if (!queue.equals(copy.queue)) {
        copy.queue = queue;
        copy.queuedSince = clock.get();
      }
      String better = isLongAgo(copy.queuedSince, MOVED_WITHIN) ? better(queue, copy, MOVED_WITHIN) : null;
      if (better != null) {
        broken(copy, "mail not moved", "has waited for " + queue + " since " + copy.queuedSince + ", "
            + better);
      }
    }
    copies.forEach((id, copy) -> {
      if (queue.equals(copy.queue) && !there.contains(id)) {
        copy.queue = null;
      }
    });
  }

  private boolean isLongAgo(Duration time, Duration age) {
    return clock.get().minus(time).compareTo(age) > 0;
  }

  private boolean is(String connector, Standing standing, Duration age) {
    SeenConnector seen = connectors.get(connector);
    return seen != null && seen.is(standing, age, clock.get(), runningSince);
  }

  /** Why there is a better way for some of its recipients, and has been for so long; null if there is none. */
  private @Nullable String better(String queue, Copy copy, Duration age) {
    for (String destination : copy.destinations.values()) {
      Map<String, Integer> costs = ways.getOrDefault(destination, Map.of());
      Integer cost = costs.get(queue);
      if (cost == null) {
        continue;
      }
      for (Map.Entry<String, Integer> other : costs.entrySet()) {
        boolean possible = !other.getKey().equals(queue) && !other.getKey().equals(copy.cameFrom)
            && is(other.getKey(), Standing.READY, age);
        if (possible && is(queue, Standing.RETRYING, age)) {
          return "which is in open-retry, and " + other.getKey() + " is not";
        }
        if (possible && other.getValue() < cost) {
          return "and " + other.getKey() + " could be reached at less cost";
        }
      }
    }
    return null;
  }

  private void broken(Copy copy, String law, String what) {
    if (!altered.concerns(copy.mtsId)) {
      laws.broken(law, mta + ": " + copy.mtsId + " " + what + ": " + states());
    }
  }

  private List<String> states() {
    List<String> text = new ArrayList<>();
    connectors.forEach((name, seen) -> text.add(name + " " + seen));
    return text;
  }

  /** Copies moved from one queue to another so far. */
  public long moves() {
    return moves;
  }
}
