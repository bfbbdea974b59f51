package org.angarium.mta.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for an access unit at one moment, for people and for JSON.
 *
 * @param waiting deliveries that may be claimed now or later
 * @param claimed deliveries that are claimed or just being settled
 * @param octets of the contents of both
 * @param oldest when the first of both was accepted; null if nothing waits
 */
public record AccessQueueView(String name, int waiting, int claimed, long octets, @Nullable Instant oldest) {}
