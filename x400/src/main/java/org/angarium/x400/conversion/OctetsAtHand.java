package org.angarium.x400.conversion;

/** A content that one conversion has made and the next one reads. */
record OctetsAtHand(byte[] content) implements ConversionDecision.Octets {
  @Override
  public long length() {
    return content.length;
  }

  @Override
  public byte[] read() {
    return content;
  }
}
