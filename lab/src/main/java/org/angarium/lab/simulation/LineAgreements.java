package org.angarium.lab.simulation;

import org.angarium.lab.simulation.law.ActivityMeter;
import org.angarium.lab.simulation.network.SimConnection;
import org.angarium.mta.config.OverrideValues;

/** What two MTAs agree on when one calls the other, by their configurations at that moment (X.228 §8.1.1). */
record LineAgreements(World world) implements ActivityMeter.Agreements {
  private static final long KILOOCTET = 1024;

  @Override
  public long windowOctets(SimConnection connection, int aroundAPiece) {
    String caller = connection.caller().hostName();
    String called = connection.called().hostName();
    OverrideValues.Rts offered = rts(caller, called);
    OverrideValues.Rts accepted = rts(called, caller);
    int checkpoint = offered.checkpointKilooctets() == 0
        ? accepted.checkpointKilooctets()
        : Math.min(offered.checkpointKilooctets(), accepted.checkpointKilooctets());
    int window = Math.min(offered.windowCheckpoints(), accepted.windowCheckpoints());
    return checkpoint == 0 ? 0 : window * (checkpoint * KILOOCTET + aroundAPiece);
  }

  /** A connector that has just been removed from the configuration had the original values, or none that matter here. */
  private OverrideValues.Rts rts(String mta, String neighbour) {
    return world.mta(mta).config().connectors().stream()
        .filter(connector -> connector.host().equals(neighbour)).findFirst()
        .map(connector -> connector.override().rts())
        .orElse(world.mta(mta).originalRts(neighbour));
  }

  @Override
  public int losses(String host) {
    return world.mta(host).disk().losses();
  }

  @Override
  public int processes(String host) {
    return world.mta(host).host().processes();
  }
}
