package org.angarium.mta.association;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.angarium.mta.association.Link.Phase;
import org.angarium.mta.store.QueueEntry;

/** Long transfers that are interrupted to let something more urgent pass (X.228 §7.5), each a few times at most. */
final class Interruptions {
  /** Shorter ones are soon over. */
  private static final long LONG_OCTETS = 256 * 1024;
  private static final int MOST_OF_ONE = 3;

  private final ConnectorQueue queue;
  private final Consumer<ConnectorAction> out;
  private final Map<Long, Integer> soFar = new LinkedHashMap<>() {
    private static final int MOST = 1000;
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
      return size() > MOST;
    }
  };

  Interruptions(ConnectorQueue queue, Consumer<ConnectorAction> out) {
    this.queue = queue;
    this.out = out;
  }

  /**
   * Lets what is more urgent pass a long transfer when every association that could take it is busy and no other is being opened.
   *
   * @param serving the associations on which mail leaves
   */
  void letUrgentPass(List<Link> serving, Instant now) {
    QueueEntry next = queue.peek(now);
    if (next == null || serving.stream().anyMatch(link -> link.phase == Phase.OPENING || link.claim == null
        || link.interrupting)) {
      return;
    }
    serving.stream().filter(link -> yieldsTo(link, next))
        .max(Comparator.comparingInt(link -> link.claim == null ? 0 : link.claim.entry().rank()))
        .ifPresent(link -> {
          link.interrupting = true;
          out.accept(new ConnectorAction.Interrupt(link.id));
        });
  }

  /** It is long and less urgent, and has not been interrupted too often, so that it comes to its end whatever else there is. */
  private boolean yieldsTo(Link link, QueueEntry urgent) {
    return link.claim != null && !link.transferStopping && link.claim.entry().rank() > urgent.rank()
        && link.claim.entry().octets() >= LONG_OCTETS
        && soFar.getOrDefault(link.claim.entry().id(), 0) < MOST_OF_ONE;
  }

  void interrupted(long entry) {
    soFar.merge(entry, 1, Integer::sum);
  }

  void transferred(long entry) {
    soFar.remove(entry);
  }
}
