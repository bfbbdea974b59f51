/**
 * O/R addresses and O/R names (X.411 ORName, X.402 §18): the information objects, their encoding, their text forms and when two
 * are the same. Knows no message, route or directory.
 */
@NullMarked
package org.angarium.x400.address;

import org.jspecify.annotations.NullMarked;
