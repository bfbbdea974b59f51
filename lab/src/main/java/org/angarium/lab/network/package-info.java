/**
 * A network that breaks on demand: a TCP proxy with faults, and a look at what passes through it. Knows nothing of MTAs.
 */
@NullMarked
package org.angarium.lab.network;

import org.jspecify.annotations.NullMarked;
