/**
 * What must hold at every moment and at the end of every history. Changes nothing.
 */
@NullMarked
package org.angarium.lab.simulation.law;

import org.jspecify.annotations.NullMarked;
