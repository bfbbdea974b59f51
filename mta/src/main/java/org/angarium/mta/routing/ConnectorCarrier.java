package org.angarium.mta.routing;

import java.time.Instant;
import org.angarium.mta.config.ConnectorConfig;
import org.angarium.mta.config.Restrictions;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.PatternSet;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.jspecify.annotations.Nullable;

/** A connector, as far as its configuration says what may leave over it and when. */
final class ConnectorCarrier implements Carrier {
  private final ConnectorConfig config;
  private final PatternSet acceptOriginators;
  private final PatternSet rejectOriginators;
  private final PatternSet acceptRecipients;
  private final PatternSet rejectRecipients;

  ConnectorCarrier(ConnectorConfig config) {
    this.config = config;
    Restrictions restrictions = config.rules().restrictions();
    acceptOriginators = PatternSet.of(restrictions.acceptOriginators());
    rejectOriginators = PatternSet.of(restrictions.rejectOriginators());
    acceptRecipients = PatternSet.of(restrictions.acceptRecipients());
    rejectRecipients = PatternSet.of(restrictions.rejectRecipients());
  }

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
      case REMOTE_INITIATED -> avoided ? Standing.REMOTE_INITIATED : Standing.READY;
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
        && !accepts(acceptOriginators, rejectOriginators, originator)) {
      return notAgreed("it does not take mail of this originator");
    }
    if (!accepts(acceptRecipients, rejectRecipients, recipient)) {
      return notAgreed("it does not take mail to this recipient");
    }
    return null;
  }

  private static Bar notAgreed(String why) {
    return new Bar(NonDeliveryDiagnostic.NO_BILATERAL_AGREEMENT, why);
  }

  private static boolean accepts(PatternSet accept, PatternSet reject, OrAddress address) {
    return (accept.isEmpty() || accept.matches(address)) && !reject.matches(address);
  }
}
