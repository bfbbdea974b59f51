package org.angarium.osi.session;

import java.time.Duration;

/**
 * Bounds of a session machine.
 *
 * @param maxSsduOctets largest SSDU that is accepted, whole or put together from segments; a longer one is a protocol error
 * @param disconnect timer TIM: how long the peer may take to drop the transport connection after an end was sent
 */
public record SessionLimits(int maxSsduOctets, Duration disconnect) {}
