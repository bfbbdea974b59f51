package org.angarium.mta;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.access.AccessQueueView;
import org.angarium.mta.store.StoreRoom.View;
import org.jspecify.annotations.Nullable;

/**
 * An MTA at one moment.
 *
 * @param domain its global domain identifier, as text
 * @param listening addresses it accepts associations on
 * @param disk the room on the disk of the store, null if it has none
 * @param accessUnits what waits for each access unit
 * @param held entries that wait for their time, for a list, or for the operator who froze them
 * @param queued entries that wait: for connectors, for access units, and held ones; not those being transferred
 */
public record MtaStatus(String name, String domain, String version, Instant startedAt, List<String> listening,
    @Nullable View disk, int connectors, int associations, List<AccessQueueView> accessUnits, int held,
    int queued) {
  public MtaStatus {
    listening = List.copyOf(listening);
    accessUnits = List.copyOf(accessUnits);
  }
}
