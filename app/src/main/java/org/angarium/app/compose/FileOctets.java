package org.angarium.app.compose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The octets of a file, opened at the first read; fails if the file has another length than was announced. */
final class FileOctets extends InputStream {
  private final Path file;
  private long left;
  private @Nullable InputStream in;

  FileOctets(Path file, long length) {
    this.file = file;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    InputStream stream = in;
    if (stream == null) {
      stream = Files.newInputStream(file);
      in = stream;
    }
    if (left == 0) {
      return -1;
    }
    int read = stream.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException(file + " became shorter while it was sent");
    }
    left -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
