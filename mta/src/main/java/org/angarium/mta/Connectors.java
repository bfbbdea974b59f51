package org.angarium.mta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.angarium.mta.association.PeerAssociation;
import org.jspecify.annotations.Nullable;

/**
 * The connectors in use, by name, and those that are no longer configured, while their last associations end. A connector that is put back
 * meanwhile is another one of the same name: an association belongs to the connector that has it, not to a name. Used in one lane.
 */
final class Connectors {
  private final Map<String, ConnectorDriver> inUse = new LinkedHashMap<>();
  private final Set<ConnectorDriver> leaving = new LinkedHashSet<>();

  void add(ConnectorDriver driver) {
    inUse.put(driver.config().name(), driver);
  }

  /** It is no longer configured, and there is nothing more to be done here once its associations have ended. */
  void leave(ConnectorDriver driver) {
    inUse.remove(driver.config().name());
    leaving.add(driver);
    goneIfQuiet(driver);
  }

  /** Forgets a connector that is leaving if it has no association left. */
  void goneIfQuiet(ConnectorDriver driver) {
    if (driver.isQuiet()) {
      leaving.remove(driver);
    }
  }

  /** The connector in use of this name; null if there is none. */
  @Nullable
  ConnectorDriver named(String name) {
    return inUse.get(name);
  }

  /** Those in use. */
  List<ConnectorDriver> inUse() {
    return List.copyOf(inUse.values());
  }

  boolean isLeaving(ConnectorDriver driver) {
    return leaving.contains(driver);
  }

  /** Those in use, then those that are leaving. */
  List<ConnectorDriver> all() {
    List<ConnectorDriver> all = new ArrayList<>(inUse.values());
    all.addAll(leaving);
    return all;
  }

  /** The connector that has the association; if none has it any more, the one of the name it had, which knows that it is late. */
  @Nullable
  ConnectorDriver of(PeerAssociation association) {
    return all().stream().filter(driver -> driver.has(association)).findFirst()
        .orElse(inUse.get(association.connector()));
  }
}
