/**
 * The reliable transfer service element (X.218 service, X.228 protocol): opening, turn, activities, checkpoints, exceptions,
 * resumption. Knows nothing of what the transferred octets mean, nor of disks and sockets.
 */
@NullMarked
package org.angarium.osi.rtse;

import org.jspecify.annotations.NullMarked;
