package org.angarium.osi.rtse;

import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/** The session activity identifier: an encoded INTEGER that counts the APDUs of one direction (X.228 §8.3.1). */
final class ActivityIdentifier {
  private ActivityIdentifier() {}

  static byte[] encode(int number) {
    return new BerWriter().integer(number).toByteArray();
  }

  /** The number; what is no INTEGER is taken as a number as it stands, since it only has to tell activities apart. */
  static int decode(byte[] identifier) {
    try {
      return BerReader.single(identifier).expect(Tag.INTEGER, "activity identifier").intValue();
    } catch (BerException _) {
      int number = 0;
      for (byte octet : identifier) {
        number = number << 8 | octet & 0xFF;
      }
      return number;
    }
  }
}
