package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.TraceInformationElement;

/**
 * What this MTA adds to the trace of what it takes in: one element a domain visit, one internal element an MTA visit (X.411
 * §12.2.1.1.1.3).
 */
record TraceStamp(LocalMta mta, Instant arrival) {
  List<TraceInformationElement> external(List<TraceInformationElement> trace) {
    if (!trace.isEmpty() && trace.getLast().domain().matches(mta.domain())) {
      return trace; // another MTA of our domain has stamped this visit
    }
    List<TraceInformationElement> longer = new ArrayList<>(trace);
    longer.add(TraceInformationElement.relayed(mta.domain(), arrival));
    return longer;
  }

  Extensions internal(Extensions extensions) {
    return extensions.withInternalTraceAdded(InternalTraceElement.relayed(mta.domain(), mta.name(), arrival));
  }
}
