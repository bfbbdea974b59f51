/**
 * One running MTA: its parts put together, and what operators and users can ask of it. {@link org.angarium.mta.Mta} starts, reloads and stops;
 * what {@link org.angarium.mta.MtaControl} offers is answered by the part it concerns: QueueOperations, Mailboxes, ServedAccessUnits.
 */
@NullMarked
package org.angarium.mta;

import org.jspecify.annotations.NullMarked;
