package org.angarium.mta.store;

import java.time.Instant;

/**
 * Octets that were put aside.
 *
 * @param file name of the file in the quarantine folder
 * @param times how often the same octets arrived
 */
public record QuarantinedApdu(long id, String from, String reason, String file, long octets, int times,
    Instant firstAt) {}
