package org.angarium.osi.ber;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes definite-length BER with minimal lengths, which is also DER as long as the caller gives components in order (X.690 §10).
 *
 * <p>Constructed elements are written by {@link #begin} and {@link #end}, which must pair up, or by {@link #constructed}.
 */
public final class BerWriter {
  private byte[] buffer = new byte[256];
  private int size;
  private int[] open = new int[16];
  private int openCount;

  /** Writes a constructed element whose contents the body writes. */
  public BerWriter constructed(int tag, Runnable body) {
    begin(tag);
    body.run();
    return end();
  }

  public BerWriter begin(int tag) {
    identifier(tag, true);
    if (openCount == open.length) {
      open = Arrays.copyOf(open, openCount * 2);
    }
    ensure(1);
    open[openCount++] = size++;
    return this;
  }

  public BerWriter end() {
    if (openCount == 0) {
      throw new IllegalStateException("no element is open");
    }
    int lengthAt = open[--openCount];
    int contentStart = lengthAt + 1;
    int length = size - contentStart;
    int more = lengthOctets(length) - 1;
    if (more > 0) {
      ensure(more);
      System.arraycopy(buffer, contentStart, buffer, contentStart + more, length);
    }
    size = lengthAt;
    length(length);
    size += length;
    return this;
  }

  public BerWriter integer(int tag, long value) {
    int octets = 1;
    while (octets < 8 && value >> octets * 8 - 1 != value >> 63) {
      octets++;
    }
    identifier(tag, false);
    ensure(1 + octets);
    buffer[size++] = (byte) octets;
    for (int i = octets - 1; i >= 0; i--) {
      buffer[size++] = (byte) (value >> 8 * i);
    }
    return this;
  }

  public BerWriter integer(long value) {
    return integer(Tag.INTEGER, value);
  }

  public BerWriter enumerated(long value) {
    return integer(Tag.ENUMERATED, value);
  }

  public BerWriter bool(int tag, boolean value) {
    return octets(tag, new byte[]{(byte) (value ? 0xFF : 0)});
  }

  public BerWriter nullValue(int tag) {
    return octets(tag, new byte[0]);
  }

  public BerWriter oid(int tag, Oid value) {
    return octets(tag, value.contents());
  }

  public BerWriter oid(Oid value) {
    return oid(Tag.OBJECT_IDENTIFIER, value);
  }

  /** A primitive element with these contents. */
  public BerWriter octets(int tag, byte[] contents) {
    return octets(tag, contents, 0, contents.length);
  }

  public BerWriter octets(int tag, byte[] source, int from, int length) {
    identifier(tag, false);
    length(length);
    ensure(length);
    System.arraycopy(source, from, buffer, size, length);
    size += length;
    return this;
  }

  /** A character string whose octets are ISO 8859-1: IA5String, PrintableString, NumericString, UTCTime… */
  public BerWriter ascii(int tag, String value) {
    return string(tag, value, StandardCharsets.ISO_8859_1);
  }

  public BerWriter string(int tag, String value, Charset charset) {
    return octets(tag, value.getBytes(charset));
  }

  public BerWriter bitString(int tag, BitString value) {
    byte[] bits = value.toOctets();
    identifier(tag, false);
    length(bits.length + 1);
    ensure(bits.length + 1);
    buffer[size++] = (byte) value.unusedBits();
    System.arraycopy(bits, 0, buffer, size, bits.length);
    size += bits.length;
    return this;
  }

  /** Octets that are an encoding already. */
  public BerWriter raw(byte[] encoded) {
    ensure(encoded.length);
    System.arraycopy(encoded, 0, buffer, size, encoded.length);
    size += encoded.length;
    return this;
  }

  /** Identifier and length octets of an element whose contents the caller supplies elsewhere, as for a large content. */
  public static byte[] header(int tag, boolean constructed, long contentLength) {
    BerWriter writer = new BerWriter();
    writer.identifier(tag, constructed);
    writer.length(contentLength);
    return writer.toByteArray();
  }

  public int size() {
    return size;
  }

  public byte[] toByteArray() {
    if (openCount != 0) {
      throw new IllegalStateException(openCount + " elements are still open");
    }
    return Arrays.copyOf(buffer, size);
  }

  private void identifier(int tag, boolean constructed) {
    int first = Tag.classOf(tag) << 6 | (constructed ? 0x20 : 0);
    int number = Tag.numberOf(tag);
    ensure(6);
    if (number < 0x1F) {
      buffer[size++] = (byte) (first | number);
      return;
    }
    buffer[size++] = (byte) (first | 0x1F);
    for (int shift = 21; shift >= 0; shift -= 7) {
      if (number >>> shift != 0 || shift == 0) {
        buffer[size++] = (byte) (number >>> shift & 0x7F | (shift > 0 ? 0x80 : 0));
      }
    }
  }

  private void length(long length) {
    int octets = lengthOctets(length);
    ensure(octets);
    if (octets == 1) {
      buffer[size++] = (byte) length;
      return;
    }
    buffer[size++] = (byte) (0x80 | octets - 1);
    for (int i = octets - 2; i >= 0; i--) {
      buffer[size++] = (byte) (length >>> 8 * i);
    }
  }

  private static int lengthOctets(long length) {
    if (length < 0x80) {
      return 1;
    }
    int octets = 2;
    for (long rest = length >>> 8; rest != 0; rest >>>= 8) {
      octets++;
    }
    return octets;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
