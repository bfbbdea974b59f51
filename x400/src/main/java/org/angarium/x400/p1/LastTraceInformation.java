package org.angarium.x400.p1;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;

/**
 * How a message or probe ended for a recipient (X.411 §12.2.1.3.1).
 *
 * @param arrivalTime when the subject came to the reporting domain, whole seconds
 * @param converted what a conversion made of the content, null if none was made
 * @param unknown components of other tags, as received
 */
public record LastTraceInformation(Instant arrivalTime, @Nullable EncodedInformationTypes converted,
    DeliveryOutcome outcome, List<RawElement> unknown) {
  private static final int ARRIVAL_TIME = Tag.context(0);
  private static final int REPORT_TYPE = Tag.context(1);

  public LastTraceInformation {
    unknown = List.copyOf(unknown);
  }

  public LastTraceInformation(Instant arrivalTime, DeliveryOutcome outcome) {
    this(arrivalTime, null, outcome, List.of());
  }

  static LastTraceInformation decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "LastTraceInformation");
    Instant arrival = UtcTime.decode(set.require(ARRIVAL_TIME, "arrival-time"), "arrival-time");
    BerElement converted = set.take(EncodedInformationTypes.TAG);
    DeliveryOutcome outcome = DeliveryOutcome.decode(set.require(REPORT_TYPE, "report-type").only());
    return new LastTraceInformation(arrival,
        converted == null ? null : EncodedInformationTypes.decode(converted), outcome, set.rest());
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    UtcTime.encode(writer, ARRIVAL_TIME, arrivalTime);
    if (converted != null) {
      converted.encode(writer);
    }
    writer.begin(REPORT_TYPE);
    outcome.encode(writer);
    writer.end();
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
