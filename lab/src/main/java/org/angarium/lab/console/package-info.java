/**
 * How experiments look at a terminal, besides what the product has for that. Measures nothing.
 */
@NullMarked
package org.angarium.lab.console;

import org.jspecify.annotations.NullMarked;
