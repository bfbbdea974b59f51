package org.angarium.x400.mts;

import org.jspecify.annotations.Nullable;

/** The extensions X.411 defines, by number (X.411 Annex A, MTSAbstractService). */
public enum StandardExtension {
  RECIPIENT_REASSIGNMENT_PROHIBITED(1, "recipient-reassignment-prohibited", Critical.FOR_DELIVERY), //
  ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT(2, "originator-requested-alternate-recipient",
      Critical.FOR_SUBMISSION), //
  DL_EXPANSION_PROHIBITED(3, "dl-expansion-prohibited", Critical.FOR_DELIVERY), //
  CONVERSION_WITH_LOSS_PROHIBITED(4, "conversion-with-loss-prohibited", Critical.FOR_DELIVERY), //
  LATEST_DELIVERY_TIME(5, "latest-delivery-time", Critical.FOR_DELIVERY), //
  REQUESTED_DELIVERY_METHOD(6, "requested-delivery-method", Critical.NO), //
  PHYSICAL_FORWARDING_PROHIBITED(7, "physical-forwarding-prohibited", Critical.FOR_DELIVERY), //
  PHYSICAL_FORWARDING_ADDRESS_REQUEST(8, "physical-forwarding-address-request", Critical.FOR_DELIVERY), //
  PHYSICAL_DELIVERY_MODES(9, "physical-delivery-modes", Critical.FOR_DELIVERY), //
  REGISTERED_MAIL_TYPE(10, "registered-mail-type", Critical.FOR_DELIVERY), //
  RECIPIENT_NUMBER_FOR_ADVICE(11, "recipient-number-for-advice", Critical.FOR_DELIVERY), //
  PHYSICAL_RENDITION_ATTRIBUTES(12, "physical-rendition-attributes", Critical.FOR_DELIVERY), //
  ORIGINATOR_RETURN_ADDRESS(13, "originator-return-address", Critical.FOR_DELIVERY), //
  PHYSICAL_DELIVERY_REPORT_REQUEST(14, "physical-delivery-report-request", Critical.FOR_DELIVERY), //
  ORIGINATOR_CERTIFICATE(15, "originator-certificate", Critical.NO), //
  MESSAGE_TOKEN(16, "message-token", Critical.FOR_DELIVERY), //
  CONTENT_CONFIDENTIALITY_ALGORITHM_IDENTIFIER(17, "content-confidentiality-algorithm-identifier",
      Critical.FOR_DELIVERY), //
  CONTENT_INTEGRITY_CHECK(18, "content-integrity-check", Critical.FOR_DELIVERY), //
  MESSAGE_ORIGIN_AUTHENTICATION_CHECK(19, "message-origin-authentication-check", Critical.FOR_DELIVERY), //
  MESSAGE_SECURITY_LABEL(20, "message-security-label", Critical.FOR_DELIVERY), //
  PROOF_OF_SUBMISSION_REQUEST(21, "proof-of-submission-request", Critical.FOR_SUBMISSION), //
  PROOF_OF_DELIVERY_REQUEST(22, "proof-of-delivery-request", Critical.FOR_DELIVERY), //
  CONTENT_CORRELATOR(23, "content-correlator", Critical.NO), //
  PROBE_ORIGIN_AUTHENTICATION_CHECK(24, "probe-origin-authentication-check", Critical.FOR_DELIVERY), //
  REDIRECTION_HISTORY(25, "redirection-history", Critical.NO), //
  DL_EXPANSION_HISTORY(26, "dl-expansion-history", Critical.NO), //
  PHYSICAL_FORWARDING_ADDRESS(27, "physical-forwarding-address", Critical.NO), //
  RECIPIENT_CERTIFICATE(28, "recipient-certificate", Critical.NO), //
  PROOF_OF_DELIVERY(29, "proof-of-delivery", Critical.NO), //
  ORIGINATOR_AND_DL_EXPANSION_HISTORY(30, "originator-and-DL-expansion-history", Critical.NO), //
  REPORTING_DL_NAME(31, "reporting-DL-name", Critical.NO), //
  REPORTING_MTA_CERTIFICATE(32, "reporting-MTA-certificate", Critical.FOR_DELIVERY), //
  REPORT_ORIGIN_AUTHENTICATION_CHECK(33, "report-origin-authentication-check", Critical.FOR_DELIVERY), //
  ORIGINATING_MTA_CERTIFICATE(34, "originating-MTA-certificate", Critical.NO), //
  PROOF_OF_SUBMISSION(35, "proof-of-submission", Critical.NO), //
  FORWARDING_REQUEST(36, "forwarding-request", Critical.FOR_SUBMISSION), //
  TRACE_INFORMATION(37, "trace-information", Critical.NO), //
  INTERNAL_TRACE_INFORMATION(38, "internal-trace-information", Critical.NO), //
  REPORTING_MTA_NAME(39, "reporting-MTA-name", Critical.NO), //
  MULTIPLE_ORIGINATOR_CERTIFICATES(40, "multiple-originator-certificates", Critical.NO), //
  BLIND_COPY_RECIPIENTS(41, "blind-copy-recipients", Critical.NO), //
  DL_EXEMPTED_RECIPIENTS(42, "dl-exempted-recipients", Critical.NO), //
  BODY_PART_ENCRYPTION_TOKEN(43, "body-part-encryption-token", Critical.NO), //
  FORWARDED_CONTENT_TOKEN(44, "forwarded-content-token", Critical.NO), //
  CERTIFICATE_SELECTORS(45, "certificate-selectors", Critical.NO), //
  CERTIFICATE_SELECTORS_OVERRIDE(46, "certificate-selectors-override", Critical.NO);

  /** The criticalities the standard recommends. */
  private enum Critical {
    NO, FOR_SUBMISSION, FOR_DELIVERY
  }

  private static final @Nullable StandardExtension[] BY_NUMBER = byNumber();
  private final int number;
  private final String standardName;
  private final Critical recommended;

  StandardExtension(int number, String standardName, Critical recommended) {
    this.number = number;
    this.standardName = standardName;
    this.recommended = recommended;
  }

  private static @Nullable StandardExtension[] byNumber() {
    StandardExtension[] all = values();
    @Nullable
    StandardExtension[] table = new StandardExtension[all[all.length - 1].number + 1];
    for (StandardExtension extension : all) {
      table[extension.number] = extension;
    }
    return table;
  }

  /** The extension with this number, or null if this edition of the standard does not know it. */
  public static @Nullable StandardExtension of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }

  public int number() {
    return number;
  }

  /** What the standard calls it: {@code latest-delivery-time}. */
  public String standardName() {
    return standardName;
  }

  /** The criticality the standard recommends, used for fields this MTA adds. */
  public Criticality recommendedCriticality() {
    return switch (recommended) {
      case NO -> Criticality.NONE;
      case FOR_SUBMISSION -> Criticality.FOR_SUBMISSION;
      case FOR_DELIVERY -> Criticality.FOR_DELIVERY;
    };
  }
}
