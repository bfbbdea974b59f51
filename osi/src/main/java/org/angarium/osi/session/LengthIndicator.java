package org.angarium.osi.session;

import java.io.ByteArrayOutputStream;

/**
 * A length indicator (X.225 §8.2): one octet, or FF and two octets from 255 on.
 *
 * @param value octets that follow, 0…65535
 * @param contentStart where they start
 */
record LengthIndicator(int value, int contentStart) {
  static final int MAX = 65_535;

  /**
   * @param what the unit it belongs to, for the error
   * @param end where the enclosing unit ends
   */
  static LengthIndicator read(String what, byte[] tsdu, int at, int end) throws SpduException {
    if (at >= end) {
      throw new SpduException(what + " has no length", at);
    }
    int value = tsdu[at] & 0xFF;
    int contentStart = at + 1;
    if (value == 0xFF) {
      if (at + 3 > end) {
        throw new SpduException(what + ": length is cut off", at);
      }
      // The long form of a small number is not allowed, but there is no doubt about what it means.
      value = (tsdu[at + 1] & 0xFF) << 8 | tsdu[at + 2] & 0xFF;
      contentStart = at + 3;
    }
    if (value > end - contentStart) {
      throw new SpduException(
          what + ": length " + value + " runs past the end, " + (end - contentStart) + " octets are left",
          at);
    }
    return new LengthIndicator(value, contentStart);
  }

  static void write(ByteArrayOutputStream out, int value) {
    if (value > MAX) {
      throw new IllegalArgumentException("an SPDU unit of " + value + " octets cannot be encoded");
    }
    if (value >= 0xFF) {
      out.write(0xFF);
      out.write(value >>> 8);
    }
    out.write(value);
  }
}
