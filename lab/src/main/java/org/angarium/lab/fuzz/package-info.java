/**
 * Hostile input for every decoder and for whole associations, guided by coverage. A target says what must hold; Jazzer, in a process of its
 * own, looks for octets for which it does not.
 */
@NullMarked
package org.angarium.lab.fuzz;

import org.jspecify.annotations.NullMarked;
