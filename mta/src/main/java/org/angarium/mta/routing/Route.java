package org.angarium.mta.routing;

import org.angarium.mta.config.AddressSpace;
import org.angarium.mta.config.AddressSpace.Scope;
import org.angarium.x400.address.AddressPattern;

/**
 * One address space of one connector.
 *
 * @param ownDomain whether it asks for our own management domain exactly
 */
record Route(AddressSpace space, Carrier carrier, boolean ownDomain) {
  String connector() {
    return carrier.name();
  }

  AddressPattern pattern() {
    return space.pattern();
  }

  int specificity() {
    return space.pattern().specificity();
  }

  /** 1 to 100. */
  int cost() {
    return space.cost();
  }

  Scope scope() {
    return space.scope();
  }

  /** Whether it also takes what closer address spaces are for, while none of their connectors can be reached. */
  boolean standIn() {
    return space.standIn();
  }
}
