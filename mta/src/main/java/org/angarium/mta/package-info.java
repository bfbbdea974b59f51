/**
 * One running MTA: its parts put together, and what operators and users can ask of it.
 */
@NullMarked
package org.angarium.mta;

import org.jspecify.annotations.NullMarked;
