package org.angarium.mta.config;

/**
 * An address of our domain whose owner gets mail elsewhere.
 *
 * @param address O/R address as written
 * @param to O/R address as written
 */
public record RedirectionConfig(String address, String to) {}
