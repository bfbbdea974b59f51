/**
 * Opens an association with a peer and closes it again, to see how far it gets and why it stops. Transfers nothing and needs no running
 * MTA.
 */
@NullMarked
package org.angarium.app.ping;

import org.jspecify.annotations.NullMarked;
