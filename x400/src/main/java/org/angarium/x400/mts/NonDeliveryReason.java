package org.angarium.x400.mts;

import org.jspecify.annotations.Nullable;

/** Why a message was not delivered, in general (non-delivery-reason-code, X.411 §8.3.1.2.1.13). */
public enum NonDeliveryReason {
  TRANSFER_FAILURE(0, "transfer-failure"), //
  UNABLE_TO_TRANSFER(1, "unable-to-transfer"), //
  CONVERSION_NOT_PERFORMED(2, "conversion-not-performed"), //
  PHYSICAL_RENDITION_NOT_PERFORMED(3, "physical-rendition-not-performed"), //
  PHYSICAL_DELIVERY_NOT_PERFORMED(4, "physical-delivery-not-performed"), //
  RESTRICTED_DELIVERY(5, "restricted-delivery"), //
  DIRECTORY_OPERATION_UNSUCCESSFUL(6, "directory-operation-unsuccessful"), //
  DEFERRED_DELIVERY_NOT_PERFORMED(7, "deferred-delivery-not-performed"), //
  TRANSFER_FAILURE_FOR_SECURITY_REASON(8, "transfer-failure-for-security-reason");

  private static final NonDeliveryReason[] ALL = values();
  private final int code;
  private final String standardName;

  NonDeliveryReason(int code, String standardName) {
    this.code = code;
    this.standardName = standardName;
  }

  /** The value with this code, or null if this edition of the standard does not know it. */
  public static @Nullable NonDeliveryReason of(int code) {
    // Codes run from 0 without a gap, in the order declared.
    return code >= 0 && code < ALL.length ? ALL[code] : null;
  }

  public int code() {
    return code;
  }

  /** What the standard calls it: {@code transfer-failure}. */
  public String standardName() {
    return standardName;
  }

  /** The name for a code a peer sent, also for one this MTA does not know. */
  public static String describe(int code) {
    NonDeliveryReason known = of(code);
    return known == null ? "reason " + code : known.standardName;
  }
}
