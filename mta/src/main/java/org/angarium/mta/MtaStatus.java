package org.angarium.mta;

import java.time.Instant;
import java.util.List;

/**
 * An MTA at one moment.
 *
 * @param domain its global domain identifier, as text
 * @param listening addresses it accepts associations on
 * @param queued entries in all queues
 */
public record MtaStatus(String name, String domain, String version, Instant startedAt, List<String> listening,
    int connectors,
    int associations, int queued) {}
