/**
 * Virtual time and the lanes that run in it. One seed decides the order in which ready tasks run. Knows nothing of MTAs.
 */
@NullMarked
package org.angarium.lab.simulation.time;

import org.jspecify.annotations.NullMarked;
