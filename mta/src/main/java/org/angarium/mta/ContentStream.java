package org.angarium.mta;

import java.io.IOException;
import java.io.InputStream;
import org.angarium.mta.store.StoredMessage;

/** The content of a stored message, read piece by piece; closing it closes the message. Used by one thread. */
final class ContentStream extends InputStream {
  private static final int PIECE = 64 << 10;

  private final StoredMessage message;
  private byte[] piece = new byte[0];
  private int inPiece;
  private long next;

  ContentStream(StoredMessage message) {
    this.message = message;
  }

  private boolean fill() throws IOException {
    if (inPiece == piece.length) {
      int length = (int) Math.min(PIECE, message.content().length() - next);
      piece = message.content().read(next, length);
      next += length;
      inPiece = 0;
    }
    return piece.length > 0;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[inPiece++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.length - inPiece);
    System.arraycopy(piece, inPiece, into, offset, count);
    inPiece += count;
    return count;
  }

  @Override
  public void close() {
    message.close();
  }
}
