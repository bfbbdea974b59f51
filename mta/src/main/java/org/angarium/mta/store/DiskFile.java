package org.angarium.mta.store;

import java.io.IOException;
import java.io.RandomAccessFile;

/** A file of the content folder. */
final class DiskFile implements SpoolFile {
  private final RandomAccessFile file;
  private final DiskStep disk;

  DiskFile(RandomAccessFile file, DiskStep disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void write(long position, byte[] octets, int length) throws IOException {
    disk.before("write");
    file.seek(position);
    file.write(octets, 0, length);
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    byte[] octets = new byte[length];
    file.seek(position);
    file.readFully(octets);
    return octets;
  }

  @Override
  public void truncate(long length) throws IOException {
    file.setLength(length);
  }

  @Override
  public void synchronise() throws IOException {
    disk.before("synchronise file");
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
