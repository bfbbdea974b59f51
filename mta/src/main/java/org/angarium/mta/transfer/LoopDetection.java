package org.angarium.mta.transfer;

import java.util.List;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.InternalTraceElement;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/** Finds out from its trace whether an APDU has been here before without having been changed since (X.411 §14.3.1). */
record LoopDetection(LocalMta mta, int hopLimit) {
  /**
   * Why it loops, one clause for a person; null if it does not.
   *
   * @param fromOutside whether it has come from another domain for certain, whatever that one has written into the trace: internal trace
   *     did not go there, and so cannot tell
   */
  @Nullable
  String find(List<TraceInformationElement> trace, List<InternalTraceElement> internalTrace,
      boolean fromOutside) {
    if (trace.size() >= hopLimit || internalTrace.size() >= hopLimit) {
      return "its trace shows " + Math.max(trace.size(), internalTrace.size()) + " hops, the limit is "
          + hopLimit;
    }
    if (leftAndCameBack(trace, fromOutside)) {
      return "it has left the domain " + mta.domain().text() + " and come back";
    }
    return sameMta(internalTrace) ? "it has been at this MTA before" : null;
  }

  /** Our domain is in the trace, another one after it, and nothing since our visit explains the return. */
  private boolean leftAndCameBack(List<TraceInformationElement> trace, boolean fromOutside) {
    boolean otherSince = fromOutside;
    for (TraceInformationElement visit : trace.reversed()) {
      if (visit.additionalActions().redirected() || visit.additionalActions().dlOperation()) {
        return false;
      }
      if (ours(visit.domain())) {
        if (otherSince) {
          return true;
        }
      } else {
        otherSince = true;
      }
    }
    return false;
  }

  private boolean sameMta(List<InternalTraceElement> trace) {
    for (InternalTraceElement visit : trace.reversed()) {
      if (visit.additionalActions().redirected() || visit.additionalActions().dlOperation()) {
        return false;
      }
      if (ours(visit.domain()) && visit.mtaName().equalsIgnoreCase(mta.name())) {
        return true;
      }
    }
    return false;
  }

  private boolean ours(GlobalDomainIdentifier domain) {
    return domain.matches(mta.domain());
  }
}
