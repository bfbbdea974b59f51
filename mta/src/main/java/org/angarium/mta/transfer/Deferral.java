package org.angarium.mta.transfer;

import java.time.Instant;
import org.angarium.mta.store.HeldFor;
import org.jspecify.annotations.Nullable;

/** A delivery that the originator wants no earlier than at a time to come (X.411 §8.2.1.1.1.14). */
record Deferral(Instant due) {
  /** Null if the message may be delivered at once. Wherever it comes from, it is held here: who sent it on early relies on that. */
  static @Nullable Deferral of(Subject subject, Instant now) {
    return subject instanceof Subject.OfMessage message && message.envelope().deferredDeliveryTime() != null
        && message.envelope().deferredDeliveryTime().isAfter(now)
            ? new Deferral(message.envelope().deferredDeliveryTime())
            : null;
  }

  Outcome.Hold hold() {
    return new Outcome.Hold(HeldFor.DEFERRED_DELIVERY, due);
  }
}
