package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.ReportEnvelope;

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

  Subject on(Subject subject) {
    return subject.withTrace(external(subject.trace()), internal(subject.extensions()));
  }

  /** The stamped subject with what else was done with it noted in our stamps, so that its coming back is not taken for a loop. */
  static Subject noted(Subject stamped, UnaryOperator<AdditionalActions> action) {
    return stamped.withTrace(noted(stamped.trace(), action), noted(stamped.extensions(), action));
  }

  /** The same for the envelope of a stamped message. */
  static MessageEnvelope noted(MessageEnvelope stamped, UnaryOperator<AdditionalActions> action) {
    return stamped.withTrace(noted(stamped.trace(), action))
        .withExtensions(noted(stamped.extensions(), action));
  }

  /** The same for a stamped report. */
  static ReportEnvelope noted(ReportEnvelope stamped, UnaryOperator<AdditionalActions> action) {
    return stamped.withTrace(noted(stamped.trace(), action))
        .withExtensions(noted(stamped.extensions(), action));
  }

  private static List<TraceInformationElement> noted(List<TraceInformationElement> stamped,
      UnaryOperator<AdditionalActions> action) {
    List<TraceInformationElement> trace = new ArrayList<>(stamped);
    TraceInformationElement visit = trace.removeLast();
    trace.add(visit.withAdditionalActions(action.apply(visit.additionalActions())));
    return trace;
  }

  private static Extensions noted(Extensions extensions, UnaryOperator<AdditionalActions> action) {
    List<InternalTraceElement> internal = new ArrayList<>(extensions.internalTrace());
    if (internal.isEmpty()) {
      return extensions;
    }
    InternalTraceElement visit = internal.removeLast();
    internal.add(visit.withAdditionalActions(action.apply(visit.additionalActions())));
    return extensions.withInternalTrace(internal);
  }
}
