package org.angarium.x400.mts;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One visit to a management domain (X.411 §12.2.1.1.1.3; the 1984 form is the same without other-actions).
 *
 * @param arrivalTime whole seconds
 * @param attemptedDomain the domain a transfer was attempted to before rerouting, null if none
 */
public record TraceInformationElement(GlobalDomainIdentifier domain, Instant arrivalTime,
    RoutingAction routingAction, @Nullable GlobalDomainIdentifier attemptedDomain,
    AdditionalActions additionalActions) {
  /** [APPLICATION 9], the tag of the whole TraceInformation. */
  public static final int TRACE_TAG = Tag.application(9);
  static final int ARRIVAL_TIME = Tag.context(0);
  static final int ROUTING_ACTION = Tag.context(2);

  /** A domain that simply relayed. */
  public static TraceInformationElement relayed(GlobalDomainIdentifier domain, Instant arrivalTime) {
    return new TraceInformationElement(domain, arrivalTime, RoutingAction.RELAYED, null,
        AdditionalActions.NONE);
  }

  /** The same visit, rerouted after an attempt to another domain. */
  public TraceInformationElement rerouted(GlobalDomainIdentifier attempted) {
    return new TraceInformationElement(domain, arrivalTime, RoutingAction.REROUTED, attempted,
        additionalActions);
  }

  public TraceInformationElement withAdditionalActions(AdditionalActions actions) {
    return new TraceInformationElement(domain, arrivalTime, routingAction, attemptedDomain, actions);
  }

  static TraceInformationElement decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    GlobalDomainIdentifier domain = GlobalDomainIdentifier
        .decode(reader.require(GlobalDomainIdentifier.TAG, "global-domain-identifier"));
    SetComponents supplied = SetComponents.of(reader.require(Tag.SET, "domain-supplied-information"),
        "DomainSuppliedInformation");
    reader.finish("TraceInformationElement");
    BerElement attempted = supplied.take(GlobalDomainIdentifier.TAG);
    return new TraceInformationElement(domain,
        UtcTime.decode(supplied.require(ARRIVAL_TIME, "arrival-time"), "arrival-time"),
        RoutingAction.decode(supplied.require(ROUTING_ACTION, "routing-action")),
        attempted == null ? null : GlobalDomainIdentifier.decode(attempted),
        AdditionalActions.take(supplied));
  }

  private void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    domain.encode(writer);
    writer.begin(Tag.SET);
    UtcTime.encode(writer, ARRIVAL_TIME, arrivalTime);
    writer.integer(ROUTING_ACTION, routingAction.code());
    if (attemptedDomain != null) {
      attemptedDomain.encode(writer);
    }
    additionalActions.encode(writer);
    writer.end().end();
  }

  /** Decodes a whole TraceInformation, oldest visit first. */
  public static List<TraceInformationElement> decodeTrace(BerElement trace) throws BerException {
    return SequenceOf.decode(trace, SequenceOf.MAX_HISTORY, Tag.SEQUENCE, "TraceInformationElement",
        TraceInformationElement::decode);
  }

  /** Encodes a whole TraceInformation. */
  public static void encodeTrace(BerWriter writer, List<TraceInformationElement> trace) {
    writer.begin(TRACE_TAG);
    trace.forEach(element -> element.encode(writer));
    writer.end();
  }
}
