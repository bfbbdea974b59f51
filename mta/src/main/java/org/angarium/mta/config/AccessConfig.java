package org.angarium.mta.config;

import java.util.List;

/**
 * Access units and the interface over which they come by HTTP.
 *
 * @param enabled whether there is that interface, if an access unit has a token
 * @param port its TCP port on the loopback address; 0 lets the system choose
 */
public record AccessConfig(List<AccessUnitConfig> units, boolean enabled, int port) {
  public static final AccessConfig NONE = new AccessConfig(List.of(), false, 0);

  public AccessConfig {
    units = List.copyOf(units);
  }

  /** Whether somebody may come by HTTP. */
  public boolean isServed() {
    return enabled && units.stream().anyMatch(unit -> unit.token().isPresent());
  }
}
