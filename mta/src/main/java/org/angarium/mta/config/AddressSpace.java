package org.angarium.mta.config;

/**
 * Addresses that can be reached over a connector.
 *
 * @param pattern an address pattern as written, for example {@code C=DE;A=*;P=BRAVO}
 * @param cost 1 to 100, the least is preferred
 */
public record AddressSpace(String pattern, int cost) {}
