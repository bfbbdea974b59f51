package org.angarium.mta.config;

/**
 * The loopback interface over which the command line and the console control a running MTA.
 *
 * @param port TCP port on the loopback address; 0 lets the system choose
 */
public record ControlConfig(boolean enabled, int port) {}
