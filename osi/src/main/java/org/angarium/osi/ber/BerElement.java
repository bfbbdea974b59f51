package org.angarium.osi.ber;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One tag-length-value found in a buffer: a view, nothing is copied until asked. Accepts every form BER allows: long and indefinite
 * lengths, strings in constructed form (X.690 §8).
 */
public final class BerElement {
  private final BerReader reader;
  private final int tag;
  private final boolean constructed;
  private final int start;
  private final int contentStart;
  private final int contentEnd;
  private final int end;

  BerElement(BerReader reader, int tag, boolean constructed, int start, int contentStart, int contentEnd,
      int end) {
    this.reader = reader;
    this.tag = tag;
    this.constructed = constructed;
    this.start = start;
    this.contentStart = contentStart;
    this.contentEnd = contentEnd;
    this.end = end;
  }

  public int tag() {
    return tag;
  }

  public boolean is(int expected) {
    return tag == expected;
  }

  public boolean constructed() {
    return constructed;
  }

  /** Octet of the decoded buffer at which this element starts. */
  public int offset() {
    return start;
  }

  /** Octet of the decoded buffer at which the contents start. */
  public int contentOffset() {
    return contentStart;
  }

  public int contentLength() {
    return contentEnd - contentStart;
  }

  /** The whole element, octet for octet as it was received. */
  public byte[] encoded() {
    return Arrays.copyOfRange(reader.buffer(), start, end);
  }

  /** The contents octets as they stand, whatever the form. */
  public byte[] rawContents() {
    return Arrays.copyOfRange(reader.buffer(), contentStart, contentEnd);
  }

  /** The elements inside a constructed encoding. */
  public BerReader children() throws BerException {
    if (!constructed) {
      throw error("must be constructed");
    }
    return reader.inside(contentStart, contentEnd, start);
  }

  /** The one element inside an explicitly tagged encoding. */
  public BerElement only() throws BerException {
    BerReader inside = children();
    if (!inside.hasNext()) {
      throw error("is empty where it must hold one element");
    }
    BerElement element = inside.next();
    if (inside.hasNext()) {
      throw error("holds more than one element");
    }
    return element;
  }

  public boolean booleanValue() throws BerException {
    if (constructed || contentLength() != 1) {
      throw error("is not a BOOLEAN of one octet");
    }
    return reader.buffer()[contentStart] != 0;
  }

  /** An INTEGER or ENUMERATED that fits 64 bits. */
  public long longValue() throws BerException {
    int length = contentLength();
    if (constructed || length == 0) {
      throw error("is not an INTEGER");
    }
    byte[] buffer = reader.buffer();
    int first = contentStart;
    // Leading padding octets are not allowed, but peers send them.
    while (length > 8 && buffer[first] == (buffer[first + 1] < 0 ? -1 : 0)) {
      first++;
      length--;
    }
    if (length > 8) {
      throw error("is an INTEGER of more than 64 bits");
    }
    long value = buffer[first];
    for (int i = first + 1; i < contentEnd; i++) {
      value = value << 8 | buffer[i] & 0xFF;
    }
    return value;
  }

  /** An INTEGER or ENUMERATED within a range. */
  public int intValue(int min, int max) throws BerException {
    long value = longValue();
    if (value < min || value > max) {
      throw error("is " + value + ", outside " + min + ".." + max);
    }
    return (int) value;
  }

  public int intValue() throws BerException {
    return intValue(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public Oid oid() throws BerException {
    if (constructed) {
      throw error("is not an OBJECT IDENTIFIER");
    }
    return Oid.decode(rawContents(), start);
  }

  public void nullValue() throws BerException {
    if (constructed || contentLength() != 0) {
      throw error("is not a NULL");
    }
  }

  /** An OCTET STRING or character string value; segments of the constructed form are joined (X.690 §8.7.3). */
  public byte[] octets() throws BerException {
    if (!constructed) {
      return rawContents();
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(contentLength());
    join(joined);
    return joined.toByteArray();
  }

  private void join(ByteArrayOutputStream out) throws BerException {
    if (!constructed) {
      out.write(reader.buffer(), contentStart, contentLength());
      return;
    }
    for (BerReader parts = children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (Tag.classOf(part.tag) != 0) {
        throw part.error("is not a segment of a constructed string");
      }
      part.join(out);
    }
  }

  public String string(Charset charset) throws BerException {
    return new String(octets(), charset);
  }

  /** An IA5String, PrintableString, NumericString, UTCTime…: octets above 127 are kept as ISO 8859-1. */
  public String asciiString() throws BerException {
    return string(StandardCharsets.ISO_8859_1);
  }

  public BitString bitString() throws BerException {
    if (!constructed) {
      return bits(rawContents());
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(contentLength());
    int unused = 0;
    for (BerReader parts = children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (unused != 0) {
        throw part.error("follows an incomplete segment of a BIT STRING");
      }
      BitString segment = part.bitString();
      unused = segment.unusedBits();
      joined.writeBytes(segment.toOctets());
    }
    return BitString.ofOctets(joined.toByteArray(), joined.size() * 8 - unused);
  }

  private BitString bits(byte[] contents) throws BerException {
    if (contents.length == 0) {
      throw error("is not a BIT STRING");
    }
    int unused = contents[0];
    if (unused < 0 || unused > 7 || contents.length == 1 && unused != 0) {
      throw error("is a BIT STRING with " + unused + " unused bits");
    }
    return BitString.ofOctets(Arrays.copyOfRange(contents, 1, contents.length),
        (contents.length - 1) * 8 - unused);
  }

  /** Fails unless the tag is the expected one. */
  public BerElement expect(int expected, String what) throws BerException {
    if (tag != expected) {
      throw new BerException(
          what + ": found " + Tag.describe(tag) + " where " + Tag.describe(expected) + " belongs",
          start);
    }
    return this;
  }

  /** An exception that says what is wrong with this element. */
  public BerException error(String what) {
    return new BerException("element " + Tag.describe(tag) + " " + what, start);
  }
}
