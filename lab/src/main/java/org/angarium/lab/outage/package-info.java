/**
 * The matrix of faults and phases with real processes, real sockets and a real network: two hosts, the line between them, what goes wrong
 * and what that costs.
 */
@NullMarked
package org.angarium.lab.outage;

import org.jspecify.annotations.NullMarked;
