package org.angarium.mta.config;

import java.time.Duration;

/**
 * Message tracking: what is written down of the steps of every message, and for how long.
 *
 * @param enabled whether anything is written down
 * @param keep how long
 * @param maximumOctets size of all of it beyond which the oldest is forgotten earlier
 */
public record TrackingConfig(boolean enabled, Duration keep, long maximumOctets) {}
