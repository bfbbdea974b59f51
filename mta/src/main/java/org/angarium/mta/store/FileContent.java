package org.angarium.mta.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Content in a file, which is opened by the first read; once open it can be read to its end even if the message goes. */
final class FileContent implements StoredMessage.Content {
  private final long message;
  private final Path path;
  private final long start;
  private final long length;
  private @Nullable RandomAccessFile file;
  private boolean closed;

  FileContent(long message, Path path, long start, long length) {
    this.message = message;
    this.path = path;
    this.start = start;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public synchronized byte[] read(long offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, length);
    RandomAccessFile open = open();
    if (open.length() < start + offset + count) {
      throw new IOException(
          "The content of message " + message + " is damaged: " + path + " has " + open.length()
              + " octets instead of at least " + (start + length));
    }
    byte[] octets = new byte[count];
    open.seek(start + offset);
    open.readFully(octets);
    return octets;
  }

  private RandomAccessFile open() throws IOException {
    if (closed) {
      throw new IOException("the content of message " + message + " has been closed");
    }
    if (file == null) {
      try {
        file = new RandomAccessFile(path.toFile(), "r");
      } catch (FileNotFoundException e) {
        throw new IOException("The content of message " + message
            + " is gone: the message was removed meanwhile, or its file was lost (" + e.getMessage() + ")",
            e);
      }
    }
    return file;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new StoreException("The content file " + path + " cannot be closed: " + e.getMessage(), e);
      }
      file = null;
    }
  }
}
