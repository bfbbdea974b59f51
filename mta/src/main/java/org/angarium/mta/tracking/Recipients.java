package org.angarium.mta.tracking;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of one copy, found by any of what is known of them. */
final class Recipients {
  private final Map<Object, TrackedRecipient> known = new HashMap<>();

  /** A key that no other kind of key equals. */
  private record Position(int position) {}

  /** What the recipient tells adds to what is known; what is known stays. */
  void learn(TrackedRecipient recipient) {
    TrackedRecipient full = completed(recipient);
    if (full.position() >= 0) {
      known.put(new Position(full.position()), full);
    }
    if (full.number() > 0) {
      known.put(full.number(), full);
    }
    if (!full.name().isEmpty()) {
      known.put(full.name(), full);
    }
  }

  TrackedRecipient completed(TrackedRecipient recipient) {
    TrackedRecipient other = find(recipient);
    return other == null
        ? recipient
        : new TrackedRecipient(recipient.position() >= 0 ? recipient.position() : other.position(),
            recipient.number() > 0 ? recipient.number() : other.number(),
            recipient.name().isEmpty() ? other.name() : recipient.name());
  }

  private @Nullable TrackedRecipient find(TrackedRecipient recipient) {
    TrackedRecipient other = known.get(new Position(recipient.position()));
    if (other == null && recipient.number() > 0) {
      other = known.get(recipient.number());
    }
    return other == null && recipient.position() < 0 && recipient.number() == 0
        ? known.get(recipient.name())
        : other;
  }
}
