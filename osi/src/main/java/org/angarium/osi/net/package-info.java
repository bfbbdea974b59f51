/**
 * The only place with sockets: TCP connections as streams of octets with bounded waits. Knows nothing of TPKT or any protocol above TCP.
 */
@NullMarked
package org.angarium.osi.net;

import org.jspecify.annotations.NullMarked;
