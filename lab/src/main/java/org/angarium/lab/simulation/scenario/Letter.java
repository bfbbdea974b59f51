package org.angarium.lab.simulation.scenario;

import java.time.Duration;
import java.util.List;
import org.angarium.x400.mts.Priority;

/**
 * A message that will be submitted.
 *
 * @param at when, since the start
 * @param to MTAs of its recipients
 * @param octets length of its content
 * @param report whether a delivery report is asked for
 */
public record Letter(Duration at, String from, List<String> to, Priority priority, int octets,
    boolean report) {}
