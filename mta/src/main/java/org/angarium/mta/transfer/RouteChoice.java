package org.angarium.mta.transfer;

import org.angarium.mta.routing.Decision;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;

/** Where an address goes at this moment; knows the routing table and which connectors are in open-retry. */
@FunctionalInterface
public interface RouteChoice {
  /** @param cameFrom name of the connector it came over, null if none: it does not go back there */
  Decision route(OrAddress address, @Nullable String cameFrom);
}
