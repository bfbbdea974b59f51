package org.angarium.x400.p1;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.TraceInformationElement;

/**
 * The envelope of a report: its own identity, destination and trace (ReportTransferEnvelope, X.411 §12.2.1.3).
 *
 * @param reportDestinationName the originator of the subject, or a distribution list
 * @param trace visits of the report to domains, oldest first
 * @param unknown components of other tags, as received
 */
public record ReportEnvelope(MtsIdentifier reportIdentifier, OrName reportDestinationName,
    List<TraceInformationElement> trace, Extensions extensions, List<RawElement> unknown) {
  private static final int EXTENSIONS = Tag.context(1);

  public ReportEnvelope {
    trace = List.copyOf(trace);
    unknown = List.copyOf(unknown);
  }

  public ReportEnvelope withReportDestinationName(OrName name) {
    return new ReportEnvelope(reportIdentifier, name, trace, extensions, unknown);
  }

  public ReportEnvelope withTrace(List<TraceInformationElement> changed) {
    return new ReportEnvelope(reportIdentifier, reportDestinationName, changed, extensions, unknown);
  }

  /** With one more visit at the end of the trace. */
  public ReportEnvelope withTraceAdded(TraceInformationElement visit) {
    List<TraceInformationElement> longer = new ArrayList<>(trace);
    longer.add(visit);
    return withTrace(longer);
  }

  public ReportEnvelope withExtensions(Extensions changed) {
    return new ReportEnvelope(reportIdentifier, reportDestinationName, trace, changed, unknown);
  }

  /** With this extension in the place of the one of its type. */
  public ReportEnvelope withExtension(ExtensionField field) {
    return withExtensions(extensions.with(field));
  }

  static ReportEnvelope decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "ReportTransferEnvelope");
    return new ReportEnvelope(MtsIdentifier.decode(set.require(MtsIdentifier.TAG, "report-identifier")),
        OrName.decode(set.require(OrName.TAG, "report-destination-name")),
        TraceInformationElement
            .decodeTrace(set.require(TraceInformationElement.TRACE_TAG, "trace-information")),
        Extensions.take(set, EXTENSIONS), set.rest());
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SET);
    reportIdentifier.encode(writer);
    reportDestinationName.encode(writer, OrName.TAG);
    TraceInformationElement.encodeTrace(writer, trace);
    extensions.encode(writer, EXTENSIONS);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }
}
