package org.angarium.lab.fuzz;

import java.util.Arrays;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;

/** Reads whatever is BER to its leaves, and each leaf as every type. */
final class BerTree {
  private BerTree() {}

  static void check(byte[] input) {
    byte[] once;
    try {
      once = rewritten(input);
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
      return;
    }
    try {
      Finding.unless(Arrays.equals(once, rewritten(once)), "what is written reads as something else");
    } catch (BerException e) {
      throw new Finding("what is written cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] rewritten(byte[] input) throws BerException {
    BerWriter writer = new BerWriter();
    BerReader reader = BerReader.of(input);
    while (reader.hasNext()) {
      copy(reader.next(), writer);
    }
    return writer.toByteArray();
  }

  private static void copy(BerElement element, BerWriter writer) throws BerException {
    Finding.unless(element.contentLength() <= element.encoded().length, "more content than octets");
    asEverything(element);
    if (element.constructed()) {
      writer.begin(element.tag());
      BerReader children = element.children();
      while (children.hasNext()) {
        copy(children.next(), writer);
      }
      writer.end();
    } else {
      writer.octets(element.tag(), element.rawContents());
    }
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws BerException;
  }

  private static void asEverything(BerElement element) {
    quietly(element::booleanValue);
    quietly(element::longValue);
    quietly(() -> element.intValue(0, Byte.MAX_VALUE));
    quietly(element::oid);
    quietly(element::octets);
    quietly(element::asciiString);
    quietly(element::bitString);
    quietly(element::only);
  }

  private static void quietly(Reading reading) {
    try {
      Finding.unless(reading.read().toString() != null, "no text");
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
  }
}
