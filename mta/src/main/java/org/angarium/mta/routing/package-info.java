/**
 * Where a recipient's message goes: local mailboxes, address spaces of connectors, costs. Decides only; nothing here queues, counts
 * or remembers.
 */
@NullMarked
package org.angarium.mta.routing;

import org.jspecify.annotations.NullMarked;
