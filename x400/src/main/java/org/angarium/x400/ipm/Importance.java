package org.angarium.x400.ipm;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;

/** How important an originator finds a message (X.420 §7.2.13). */
public enum Importance {
  LOW(0), NORMAL(1), HIGH(2);

  private final int value;

  Importance(int value) {
    this.value = value;
  }

  static Importance decode(BerElement element) throws BerException {
    return switch (element.intValue(0, 2)) {
      case 0 -> LOW;
      case 1 -> NORMAL;
      default -> HIGH;
    };
  }

  /** Value in ASN.1. */
  int value() {
    return value;
  }
}
