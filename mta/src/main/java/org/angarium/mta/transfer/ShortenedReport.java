package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.ReportEnvelope;

/**
 * A report as the next MTA can read it: what an originator can best do without is left out first, until it is short enough or nothing more
 * can be spared.
 *
 * @param omitted in words, in the order in which it was left out; empty if all is there
 * @param octets length of what is left, which may still be too much
 */
record ShortenedReport(MtsApdu.Report report, List<String> omitted, long octets) {
  private record Step(String omitted, UnaryOperator<MtsApdu.Report> without) {}

  private static final List<Step> STEPS = List.of(
      new Step("the trace of its subject",
          report -> new MtsApdu.Report(report.envelope(),
              report.content().withSubjectIntermediateTrace(null))),
      new Step("the returned content",
          report -> new MtsApdu.Report(report.envelope(), report.content().withoutReturnedContent())),
      new Step("the directory names of lists",
          report -> new MtsApdu.Report(withAddressesOnly(report.envelope()), report.content())));

  static ShortenedReport of(MtsApdu.Report whole) {
    MtsApdu.Report report = whole;
    List<String> omitted = new ArrayList<>();
    long octets = EnvelopeLimits.octets(report);
    for (Step step : STEPS) {
      if (octets <= EnvelopeLimits.MOST_SENT_OCTETS) {
        break;
      }
      MtsApdu.Report shorter = step.without().apply(report);
      if (!shorter.equals(report)) {
        omitted.add(step.omitted());
      }
      report = shorter;
      octets = EnvelopeLimits.octets(report);
    }
    return new ShortenedReport(report, omitted, octets);
  }

  private static ReportEnvelope withAddressesOnly(ReportEnvelope envelope) {
    ReportEnvelope changed = envelope
        .withReportDestinationName(addressOnly(envelope.reportDestinationName()));
    List<NameAndTime> history = envelope.extensions().originatorAndDlExpansionHistory();
    return history.isEmpty()
        ? changed
        : changed.withExtension(ExtensionField.of(StandardExtension.ORIGINATOR_AND_DL_EXPANSION_HISTORY,
            new ExtensionValue.NameHistory(
                history.stream().map(one -> new NameAndTime(addressOnly(one.name()), one.time())).toList())));
  }

  /** Whom only a directory can tell the address of keeps its name. */
  private static OrName addressOnly(OrName name) {
    return name.address().isEmpty() ? name : OrName.of(name.address());
  }
}
