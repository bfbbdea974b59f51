package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.Optional;
import org.angarium.mta.event.EventId;

/**
 * Where events go.
 *
 * @param file JSON lines; absolute
 * @param rollAtOctets size at which a new file is begun (classic: 5 MB)
 * @param keep how many old files are kept, 0 or more
 * @param consoleLevel the least grave events shown on the console; empty shows none
 */
public record EventLogConfig(Path file, long rollAtOctets, int keep, Optional<EventId.Level> consoleLevel) {}
