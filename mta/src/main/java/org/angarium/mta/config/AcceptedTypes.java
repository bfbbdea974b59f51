package org.angarium.mta.config;

import org.angarium.x400.conversion.Acceptance;

/**
 * The encoded information types that a mailbox, an access unit, or whoever is reached over a connector, takes
 * (deliverable-encoded-information-types, X.411 §8.4.1.1.1.3).
 *
 * @param implicitConversion whether what is of other types is converted; if not it is returned
 */
public record AcceptedTypes(Acceptance acceptance, boolean implicitConversion) {}
