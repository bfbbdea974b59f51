package org.angarium.mta.association;

import java.time.Instant;
import org.angarium.mta.config.Activation;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.jspecify.annotations.Nullable;

/** When a connector may call its peer, and that it does so at the beginning of every selected time. */
final class OpeningHours {
  /** Whether the clock has been looked at since there are selected times. */
  private boolean watched;
  private boolean open = true;
  private boolean callDue;

  /** Whether the connector's configuration lets it call at this moment. */
  static boolean areNow(ConnectorConfig config, Instant now) {
    return switch (config.activation()) {
      case ALWAYS -> true;
      case SELECTED_TIMES -> config.rules().schedule().isOpen(now);
      case REMOTE_INITIATED, NEVER -> false;
    };
  }

  /** The next moment at which that changes; null if it never does. */
  static @Nullable Instant nextChange(ConnectorConfig config, Instant now) {
    return config.activation() == Activation.SELECTED_TIMES
        ? config.rules().schedule().nextChange(now)
        : null;
  }

  /** Looks at the clock. Answers whether a selected time has begun or ended since the last look. */
  boolean haveChanged(ConnectorConfig config, Instant now) {
    if (config.activation() != Activation.SELECTED_TIMES) {
      watched = false;
      open = true;
      callDue = false;
      return false;
    }
    boolean nowOpen = areNow(config, now);
    boolean changed = !watched || nowOpen != open;
    if (changed) {
      watched = true;
      open = nowOpen;
      // A peer that may not call itself waits for this to send what it has (Q164469).
      callDue = nowOpen && config.dialogue() == Dialogue.TWO_WAY_ALTERNATE;
    }
    return changed;
  }

  boolean areOpen() {
    return open;
  }

  /** Whether the peer has not been called yet in this selected time. */
  boolean isCallDue() {
    return callDue;
  }

  void called() {
    callDue = false;
  }
}
