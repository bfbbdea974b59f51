package org.angarium.x400.p1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;

/** The same values in other encodings that BER allows. */
final class Reshaped {
  private static final byte[] END_OF_CONTENTS = {0, 0};

  private Reshaped() {}

  /** Constructed elements in definite or indefinite form, lengths padded, as chance will; SETs in any order. */
  static byte[] element(byte[] encoded, Random random) throws BerException {
    return reshape(BerReader.single(encoded), random);
  }

  private static byte[] reshape(BerElement element, Random random) throws BerException {
    if (!element.constructed()) {
      return tlv(element.tag(), false, element.rawContents(), random);
    }
    List<byte[]> children = new ArrayList<>();
    for (BerReader reader = element.children(); reader.hasNext();) {
      children.add(reshape(reader.next(), random));
    }
    if (element.is(Tag.SET)) {
      Collections.shuffle(children, random);
    }
    return tlv(element.tag(), true, joined(children), random);
  }

  /** An OCTET STRING of these contents, in one piece or in nested segments. */
  static byte[] octetString(byte[] contents, Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return tlv(Tag.OCTET_STRING, false, contents, random);
    }
    List<byte[]> segments = new ArrayList<>();
    int at = 0;
    while (at < contents.length) {
      int length = Math.min(contents.length - at, random.nextInt(1 + contents.length));
      segments.add(octetString(Arrays.copyOfRange(contents, at, at + length), random, depth - 1));
      at += length;
    }
    return tlv(Tag.OCTET_STRING, true, joined(segments), random);
  }

  /** One element; constructed ones may become indefinite, lengths may be padded. */
  static byte[] tlv(int tag, boolean constructed, byte[] contents, Random random) {
    if (constructed && random.nextBoolean()) {
      byte[] header = BerWriter.header(tag, true, 0);
      header[header.length - 1] = (byte) 0x80;
      return joined(List.of(header, contents, END_OF_CONTENTS));
    }
    byte[] header = BerWriter.header(tag, constructed, contents.length);
    if (random.nextInt(4) == 0) {
      byte[] identifier = BerWriter.header(tag, constructed, 0);
      ByteArrayOutputStream padded = new ByteArrayOutputStream();
      padded.write(identifier, 0, identifier.length - 1);
      padded.write(0x85);
      padded.write(0);
      for (int shift = 24; shift >= 0; shift -= 8) {
        padded.write(contents.length >>> shift);
      }
      header = padded.toByteArray();
    }
    return joined(List.of(header, contents));
  }

  static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
