package org.angarium.mta.transfer;

import java.util.function.Predicate;

/**
 * What the configuration says about all APDUs.
 *
 * @param hopLimit most trace elements; what has more loops
 * @param mostRecipients of a message or probe; what has more is returned
 * @param otherDomain whether the peer of the connector of this name is said to belong to another management domain
 */
public record Policy(int hopLimit, int mostRecipients, Predicate<String> otherDomain) {}
