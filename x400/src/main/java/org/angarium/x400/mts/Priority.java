package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/** How fast the originator wants a message moved (X.411 §8.2.1.1.1.8). */
public enum Priority {
  NORMAL(0), NON_URGENT(1), URGENT(2);

  /** [APPLICATION 7]. */
  public static final int TAG = Tag.application(7);
  private final int code;

  Priority(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Priority decode(BerElement element) throws BerException {
    return switch (element.intValue(0, 2)) {
      case 0 -> NORMAL;
      case 1 -> NON_URGENT;
      default -> URGENT;
    };
  }

  public void encode(BerWriter writer) {
    writer.integer(TAG, code);
  }
}
