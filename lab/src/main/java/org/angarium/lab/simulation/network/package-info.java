/**
 * A network of simulated hosts with every fault of the catalogue. Knows octets and TPKT boundaries, not what they mean.
 */
@NullMarked
package org.angarium.lab.simulation.network;

import org.jspecify.annotations.NullMarked;
