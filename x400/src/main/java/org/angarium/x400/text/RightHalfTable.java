package org.angarium.x400.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** A part of ISO 8859 that the Java runtime lacks: ISO 8859-1 with some characters of its right half replaced. */
final class RightHalfTable extends Charset {
  private final String replacements;

  /** @param replacements pairs of the character of ISO 8859-1 and what stands in its place */
  RightHalfTable(String name, String replacements) {
    super("X-Angarium-" + name, null);
    this.replacements = replacements;
  }

  @Override
  public boolean contains(Charset other) {
    return other.equals(this);
  }

  private char decoded(byte octet) {
    char latin1 = (char) (octet & 0xFF);
    for (int i = 0; i < replacements.length(); i += 2) {
      if (replacements.charAt(i) == latin1) {
        return replacements.charAt(i + 1);
      }
    }
    return latin1;
  }

  /** Negative if it has no such character. */
  private int encoded(char character) {
    for (int i = 0; i < replacements.length(); i += 2) {
      if (replacements.charAt(i + 1) == character) {
        return replacements.charAt(i);
      }
    }
    return character > 0xFF || decoded((byte) character) != character ? -1 : character;
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new CharsetDecoder(this, 1, 1) {
      @Override
      protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
        while (in.hasRemaining()) {
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          out.put(decoded(in.get()));
        }
        return CoderResult.UNDERFLOW;
      }
    };
  }

  @Override
  public CharsetEncoder newEncoder() {
    return new CharsetEncoder(this, 1, 1) {
      @Override
      protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
          int octet = encoded(in.get(in.position()));
          if (octet < 0) {
            return CoderResult.unmappableForLength(1);
          }
          if (!out.hasRemaining()) {
            return CoderResult.OVERFLOW;
          }
          in.get();
          out.put((byte) octet);
        }
        return CoderResult.UNDERFLOW;
      }
    };
  }
}
