package org.angarium.mta.config;

import java.util.Optional;

/**
 * Where peers may call.
 *
 * @param address local IP address or host name; {@code 0.0.0.0} or {@code ::} for every interface
 * @param port TCP port, 102 by default; 0 lets the system choose (tests and demonstrations)
 * @param transportSelector the only transport selector that may be called; empty accepts whatever is called
 */
public record ListenerConfig(String address, int port, Optional<Selector> transportSelector) {}
