package org.angarium.mta.association;

import org.angarium.mta.store.QueueEntry;
import org.jspecify.annotations.Nullable;

/** When the turn is given to a peer that asked for it, and how urgently it is asked for (X.228 §7.3). */
final class TurnPolicy {
  /** Priority of a turn request that asks in order to close. */
  static final int PRIORITY_TO_CLOSE = 0;
  /** Messages that may still go out before a turn that the peer wants is given, however urgent ours are. */
  static final int SENDS_BEFORE_TURN_IS_GIVEN = 10;

  private TurnPolicy() {}

  /**
   * Whether a turn that the peer wants is given now.
   *
   * @param next what would be sent next, null if nothing
   */
  static boolean mustGive(Link link, @Nullable QueueEntry next) {
    if (next == null || link.sentSincePeerWants >= SENDS_BEFORE_TURN_IS_GIVEN) {
      return true;
    }
    return link.peerWants != PRIORITY_TO_CLOSE && priority(next) >= link.peerWants;
  }

  /** The smaller, the more urgent: 4 urgent, 6 normal, 7 non-urgent messages; reports and probes 5. */
  static int priority(QueueEntry entry) {
    return switch (entry.kind()) {
      case PROBE, REPORT -> 5;
      case MESSAGE -> entry.rank() == 0 ? 4 : 5 + entry.rank();
    };
  }
}
