/**
 * Measurements of speed and memory, each next to what the machine can do at best in the same minute. Asserts nothing.
 */
@NullMarked
package org.angarium.lab.bench;

import org.jspecify.annotations.NullMarked;
