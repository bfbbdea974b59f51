/**
 * Disks that survive crashes and the message stores on them. Decides nothing but what a crash leaves behind.
 */
@NullMarked
package org.angarium.lab.simulation.store;

import org.jspecify.annotations.NullMarked;
