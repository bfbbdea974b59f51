package org.angarium.mta;

import java.util.List;
import java.util.Set;
import org.angarium.mta.association.ConnectorTimer;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.store.QueueEntry;

/**
 * What a running MTA holds at one moment, with its owners: what the laws of association recovery are checked against.
 *
 * @param connectors those in use, then those that are leaving
 * @param unbound associations of peers that have not said who they are yet
 * @param unboundCount how many places such associations take
 * @param waitingForStore copies in no queue, about which something could not be recorded because the store failed
 * @param held copies that wait in the MTA itself, for a time to come
 */
public record Holdings(List<OfConnector> connectors, Set<Long> unbound, int unboundCount,
    List<QueueEntry> waitingForStore, List<QueueEntry> held) {
  public Holdings {
    connectors = List.copyOf(connectors);
    waitingForStore = List.copyOf(waitingForStore);
    held = List.copyOf(held);
  }

  /**
   * What one connector holds.
   *
   * @param waiting the queue without what associations have claimed
   * @param associations those that exist
   * @param timers those that run
   */
  public record OfConnector(ConnectorConfig config, ConnectorView view, List<QueueEntry> waiting,
      Set<Long> associations, Set<ConnectorTimer> timers) {
    public OfConnector {
      waiting = List.copyOf(waiting);
    }
  }
}
