package org.angarium.x400.address;

import java.util.Arrays;
import java.util.HexFormat;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;

/** An extension attribute of an O/R address (X.411 ExtensionAttribute): its type number and its value as it was encoded. */
public final class ExtensionAttribute {
  private final int type;
  private final byte[] value;

  /**
   * @param type 0..256
   * @param value one whole BER encoding
   * @throws IllegalArgumentException if value is not one BER encoding
   */
  public ExtensionAttribute(int type, byte[] value) {
    this.type = type;
    this.value = value.clone();
    try {
      BerReader.single(this.value);
    } catch (BerException e) {
      throw new IllegalArgumentException("value of extension attribute " + type + ": " + e.getMessage(), e);
    }
  }

  public int type() {
    return type;
  }

  /** The value's encoding with its own tag and length. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionAttribute that && type == that.type && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return type + "=" + HexFormat.of().formatHex(value);
  }
}
