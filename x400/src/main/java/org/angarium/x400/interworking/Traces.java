package org.angarium.x400.interworking;

import java.util.List;
import org.angarium.osi.ber.BitString;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.TraceInformationElement;

/** Trace without what 1984 does not know: other-actions. Every visit stays, so that loops are still seen. */
final class Traces {
  private Traces() {}

  static List<TraceInformationElement> downgrade(List<TraceInformationElement> trace) {
    return trace.stream().map(visit -> {
      AdditionalActions actions = visit.additionalActions();
      return visit.withAdditionalActions(new AdditionalActions(actions.deferredTime(),
          InformationTypes.downgrade(actions.converted(), new Losses()), BitString.EMPTY, List.of()));
    }).toList();
  }
}
