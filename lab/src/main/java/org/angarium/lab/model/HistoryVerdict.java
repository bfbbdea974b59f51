package org.angarium.lab.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether a recorded history is one of the model's.
 *
 * @param records how many there are
 * @param accepted how many of them, from the first, some behaviour of the model has in common with it
 * @param offending the record after those, null if there is none
 * @param error why nothing can be said, null if something can
 */
public record HistoryVerdict(boolean ok, int records, int accepted, @Nullable String offending,
    @Nullable String error) {}
