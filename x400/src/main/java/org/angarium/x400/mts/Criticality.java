package org.angarium.x400.mts;

import org.angarium.osi.ber.BitString;

/**
 * For which steps an extension must be understood (X.411 §9.1).
 *
 * @param bits 0 for-submission, 1 for-transfer, 2 for-delivery; others are kept
 */
public record Criticality(BitString bits) {
  private static final int SIZE = 3;
  private static final int SUBMISSION = 0;
  private static final int TRANSFER = 1;
  private static final int DELIVERY = 2;
  public static final Criticality NONE = new Criticality(BitString.EMPTY);
  public static final Criticality FOR_SUBMISSION = new Criticality(BitString.of(SIZE, SUBMISSION));
  public static final Criticality FOR_TRANSFER = new Criticality(BitString.of(SIZE, TRANSFER));
  public static final Criticality FOR_DELIVERY = new Criticality(BitString.of(SIZE, DELIVERY));

  public boolean forSubmission() {
    return bits.get(SUBMISSION);
  }

  /** Whether an MTA that does not know the extension must not transfer what carries it. */
  public boolean forTransfer() {
    return bits.get(TRANSFER);
  }

  public boolean forDelivery() {
    return bits.get(DELIVERY);
  }
}
