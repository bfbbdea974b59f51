package org.angarium.mta.store;

import java.time.Instant;
import java.util.NavigableMap;

/**
 * A spool that an earlier run of this MTA has left, see {@link Spool#keepAs}.
 *
 * @param marks octets before each mark that was set, by its serial number
 * @param lastMark when the last one was set
 * @param spool holds the octets before the last mark, perhaps more; {@link Spool#truncate} to a mark tells whether they are whole
 */
public record KeptSpool(String label, NavigableMap<Integer, Long> marks, Instant lastMark, Spool spool) {}
