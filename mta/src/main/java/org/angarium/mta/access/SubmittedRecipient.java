package org.angarium.mta.access;

import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;

/**
 * A recipient as the originator names it (per-recipient arguments of X.411 §8.2.1.1.1).
 *
 * @param report what the originator wants to be told: nothing, non-delivery, or both
 * @param mtaReport what this MTA asks for on the originator's behalf, at least as much; a gateway that keeps its own account of each
 *     recipient asks for more than its user did
 * @param alternate the originator-requested-alternate-recipient, null for none
 * @param explicitConversion number of an explicit conversion (X.411 §8.2.1.1.1.22), null for none
 * @param extensions further extensions of this recipient, as they go into the envelope
 */
public record SubmittedRecipient(OrName name, ReportRequest report, ReportRequest mtaReport,
    @Nullable OrName alternate, @Nullable Integer explicitConversion, Extensions extensions) {
  /** Only non-delivery is reported. */
  public static SubmittedRecipient of(OrName name) {
    return of(name, ReportRequest.NON_DELIVERY_REPORT);
  }

  public static SubmittedRecipient of(OrName name, ReportRequest report) {
    return new SubmittedRecipient(name, report, report, null, null, Extensions.NONE);
  }

  public SubmittedRecipient withMtaReport(ReportRequest request) {
    return new SubmittedRecipient(name, report, request, alternate, explicitConversion, extensions);
  }

  public SubmittedRecipient withAlternate(@Nullable OrName other) {
    return new SubmittedRecipient(name, report, mtaReport, other, explicitConversion, extensions);
  }

  public SubmittedRecipient withExplicitConversion(@Nullable Integer conversion) {
    return new SubmittedRecipient(name, report, mtaReport, alternate, conversion, extensions);
  }

  public SubmittedRecipient withExtensions(Extensions further) {
    return new SubmittedRecipient(name, report, mtaReport, alternate, explicitConversion, further);
  }
}
