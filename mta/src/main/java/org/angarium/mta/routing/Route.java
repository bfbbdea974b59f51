package org.angarium.mta.routing;

import org.angarium.mta.config.AddressSpace.Scope;
import org.angarium.x400.address.AddressPattern;

/**
 * One address space of one connector.
 *
 * @param specificity of the pattern, which is asked for with every comparison
 * @param cost 1 to 100
 * @param standIn whether it also takes what closer address spaces are for, while none of their connectors can be reached
 * @param ownDomain whether it asks for our own management domain exactly
 */
record Route(AddressPattern pattern, int specificity, Carrier carrier, int cost, Scope scope,
    boolean standIn, boolean ownDomain) {
  Route(AddressPattern pattern, Carrier carrier, int cost, Scope scope, boolean standIn, boolean ownDomain) {
    this(pattern, pattern.specificity(), carrier, cost, scope, standIn, ownDomain);
  }

  String connector() {
    return carrier.name();
  }
}
