/**
 * What the envelope of a stored message or report says, in the words of a person. Reads only; knows nothing of HTTP and terminals.
 */
@NullMarked
package org.angarium.app.envelope;

import org.jspecify.annotations.NullMarked;
