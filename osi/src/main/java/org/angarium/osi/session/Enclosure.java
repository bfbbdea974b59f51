package org.angarium.osi.session;

/** The enclosure item (X.225 §8.3.1, PI 25): which part of its SSDU an SPDU carries. */
public enum Enclosure {
  /** The parameter is left out; means the same as {@link #WHOLE}. */
  ABSENT(0x03), MIDDLE(0x00), FIRST(0x01), LAST(0x02), WHOLE(0x03);

  private final int bits;

  Enclosure(int bits) {
    this.bits = bits;
  }

  /** Value of the parameter: bit 1 for the beginning, bit 2 for the end. */
  public int bits() {
    return bits;
  }

  public boolean begins() {
    return (bits & 0x01) != 0;
  }

  public boolean ends() {
    return (bits & 0x02) != 0;
  }

  static Enclosure of(boolean begins, boolean ends) {
    if (begins) {
      return ends ? WHOLE : FIRST;
    }
    return ends ? LAST : MIDDLE;
  }
}
