package org.angarium.mta.routing;

import java.time.Instant;
import java.util.List;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.Restrictions;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/** What routing knows of one connector or access unit. */
sealed interface Carrier {
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

  record OfConnector(ConnectorConfig config) implements Carrier {
    @Override
    public String name() {
      return config.name();
    }

    @Override
    public boolean isOfOurOrganization() { return config.rules().sameOrganization(); }

    @Override
    public Decision decision(int cost) {
      return new Decision.Via(config.name(), cost);
    }

    @Override
    public Standing standing(boolean avoided, Instant now) {
      return switch (config.activation()) {
        case NEVER -> Standing.NEVER;
        case REMOTE_INITIATED -> Standing.REMOTE_INITIATED;
        case SELECTED_TIMES -> !config.rules().schedule().isOpen(now)
            ? Standing.LATER
            : avoided ? Standing.RETRYING : Standing.READY;
        case ALWAYS -> avoided ? Standing.RETRYING : Standing.READY;
      };
    }

    @Override
    public @Nullable Bar bar(OrAddress recipient, Traffic traffic) {
      Restrictions restrictions = config.rules().restrictions();
      if (traffic.kind() == ApduKind.REPORT || restrictions.equals(Restrictions.NONE)) {
        return null;
      }
      if (traffic.octets() > restrictions.maximumOctets()) {
        return new Bar(NonDeliveryDiagnostic.CONTENT_TOO_LONG, "it takes at most "
            + restrictions.maximumOctets() + " octets, this has " + traffic.octets());
      }
      if (!restrictions.contentTypes().isEmpty() && traffic.contentType() != null
          && !restrictions.contentTypes().contains(traffic.contentType())) {
        return new Bar(NonDeliveryDiagnostic.CONTENT_TYPE_NOT_SUPPORTED,
            "it does not take the content type " + traffic.contentType());
      }
      if (!restrictions.priorities().contains(traffic.priority()) && traffic.kind() == ApduKind.MESSAGE) {
        return notAgreed("it does not take the priority " + traffic.priority());
      }
      OrAddress originator = traffic.originator();
      if (originator != null
          && !accepts(restrictions.acceptOriginators(), restrictions.rejectOriginators(), originator)) {
        return notAgreed("it does not take mail of this originator");
      }
      if (!accepts(restrictions.acceptRecipients(), restrictions.rejectRecipients(), recipient)) {
        return notAgreed("it does not take mail to this recipient");
      }
      return null;
    }

    private static Bar notAgreed(String why) {
      return new Bar(NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT, why);
    }

    private static boolean accepts(List<AddressPattern> accept, List<AddressPattern> reject,
        OrAddress address) {
      return (accept.isEmpty() || matchesAny(accept, address)) && !matchesAny(reject, address);
    }

    private static boolean matchesAny(List<AddressPattern> patterns, OrAddress address) {
      for (AddressPattern pattern : patterns) {
        if (pattern.matches(address)) {
          return true;
        }
      }
      return false;
    }
  }
}
