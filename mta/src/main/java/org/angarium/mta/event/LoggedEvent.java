package org.angarium.mta.event;

import java.time.Instant;

/**
 * An event with its time.
 *
 * @param sequence counts the events of this run from 1
 */
public record LoggedEvent(long sequence, Instant time, Event event) {}
