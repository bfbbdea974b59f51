package org.angarium.mta.routing;

import java.time.Instant;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/** What routing knows of one connector or access unit. */
sealed interface Carrier permits Carrier.OfAccessUnit, ConnectorCarrier {
  /**
   * What is known of when mail can leave, the best first. Nothing is known against a peer that has yet to call: with it mail leaves at the
   * call, and is routed anew when a connector that calls itself can be reached; with one that did not answer it would let the call pass.
   */
  enum Standing {
    /** Now. */
    READY("can be reached"),
    /** When the peer calls, which may be at any moment. */
    REMOTE_INITIATED("waits for the peer to call"),
    /** When its peer answers again: the last attempt to reach it has failed. */
    RETRYING("waits in open-retry"),
    /** At the next of its selected times, and not before. */
    LATER("is closed by its schedule"),
    /** Not as it is configured. */
    NEVER("is switched off");

    private final String text;

    Standing(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Whether it is we who call, now or at the next attempt. */
    boolean callsPeer() {
      return this == READY || this == RETRYING;
    }
  }

  /** Why a connector may not carry something, now or later. */
  record Bar(NonDeliveryDiagnostic diagnostic, String why) {}

  String name();

  Standing standing(boolean avoided, Instant now);

  /** What its restrictions have against it; null if nothing. */
  @Nullable
  Bar bar(OrAddress recipient, Traffic traffic);

  /** Whether mail that comes from there is of our own organization. */
  boolean isOfOurOrganization();

  /** Where its mail goes. */
  Decision decision(int cost);

  /** Mail waits until it is asked for; that may be at any time. */
  record OfAccessUnit(String name) implements Carrier {
    @Override
    public Standing standing(boolean avoided, Instant now) {
      return Standing.READY;
    }

    @Override
    public @Nullable Bar bar(OrAddress recipient, Traffic traffic) {
      return null;
    }

    @Override
    public boolean isOfOurOrganization() { return true; }

    @Override
    public Decision decision(int cost) {
      return new Decision.ToAccessUnit(name, cost);
    }
  }
}
