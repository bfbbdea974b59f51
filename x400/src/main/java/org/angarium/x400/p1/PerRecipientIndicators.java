package org.angarium.x400.p1;

import org.angarium.osi.ber.BitString;

/**
 * Who answers for a recipient and which reports are wanted (per-recipient-indicators, X.411 §12.2.1.1.1.6; PerRecipientFlag of 1984).
 *
 * @param bits 0 responsibility, 1 and 2 the originating MTA's request, 3 and 4 the originator's; others are kept
 */
public record PerRecipientIndicators(BitString bits) {
  private static final int SIZE = 8;
  private static final int RESPONSIBILITY = 0;
  private static final int MTA_REPORT = 1;
  private static final int MTA_NON_DELIVERY_REPORT = 2;
  private static final int ORIGINATOR_REPORT = 3;
  private static final int ORIGINATOR_NON_DELIVERY_REPORT = 4;

  /** Which reports somebody asked for. */
  public enum ReportRequest {
    NO_REPORT(false, false), NON_DELIVERY_REPORT(false, true), REPORT(true, false),
    /** A report with the trace of the subject; only an MTA can ask for it. */
    AUDITED_REPORT(true, true);

    private final boolean report;
    private final boolean nonDelivery;

    ReportRequest(boolean report, boolean nonDelivery) {
      this.report = report;
      this.nonDelivery = nonDelivery;
    }

    /** Whether a delivery is to be reported; a non-delivery is wherever anything is. */
    public boolean includesDelivery() {
      return report;
    }

    private static ReportRequest of(boolean report, boolean nonDelivery) {
      if (report) {
        return nonDelivery ? AUDITED_REPORT : REPORT;
      }
      return nonDelivery ? NON_DELIVERY_REPORT : NO_REPORT;
    }
  }

  public static PerRecipientIndicators of(boolean responsibility, ReportRequest originatingMta,
      ReportRequest originator) {
    return new PerRecipientIndicators(
        BitString.of(SIZE).with(RESPONSIBILITY, responsibility).with(MTA_REPORT, originatingMta.report)
            .with(MTA_NON_DELIVERY_REPORT, originatingMta.nonDelivery)
            .with(ORIGINATOR_REPORT, originator.report)
            .with(ORIGINATOR_NON_DELIVERY_REPORT, originator.nonDelivery));
  }

  /** Whether the MTA that holds this copy must deliver to the recipient or report. */
  public boolean responsibility() {
    return bits.get(RESPONSIBILITY);
  }

  public PerRecipientIndicators withResponsibility(boolean responsible) {
    return responsibility() == responsible
        ? this
        : new PerRecipientIndicators(bits.with(RESPONSIBILITY, responsible));
  }

  public ReportRequest originatingMtaRequest() {
    return ReportRequest.of(bits.get(MTA_REPORT), bits.get(MTA_NON_DELIVERY_REPORT));
  }

  public ReportRequest originatorRequest() {
    return ReportRequest.of(bits.get(ORIGINATOR_REPORT), bits.get(ORIGINATOR_NON_DELIVERY_REPORT));
  }
}
