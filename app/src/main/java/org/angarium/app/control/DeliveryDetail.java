package org.angarium.app.control;

import org.angarium.app.envelope.EnvelopeSummary;
import org.angarium.mta.store.DeliveredMessage;
import org.jspecify.annotations.Nullable;

/**
 * A delivered message, report or probe with what its envelope says.
 *
 * @param envelope null if the message has just been taken
 */
public record DeliveryDetail(DeliveredMessage delivery, @Nullable EnvelopeSummary envelope) {}
