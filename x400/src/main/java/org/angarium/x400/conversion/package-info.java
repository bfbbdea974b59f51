/**
 * Conversion between text body parts (X.408, X.420 §20.4): what a text becomes in another form, what is lost by it, and whether the
 * originator allows it. Knows no recipient and no connector.
 */
@NullMarked
package org.angarium.x400.conversion;

import org.jspecify.annotations.NullMarked;
