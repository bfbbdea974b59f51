/**
 * How events are serialised and timed: lanes, timers. The simulator has its own implementations of both, on virtual time.
 */
@NullMarked
package org.angarium.mta.lane;

import org.jspecify.annotations.NullMarked;
