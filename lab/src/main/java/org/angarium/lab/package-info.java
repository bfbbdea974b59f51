/**
 * The program as the launcher starts it: the commands of the product, and those that try it out. What only the product needs lives in
 * {@code app}.
 */
@NullMarked
package org.angarium.lab;

import org.jspecify.annotations.NullMarked;
