/**
 * Information objects that P1, P3 and P7 share (X.411 §8): identifiers, times, encoded information types, extensions and trace, each
 * with its BER codec. No APDU, envelope or bind lives here, and no O/R address form.
 */
@NullMarked
package org.angarium.x400.mts;

import org.jspecify.annotations.NullMarked;
