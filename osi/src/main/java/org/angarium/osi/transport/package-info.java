/**
 * The transport layer: TPKT framing (RFC 1006) and the class 0 transport protocol (X.224) over TCP, as a pure machine. Holds no socket
 * and knows nothing of what the TSDUs carry.
 */
@NullMarked
package org.angarium.osi.transport;

import org.jspecify.annotations.NullMarked;
