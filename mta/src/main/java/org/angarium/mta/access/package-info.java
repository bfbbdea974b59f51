/**
 * How users, gateways and embedders of the MTA submit messages and get deliveries (docs/access-units.md): what is said and asked, and the
 * queue of each access unit with its claims. Decides nothing about routes or reports, and writes nothing to disk.
 */
@NullMarked
package org.angarium.mta.access;

import org.jspecify.annotations.NullMarked;
