package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;

/** How a message is to be kept from others (X.420 §7.2.14). */
public enum Sensitivity {
  PERSONAL(1, "personal"), PRIVATE(2, "private"), COMPANY_CONFIDENTIAL(3, "company-confidential");

  private final int value;
  private final String text;

  Sensitivity(int value, String text) {
    this.value = value;
    this.text = text;
  }

  static Sensitivity decode(BerElement element) throws BerException {
    return switch (element.intValue(1, 3)) {
      case 1 -> PERSONAL;
      case 2 -> PRIVATE;
      default -> COMPANY_CONFIDENTIAL;
    };
  }

  /** Value in ASN.1. */
  int value() {
    return value;
  }

  @Override
  public String toString() {
    return text;
  }
}
