/**
 * What a history is made of: topologies, configurations, traffic, faults. Checks nothing.
 */
@NullMarked
package org.angarium.lab.simulation.scenario;

import org.jspecify.annotations.NullMarked;
