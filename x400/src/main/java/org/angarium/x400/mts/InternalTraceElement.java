package org.angarium.x400.mts;

import java.time.Instant;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One visit to an MTA, of use inside its domain (InternalTraceInformationElement, X.411 §12.2.1.1.1.4).
 *
 * @param mtaName IA5String of 1 to 32 characters
 * @param arrivalTime whole seconds
 * @param attempted where a transfer was attempted to before rerouting, null if nowhere
 */
public record InternalTraceElement(GlobalDomainIdentifier domain, String mtaName, Instant arrivalTime,
    RoutingAction routingAction, @Nullable Attempted attempted, AdditionalActions additionalActions) {

  /** An MTA of the same domain, or another domain. */
  public sealed interface Attempted {
    record Mta(String name) implements Attempted {}

    record Domain(GlobalDomainIdentifier domain) implements Attempted {}
  }

  /** An MTA that simply relayed. */
  public static InternalTraceElement relayed(GlobalDomainIdentifier domain, String mtaName,
      Instant arrivalTime) {
    return new InternalTraceElement(domain, mtaName, arrivalTime, RoutingAction.RELAYED, null,
        AdditionalActions.NONE);
  }

  /** The same visit, rerouted after an attempt elsewhere. */
  public InternalTraceElement rerouted(Attempted elsewhere) {
    return new InternalTraceElement(domain, mtaName, arrivalTime, RoutingAction.REROUTED, elsewhere,
        additionalActions);
  }

  public InternalTraceElement withAdditionalActions(AdditionalActions actions) {
    return new InternalTraceElement(domain, mtaName, arrivalTime, routingAction, attempted, actions);
  }

  static InternalTraceElement decode(BerElement element) throws BerException {
    BerReader reader = element.children();
    GlobalDomainIdentifier domain = GlobalDomainIdentifier
        .decode(reader.require(GlobalDomainIdentifier.TAG, "global-domain-identifier"));
    String name = reader.require(Tag.IA5_STRING, "mta-name").asciiString();
    SetComponents supplied = SetComponents.of(reader.require(Tag.SET, "mta-supplied-information"),
        "MTASuppliedInformation");
    reader.finish("InternalTraceInformationElement");
    return new InternalTraceElement(domain, name,
        UtcTime.decode(supplied.require(TraceInformationElement.ARRIVAL_TIME, "arrival-time"),
            "arrival-time"),
        RoutingAction
            .decode(supplied.require(TraceInformationElement.ROUTING_ACTION, "routing-action")),
        attempted(supplied), AdditionalActions.take(supplied));
  }

  private static @Nullable Attempted attempted(SetComponents supplied) throws BerException {
    BerElement mta = supplied.take(Tag.IA5_STRING);
    BerElement domain = supplied.take(GlobalDomainIdentifier.TAG);
    if (mta != null && domain != null) {
      throw domain.error("is a second attempted destination");
    }
    if (mta != null) {
      return new Attempted.Mta(mta.asciiString());
    }
    return domain == null ? null : new Attempted.Domain(GlobalDomainIdentifier.decode(domain));
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    domain.encode(writer);
    writer.ascii(Tag.IA5_STRING, mtaName);
    writer.begin(Tag.SET);
    UtcTime.encode(writer, TraceInformationElement.ARRIVAL_TIME, arrivalTime);
    writer.integer(TraceInformationElement.ROUTING_ACTION, routingAction.code());
    switch (attempted) {
      case Attempted.Mta mta -> writer.ascii(Tag.IA5_STRING, mta.name());
      case Attempted.Domain other -> other.domain().encode(writer);
      case null -> {
      }
    }
    additionalActions.encode(writer);
    writer.end().end();
  }
}
