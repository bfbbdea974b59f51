/**
 * What two simulated MTAs do, as actions of the formal model: read off the line, the disks and the decisions of the connectors. Judges
 * nothing.
 */
@NullMarked
package org.angarium.lab.simulation.record;

import org.jspecify.annotations.NullMarked;
