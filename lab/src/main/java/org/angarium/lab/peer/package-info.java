/**
 * Neighbour MTAs that only send or only swallow, as fast as they can: the load of an experiment. They keep nothing and report nothing.
 */
@NullMarked
package org.angarium.lab.peer;

import org.jspecify.annotations.NullMarked;
