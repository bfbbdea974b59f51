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
 */
public record Holdings(List<OfConnector> connectors, Set<Long> unbound, int unboundCount) {
  public Holdings {
    connectors = List.copyOf(connectors);
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
