package org.angarium.mta.routing;

/**
 * One line of the computed routing table.
 *
 * @param pattern in its canonical form
 * @param standing whether mail can leave over the connector now
 */
public record RouteEntry(String pattern, int cost, String connector, String scope, boolean standIn,
    String standing) {}
