/**
 * A network of simulated hosts with every fault of the catalogue. Knows how far an association has got and to which layer an octet
 * belongs, not what it says.
 */
@NullMarked
package org.angarium.lab.simulation.network;

import org.jspecify.annotations.NullMarked;
