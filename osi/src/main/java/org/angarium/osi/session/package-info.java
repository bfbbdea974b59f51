/**
 * The session layer (X.215 service, X.225 protocol): SPDUs, their codec and the session machine with the functional units that RTSE
 * needs. Knows nothing of what its user data means.
 */
@NullMarked
package org.angarium.osi.session;

import org.jspecify.annotations.NullMarked;
