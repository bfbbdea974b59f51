/**
 * How things look to a person at a terminal: tables, colours, sizes, times. Fetches nothing and decides nothing.
 */
@NullMarked
package org.angarium.app.console;

import org.jspecify.annotations.NullMarked;
