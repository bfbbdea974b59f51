package org.angarium.osi.session;

import java.util.List;

/** TSDUs to SPDUs and back (X.225 §8, with basic concatenation only). */
public final class SpduCodec {
  private SpduCodec() {}

  /**
   * The SPDUs of one TSDU in the order in which they take effect: a category 2 SPDU comes before the GT or PT it follows, and that is left
   * out where it neither gives nor asks for a token. The list is empty for a later segment of an SPDU whose user data is not kept.
   */
  public static List<Spdu> decode(byte[] tsdu) throws SpduException {
    return new SpduDecoder(tsdu).decode();
  }

  /**
   * One SPDU as a TSDU, behind an empty GT or PT where its category asks for one.
   *
   * @throws IllegalArgumentException if a parameter is too long to be encoded
   */
  public static byte[] encode(Spdu spdu) {
    return SpduEncoder.encode(spdu);
  }
}
