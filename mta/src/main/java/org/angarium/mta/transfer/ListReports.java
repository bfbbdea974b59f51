package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.angarium.mta.directory.DistributionList;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.event.Event;
import org.angarium.mta.event.EventId;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * Reports at the place where a list was expanded: they go on to whom the list had the message from, to its owner, or to neither
 * (reporting policy, X.411 §14.3.11). Each step towards the originator leads to an earlier place in the history that the report
 * carries, and a report to an owner is never treated so again; so this ends.
 */
final class ListReports {
  private final LocalMta mta;
  private final LocalNames names;
  private final LongSupplier ids;

  ListReports(LocalMta mta, LocalNames names, LongSupplier ids) {
    this.mta = mta;
    this.names = names;
    this.ids = ids;
  }

  /** A report to be routed; {@code changed} if a list was its destination before. */
  record Onward(MtsApdu.Report report, boolean changed) {}

  /** What becomes of a report; itself if it is not for a list of ours, nothing if it ends here. */
  List<Onward> onward(MtsApdu.Report first, Instant now, Plan.Builder plan) {
    List<Onward> result = new ArrayList<>();
    Deque<Onward> open = new ArrayDeque<>(List.of(new Onward(first, false)));
    while (!open.isEmpty()) {
      Onward next = open.removeFirst();
      ReportEnvelope envelope = next.report.envelope();
      DistributionList list = names.list(envelope.reportDestinationName().address());
      if (list == null) {
        result.add(next);
        continue;
      }
      List<NameAndTime> history = envelope.extensions().originatorAndDlExpansionHistory();
      int place = place(list, history);
      if (envelope.extensions().reportingDlName() != null || place < 1) {
        plan.events.add(Event.of(EventId.REPORT_UNROUTABLE, "mtsId", envelope.reportIdentifier().text(),
            "recipient", envelope.reportDestinationName().toString()));
        continue;
      }
      MtsApdu.Report noted = noted(next.report);
      if (list.reports().toOwner() && list.owner() != null) {
        MtsApdu.Report toOwner = toOwner(noted, list, list.owner(), now);
        if (toOwner != null) {
          result.add(new Onward(toOwner, true));
        }
      }
      if (list.reports().toOriginator()) {
        open.add(new Onward(new MtsApdu.Report(
            noted.envelope().withReportDestinationName(history.get(place - 1).name()), noted.content()),
            true));
      }
    }
    return result;
  }

  /** The first, so that one who writes a list twice into a history leads nobody round in a circle. */
  private static int place(DistributionList list, List<NameAndTime> history) {
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).name().matches(list.address())) {
        return i;
      }
    }
    return -1;
  }

  private static MtsApdu.Report noted(MtsApdu.Report report) {
    return new MtsApdu.Report(TraceStamp.noted(report.envelope(), AdditionalActions::withDlOperation),
        report.content());
  }

  /** The owner learns of failures; a copy with an identifier of its own, as it is not the same report. Null if nothing failed. */
  private MtsApdu.@Nullable Report toOwner(MtsApdu.Report report,
      DistributionList list, OrName owner, Instant now) {
    List<PerRecipientReportFields> failed = report.content().recipients().stream()
        .filter(recipient -> recipient.lastTraceInformation()
            .outcome() instanceof DeliveryOutcome.NotDelivered)
        .toList();
    if (failed.isEmpty()) {
      return null;
    }
    ReportEnvelope envelope = report.envelope();
    return new MtsApdu.Report(
        new ReportEnvelope(mta.identifier(ids.getAsLong(), now), owner, envelope.trace(),
            envelope.extensions().with(ExtensionField.of(StandardExtension.REPORTING_DL_NAME,
                new ExtensionValue.Name(list.address()))),
            envelope.unknown()),
        report.content().withRecipients(failed));
  }
}
