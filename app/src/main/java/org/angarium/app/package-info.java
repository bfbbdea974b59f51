/**
 * The program: its entry, its root command and how it starts an MTA. What a command does lives in {@code command}.
 */
@NullMarked
package org.angarium.app;

import org.jspecify.annotations.NullMarked;
