package org.angarium.app.control;

import org.angarium.app.envelope.EnvelopeSummary;
import org.jspecify.annotations.Nullable;

/**
 * A queue entry with what its envelope says.
 *
 * @param envelope null if the message has just left
 */
public record QueueDetail(QueueItem entry, @Nullable EnvelopeSummary envelope) {}
