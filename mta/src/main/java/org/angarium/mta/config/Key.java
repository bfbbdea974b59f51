package org.angarium.mta.config;

/**
 * A key of the configuration file.
 *
 * @param meaning what it is for, as said to someone who got it wrong
 */
record Key(String name, String meaning) {}
