package org.angarium.x400.mts;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;

/**
 * One encoded element kept octet for octet: a component this MTA does not know, or an open type it passes on. Two are equal if their
 * octets are.
 */
public final class RawElement {
  private static final int SHOWN = 40;
  private final byte[] encoded;

  private RawElement(byte[] encoded) {
    this.encoded = encoded;
  }

  /** The element as it was received. */
  public static RawElement of(BerElement element) {
    return new RawElement(element.encoded());
  }

  /** @throws BerException if the octets are not exactly one element */
  public static RawElement of(byte[] encoded) throws BerException {
    BerReader.single(encoded);
    return new RawElement(encoded.clone());
  }

  /** A primitive element. */
  public static RawElement primitive(int tag, byte[] contents) {
    return new RawElement(new BerWriter().octets(tag, contents).toByteArray());
  }

  /** The element the body writes, which must write exactly one. */
  public static RawElement written(Consumer<BerWriter> body) {
    BerWriter writer = new BerWriter();
    body.accept(writer);
    try {
      return of(writer.toByteArray());
    } catch (BerException e) {
      throw new IllegalArgumentException("not one element: " + e.getMessage(), e);
    }
  }

  /** The element, decoded from an own buffer: offsets in its errors count from its first octet. */
  public BerElement element() throws BerException {
    return BerReader.single(encoded);
  }

  /** A copy of the octets. */
  public byte[] encoded() {
    return encoded.clone();
  }

  public int size() {
    return encoded.length;
  }

  public void encode(BerWriter writer) {
    writer.raw(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawElement that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** The first octets in hexadecimal. */
  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(encoded, 0, Math.min(encoded.length, SHOWN));
    return encoded.length > SHOWN ? hex + "… (" + encoded.length + " octets)" : hex;
  }
}
