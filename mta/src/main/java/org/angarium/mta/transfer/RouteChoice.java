package org.angarium.mta.transfer;

import org.angarium.mta.routing.Decision;
import org.angarium.mta.routing.Traffic;
import org.angarium.x400.address.OrAddress;

/** Where an address goes at this moment; knows the routing table and which connectors are in open-retry. */
public interface RouteChoice {
  Decision route(OrAddress recipient, Traffic traffic);

  /** Grows with every change of what routes depend on: what was decided at another number may be decided otherwise now. */
  long changes();
}
