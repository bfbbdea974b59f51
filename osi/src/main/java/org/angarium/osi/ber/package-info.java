/**
 * Basic Encoding Rules (X.690): reading octets within limits, writing definite-length encodings, tags, object identifiers and
 * bit strings. Knows nothing of any protocol: no APDU, SPDU or envelope lives here.
 */
@NullMarked
package org.angarium.osi.ber;

import org.jspecify.annotations.NullMarked;
