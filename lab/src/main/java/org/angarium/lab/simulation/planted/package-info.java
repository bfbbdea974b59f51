/**
 * Bugs known from real failure reports, each planted by swapping one piece, to prove that the simulator finds them.
 */
@NullMarked
package org.angarium.lab.simulation.planted;

import org.jspecify.annotations.NullMarked;
