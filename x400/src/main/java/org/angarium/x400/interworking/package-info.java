/**
 * Interworking with systems of 1984 (X.419 Annex B, RFC 1328): what is left out, what is put otherwise and what cannot be said when an
 * APDU of 1988 goes to a peer of 1984, and back. Decides nothing about connectors, routes or reports.
 */
@NullMarked
package org.angarium.x400.interworking;

import org.jspecify.annotations.NullMarked;
