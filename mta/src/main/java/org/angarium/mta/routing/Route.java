package org.angarium.mta.routing;

import org.angarium.x400.address.AddressPattern;

/**
 * One address space of one connector.
 *
 * @param dormant the connector never opens associations
 * @param position place in the configuration; among equals the first wins
 */
record Route(AddressPattern pattern, String connector, int cost, boolean dormant, int position) {}
