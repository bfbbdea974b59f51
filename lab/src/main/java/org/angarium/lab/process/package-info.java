/**
 * MTAs as processes of their own: starting, asking, killing and measuring them. What is done with them lives elsewhere.
 */
@NullMarked
package org.angarium.lab.process;

import org.jspecify.annotations.NullMarked;
