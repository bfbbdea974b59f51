package org.angarium.app.dissect;

/** Octets that are taken apart. */
public final class Octets {
  private final byte[] data;
  private final String origin;

  /** @param origin where they come from, if not straight from the file; empty if they do */
  Octets(byte[] data, String origin) {
    this.data = data;
    this.origin = origin;
  }

  byte[] data() {
    return data;
  }

  /** Where they come from, if not straight from the file; empty if they do. */
  public String origin() {
    return origin;
  }

  int at(int index) {
    return data[index] & 0xFF;
  }
}
