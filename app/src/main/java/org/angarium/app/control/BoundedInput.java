package org.angarium.app.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more octets came than allowed, however many there are. */
final class BoundedInput extends FilterInputStream {
  /** More octets came than allowed. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private long left;

  BoundedInput(InputStream in, long maximum) {
    super(in);
    this.left = maximum;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws ExceededException {
    left -= read;
    if (left < 0) {
      throw new ExceededException();
    }
  }
}
