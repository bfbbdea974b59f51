package org.angarium.app.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Locale;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that submits: either JSON alone, or multipart/form-data with a part {@code envelope}, which is JSON, and after it
 * a part {@code content}, which is read as it arrives. Used by one thread.
 */
public final class SubmissionBody {
  /** An envelope with 32,767 long addresses is shorter. */
  private static final int MOST_ENVELOPE_OCTETS = 16 << 20;
  private static final int READ_OCTETS = 64 << 10;
  private static final String ENVELOPE = "envelope";
  private static final String CONTENT = "content";
  private static final int MOST_HEADER_OCTETS = 8 << 10;

  private final byte[] envelope;
  private final InputStream content;
  private final boolean withContent;

  private SubmissionBody(byte[] envelope, InputStream content, boolean withContent) {
    this.envelope = envelope;
    this.content = content;
    this.withContent = withContent;
  }

  /**
   * Reads up to the content.
   *
   * @param type the Content-Type of the request
   * @throws WrongFieldException if it is not what it should be
   * @throws IOException if it breaks off
   */
  public static SubmissionBody read(InputStream body, String type) throws WrongFieldException, IOException {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.startsWith("application/json")) {
      byte[] octets = body.readNBytes(MOST_ENVELOPE_OCTETS + 1);
      if (octets.length > MOST_ENVELOPE_OCTETS) {
        throw tooLong();
      }
      return new SubmissionBody(octets, InputStream.nullInputStream(), false);
    }
    String boundary = lower.startsWith("multipart/form-data") ? MultiPart.extractBoundary(type) : null;
    if (boundary == null) {
      throw new WrongFieldException("Content-Type",
          "must be application/json, or multipart/form-data with a boundary, not \"" + type + "\"");
    }
    Parts parts = new Parts(body, boundary);
    byte[] envelope = parts.envelope();
    boolean content = parts.next(CONTENT);
    return new SubmissionBody(envelope, content ? parts : InputStream.nullInputStream(), content);
  }

  private static WrongFieldException tooLong() {
    return new WrongFieldException(ENVELOPE, "is longer than " + MOST_ENVELOPE_OCTETS + " octets");
  }

  /** JSON. */
  public byte[] envelope() {
    return envelope;
  }

  /** Whether there is a part with content octets. */
  public boolean hasContent() {
    return withContent;
  }

  /** Content octets, to be read once; an error if the request breaks off before its end. */
  public InputStream content() {
    return content;
  }

  /** A stream of the octets of the current part. */
  private static final class Parts extends InputStream implements MultiPart.Parser.Listener {
    private final InputStream body;
    private final MultiPart.Parser parser;
    private final byte[] buffer = new byte[READ_OCTETS];
    private final ArrayDeque<Object> found = new ArrayDeque<>();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private @Nullable Throwable failure;
    private boolean complete;
    private boolean partOver;

    /** The head of a part. */
    private record Begin(String name) {}

    /** The end of a part. */
    private record End() {}

    Parts(InputStream body, String boundary) {
      this.body = body;
      this.parser = new MultiPart.Parser(boundary, this);
      parser.setPartHeadersMaxLength(MOST_HEADER_OCTETS);
      parser.setMaxParts(10);
    }

    private String name = "";

    @Override
    public void onPartHeader(String header, String value) {
      if (header.equalsIgnoreCase("Content-Disposition")) {
        int at = value.indexOf("name=");
        String rest = at < 0 ? "" : value.substring(at + 5);
        int end = rest.startsWith("\"") ? rest.indexOf('"', 1) : rest.indexOf(';');
        name = rest.substring(rest.startsWith("\"") ? 1 : 0, end < 0 ? rest.length() : end).strip();
      }
    }

    @Override
    public void onPartHeaders() {
      found.add(new Begin(name));
      name = "";
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      ByteBuffer octets = chunk.getByteBuffer();
      if (octets.hasRemaining()) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        found.add(ByteBuffer.wrap(copy));
      }
    }

    @Override
    public void onPartEnd() {
      found.add(new End());
    }

    @Override
    public void onComplete() {
      complete = true;
    }

    @Override
    public void onFailure(Throwable cause) {
      failure = cause;
    }

    /** What comes next; null at the end. */
    private @Nullable Object poll() throws IOException {
      while (found.isEmpty() && !complete) {
        int count = body.read(buffer);
        parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, Math.max(count, 0)), count < 0));
        if (failure != null || count < 0 && !complete) {
          throw new IOException("the request is no whole multipart/form-data"
              + (failure == null ? "" : ": " + failure.getMessage()), failure);
        }
      }
      return found.poll();
    }

    byte[] envelope() throws WrongFieldException, IOException {
      if (!next(ENVELOPE)) {
        throw new WrongFieldException(ENVELOPE, "is missing: it must be the first part of the form");
      }
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      byte[] piece = new byte[READ_OCTETS];
      for (int count = read(piece); count >= 0; count = read(piece)) {
        octets.write(piece, 0, count);
        if (octets.size() > MOST_ENVELOPE_OCTETS) {
          throw tooLong();
        }
      }
      return octets.toByteArray();
    }

    /** Goes to the next part, which must have this name; false if there is none. */
    boolean next(String expected) throws WrongFieldException, IOException {
      Object next = poll();
      if (next == null) {
        return false;
      }
      if (!(next instanceof Begin(String given)) || !given.equals(expected)) {
        throw new WrongFieldException(next instanceof Begin(String given) ? given : expected,
            "is not known here; a form has the parts envelope and content, in this order");
      }
      partOver = false;
      return true;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (!current.hasRemaining()) {
        if (partOver) {
          return -1;
        }
        switch (poll()) {
          case ByteBuffer octets -> current = octets;
          case End _ -> partOver = true;
          case null, default -> throw new IOException("the request breaks off in the middle of a part");
        }
      }
      int count = Math.min(length, current.remaining());
      current.get(into, offset, count);
      return count;
    }
  }
}
