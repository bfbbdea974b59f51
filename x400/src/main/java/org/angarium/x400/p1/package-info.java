/**
 * The MTS transfer protocol P1 (X.411 §12, X.419 §12): MTA-bind, MTS-APDUs, the envelopes of messages, probes and reports, and where in
 * the octets of an APDU the content lies. No procedure of an MTA, no file and no association lives here.
 */
@NullMarked
package org.angarium.x400.p1;

import org.jspecify.annotations.NullMarked;
