package org.angarium.x400.p1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Walks the content of a stored message APDU, segment by segment, and checks that the APDU ends as it must (OCTET STRING in either form,
 * X.690 §8.7). Holds a few kilobytes, whatever the size of the content.
 */
public final class ContentSegments {
  private static final int WINDOW = 4096;
  private static final int COPIED_AT_ONCE = 1 << 16;

  /** The octets of an APDU, wherever they are kept. */
  public interface ApduOctets {
    /** Octets of the whole APDU. */
    long length();

    /**
     * Reads octets that are all there.
     *
     * @param length 1 or more
     * @return exactly so many
     */
    byte[] read(long offset, int length) throws IOException;
  }

  /**
   * Octets of the content that lie together.
   *
   * @param offset octet of the APDU at which they start
   * @param length 1 or more
   */
  public record Segment(long offset, long length) {}

  /** An element whose contents are being walked: where they end, and where they must have ended if that is not known. */
  private record Level(boolean indefinite, long bound) {}

  private final ContentPlace place;
  private final ApduOctets apdu;
  private final ContentLimits limits;
  private final Deque<Level> open = new ArrayDeque<>();
  private byte[] window = new byte[0];
  private long windowStart;
  private long at;
  private long contentLength;
  private long segments;
  private boolean ended;

  public ContentSegments(ContentPlace place, ApduOctets apdu, ContentLimits limits) {
    this.place = place;
    this.apdu = apdu;
    this.limits = limits;
    this.at = place.start();
  }

  /** Octets of content in the segments answered so far. */
  public long contentLength() {
    return contentLength;
  }

  /**
   * The next octets of the content, or null when the content and all that encloses it has ended properly.
   *
   * @throws BerException if the encoding is wrong, too large, cut short or followed by something
   */
  public @Nullable Segment next() throws BerException, IOException {
    if (ended) {
      return null;
    }
    if (at == place.start() && segments == 0 && open.isEmpty()) {
      Segment whole = begin();
      if (whole != null) {
        return whole;
      }
    }
    while (!open.isEmpty()) {
      Level level = open.element();
      if (level.indefinite() ? takeEndOfContents() : at == level.bound()) {
        open.pop();
        continue;
      }
      TlvHeader header = header(level.bound());
      if (header.tag() != Tag.OCTET_STRING) {
        throw TlvHeader.error("element " + Tag.describe(header.tag()) + " is no segment of the content", at);
      }
      long end = header.endWithin(level.bound());
      if (header.constructed()) {
        push(header.length() == TlvHeader.INDEFINITE, end);
        at = header.contentStart();
        continue;
      }
      Segment segment = segment(header.contentStart(), header.length());
      at = end;
      if (segment.length() > 0) {
        return segment;
      }
    }
    checkEnd();
    ended = true;
    return null;
  }

  /** Writes the content, in pieces of at most 64 KiB, and answers its length. */
  public long copyTo(OutputStream out) throws BerException, IOException {
    for (Segment segment = next(); segment != null; segment = next()) {
      long done = 0;
      while (done < segment.length()) {
        int now = (int) Math.min(COPIED_AT_ONCE, segment.length() - done);
        out.write(apdu.read(segment.offset() + done, now));
        done += now;
      }
    }
    return contentLength;
  }

  /** Answers the content if it is in one piece, else prepares the walk over its segments. */
  private @Nullable Segment begin() throws BerException {
    long bound = apdu.length();
    for (long end : place.enclosingEnds()) {
      bound = end == ContentPlace.INDEFINITE ? bound : Math.min(bound, end);
    }
    boolean indefinite = place.length() == ContentPlace.INDEFINITE;
    if (at > bound || !indefinite && place.length() > bound - at) {
      throw TlvHeader.error("APDU ends inside its content", apdu.length());
    }
    if (place.constructed()) {
      push(indefinite, indefinite ? bound : at + place.length());
      return null;
    }
    Segment whole = segment(at, place.length());
    at += place.length();
    return whole.length() > 0 ? whole : null;
  }

  private Segment segment(long offset, long length) throws BerException {
    if (++segments > limits.maxSegments()) {
      throw TlvHeader.error("content of more than " + limits.maxSegments() + " segments", offset);
    }
    contentLength += length;
    if (contentLength > limits.maxLength()) {
      throw TlvHeader.error("content of more than " + limits.maxLength() + " octets", offset);
    }
    return new Segment(offset, length);
  }

  private void push(boolean indefinite, long bound) throws BerException {
    if (++segments > limits.maxSegments()) {
      throw TlvHeader.error("content of more than " + limits.maxSegments() + " segments", at);
    }
    if (open.size() == limits.maxDepth()) {
      throw TlvHeader.error("content nested deeper than " + limits.maxDepth() + " levels", at);
    }
    open.push(new Level(indefinite, bound));
  }

  /** Everything around the content must end right behind it. */
  private void checkEnd() throws BerException, IOException {
    List<Long> outermostLast = place.enclosingEnds().reversed();
    for (long end : outermostLast) {
      if (end == ContentPlace.INDEFINITE) {
        if (!takeEndOfContents()) {
          throw TlvHeader.error("end-of-contents octets are missing behind the content", at);
        }
      } else if (at != end) {
        throw TlvHeader.error("element ends " + (end - at) + " octets behind the content", at);
      }
    }
    if (at != apdu.length()) {
      throw TlvHeader.error(apdu.length() - at + " octets behind the APDU", at);
    }
  }

  private boolean takeEndOfContents() throws IOException {
    if (apdu.length() - at < 2) {
      return false;
    }
    load();
    int from = (int) (at - windowStart);
    if (window[from] != 0 || window[from + 1] != 0) {
      return false;
    }
    at += 2;
    return true;
  }

  private TlvHeader header(long bound) throws BerException, IOException {
    load();
    int from = (int) (at - windowStart);
    int end = (int) Math.min(window.length, bound - windowStart);
    TlvHeader header = TlvHeader.read(window, from, end, windowStart);
    if (header == null) {
      throw TlvHeader.error("content ends inside a segment's header", at);
    }
    return header;
  }

  /** Brings the octets from the current place on into the window, as many as a header may need. */
  private void load() throws IOException {
    long needed = Math.min(TlvHeader.LONGEST, apdu.length() - at);
    if (at < windowStart || at + needed > windowStart + window.length) {
      window = needed == 0 ? new byte[0] : apdu.read(at, (int) Math.min(WINDOW, apdu.length() - at));
      windowStart = at;
    }
  }
}
