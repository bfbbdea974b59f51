package org.angarium.mta.routing;

import org.angarium.mta.store.ApduKind;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.ProbeEnvelope;
import org.angarium.x400.p1.ReportEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * What the route of an APDU may depend on besides the recipient's address. The same APDU must be described alike whenever it is routed,
 * so that it does not wander between connectors that are equally good.
 *
 * @param mtsId the APDU's MTS-identifier as text; spreads load over equal routes
 * @param originator null for a report
 * @param octets length of the content, of a probe's announced one; 0 if unknown
 * @param contentType null for a report
 * @param cameFrom connector it was received over; null if it was submitted or made here
 */
public record Traffic(ApduKind kind, String mtsId, @Nullable OrAddress originator, Priority priority,
    long octets, @Nullable ContentType contentType, @Nullable String cameFrom) {

  public static Traffic of(MessageEnvelope envelope, long octets, @Nullable String cameFrom) {
    return new Traffic(ApduKind.MESSAGE, envelope.messageIdentifier().text(),
        envelope.originatorName().address(), envelope.priority(), octets, envelope.contentType(), cameFrom);
  }

  public static Traffic of(ProbeEnvelope envelope, @Nullable String cameFrom) {
    Long announced = envelope.contentLength();
    return new Traffic(ApduKind.PROBE, envelope.probeIdentifier().text(), envelope.originatorName().address(),
        Priority.URGENT, announced == null ? 0 : announced, envelope.contentType(), cameFrom);
  }

  public static Traffic of(ReportEnvelope envelope, @Nullable String cameFrom) {
    return new Traffic(ApduKind.REPORT, envelope.reportIdentifier().text(), null, Priority.URGENT, 0, null,
        cameFrom);
  }
}
