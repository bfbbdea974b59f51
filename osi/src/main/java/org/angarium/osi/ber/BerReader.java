package org.angarium.osi.ber;

import org.jspecify.annotations.Nullable;

/**
 * Walks the elements of one level of an encoding. Lengths are checked against the enclosing element before anything is touched, so
 * a lying length costs nothing.
 */
public final class BerReader {
  private static final int INDEFINITE = -1;

  private final byte[] buffer;
  private final int end;
  private final int depth;
  private final Budget budget;
  private int position;

  /** Shared by all readers of one encoding, so that nesting cannot multiply the work. */
  private static final class Budget {
    private final BerLimits limits;
    private int elements;

    Budget(BerLimits limits) {
      this.limits = limits;
    }
  }

  private record Header(int tag, boolean constructed, int contentStart, int length) {}

  private BerReader(byte[] buffer, int start, int end, int depth, Budget budget) {
    this.buffer = buffer;
    this.position = start;
    this.end = end;
    this.depth = depth;
    this.budget = budget;
  }

  /** The elements that follow one another in the buffer. */
  public static BerReader of(byte[] buffer) {
    return of(buffer, BerLimits.DEFAULT);
  }

  public static BerReader of(byte[] buffer, BerLimits limits) {
    return of(buffer, 0, buffer.length, limits);
  }

  /** The elements within a part of the buffer, from {@code start} to before {@code end}. */
  public static BerReader of(byte[] buffer, int start, int end, BerLimits limits) {
    if (start < 0 || start > end || end > buffer.length) {
      throw new IndexOutOfBoundsException("part " + start + ".." + end + " of a buffer of " + buffer.length);
    }
    return new BerReader(buffer, start, end, 0, new Budget(limits));
  }

  /** The one element that fills the buffer; anything behind it is an error. */
  public static BerElement single(byte[] buffer) throws BerException {
    return single(buffer, BerLimits.DEFAULT);
  }

  public static BerElement single(byte[] buffer, BerLimits limits) throws BerException {
    BerReader reader = of(buffer, limits);
    BerElement element = reader.next();
    reader.finish("encoding");
    return element;
  }

  public boolean hasNext() {
    return position < end;
  }

  /** Octet of the buffer that the next element starts at. */
  public int offset() {
    return position;
  }

  public BerElement next() throws BerException {
    int start = position;
    Header header = header(start, end);
    int contentStart = header.contentStart;
    if (header.length == INDEFINITE) {
      int contentEnd = skipToEndOfContents(contentStart, end, depth + 1);
      position = contentEnd + 2;
      return new BerElement(this, header.tag, true, start, contentStart, contentEnd, position);
    }
    position = contentStart + header.length;
    return new BerElement(this, header.tag, header.constructed, start, contentStart, position, position);
  }

  /** The tag of the next element, or -1 at the end. */
  public int peekTag() throws BerException {
    if (!hasNext()) {
      return -1;
    }
    int before = budget.elements;
    Header header = header(position, end);
    budget.elements = before;
    return header.tag;
  }

  /** The next element if it has this tag. */
  public @Nullable BerElement nextIf(int tag) throws BerException {
    return peekTag() == tag ? next() : null;
  }

  /** The next element, which must be there and have this tag. */
  public BerElement require(int tag, String what) throws BerException {
    if (!hasNext()) {
      throw new BerException(what + " is missing", position);
    }
    return next().expect(tag, what);
  }

  /** Fails if anything is left. */
  public void finish(String what) throws BerException {
    if (hasNext()) {
      throw new BerException(what + ": " + (end - position) + " octets too many", position);
    }
  }

  byte[] buffer() {
    return buffer;
  }

  BerReader inside(int start, int stop, int elementOffset) throws BerException {
    if (depth + 1 > budget.limits.maxDepth()) {
      throw new BerException("nested deeper than " + budget.limits.maxDepth() + " levels", elementOffset);
    }
    return new BerReader(buffer, start, stop, depth + 1, budget);
  }

  /** Walks an indefinite-length content and answers where its end-of-contents octets start. */
  private int skipToEndOfContents(int from, int limit, int level) throws BerException {
    if (level > budget.limits.maxDepth()) {
      throw new BerException("nested deeper than " + budget.limits.maxDepth() + " levels", from);
    }
    int at = from;
    while (true) {
      if (limit - at >= 2 && buffer[at] == 0 && buffer[at + 1] == 0) {
        return at;
      }
      Header header = header(at, limit);
      at = header.length == INDEFINITE
          ? skipToEndOfContents(header.contentStart, limit, level + 1) + 2
          : header.contentStart + header.length;
    }
  }

  private Header header(int start, int limit) throws BerException {
    if (++budget.elements > budget.limits.maxElements()) {
      throw new BerException("more than " + budget.limits.maxElements() + " elements", start);
    }
    if (start >= limit) {
      throw new BerException("ends where an element belongs", start);
    }
    int at = start;
    int first = buffer[at++] & 0xFF;
    int number = first & 0x1F;
    if (number == 0x1F) {
      long long28 = 0;
      int octet;
      do {
        if (at >= limit) {
          throw new BerException("ends inside a tag", start);
        }
        octet = buffer[at++] & 0xFF;
        long28 = long28 << 7 | octet & 0x7F;
        if (long28 > Tag.MAX_NUMBER) {
          throw new BerException("tag number is too large", start);
        }
      } while ((octet & 0x80) != 0);
      number = (int) long28;
    }
    boolean constructed = (first & 0x20) != 0;
    int tag = Tag.of(first >>> 6, number);
    if (tag == 0) {
      throw new BerException("end-of-contents where an element belongs", start);
    }
    if (at >= limit) {
      throw new BerException("ends inside a length", start);
    }
    int lengthOctet = buffer[at++] & 0xFF;
    if (lengthOctet == 0x80) {
      if (!constructed) {
        throw new BerException("primitive element " + Tag.describe(tag) + " of indefinite length", start);
      }
      return new Header(tag, true, at, INDEFINITE);
    }
    long length = lengthOctet;
    if (lengthOctet > 0x80) {
      int count = lengthOctet & 0x7F;
      if (count > limit - at) {
        throw new BerException("ends inside a length", start);
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | buffer[at++] & 0xFF;
        if (length > Integer.MAX_VALUE) {
          break;
        }
      }
    }
    if (length > limit - at) {
      throw new BerException("length of element " + Tag.describe(tag) + " runs past the end", start);
    }
    return new Header(tag, constructed, at, (int) length);
  }
}
