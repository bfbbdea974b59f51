package org.angarium.mta.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The folder with what one repair has taken out of a store: a file for each row, and one for each value of octets in it. */
final class KeptObjects {
  private final Path parent;
  private final Path folder;

  private KeptObjects(Path parent, Path folder) {
    this.parent = parent;
    this.folder = folder;
  }

  /** A new folder under "mtacheck", named by the time. */
  static KeptObjects begin(Path root, Instant at) throws IOException {
    Path all = Files.createDirectories(root.resolve("mtacheck"));
    String name = at.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "-");
    for (int number = 1;; number++) {
      try {
        return new KeptObjects(all,
            Files.createDirectory(all.resolve(number == 1 ? name : name + "-" + number)));
      } catch (FileAlreadyExistsException e) {
        // a repair within the same second
      }
    }
  }

  Path folder() {
    return folder;
  }

  void copy(Path file, String name) throws IOException {
    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gives a file of the store a second name here, so that it stays when the store removes it. */
  void link(Path file) throws IOException {
    Path here = folder.resolve(file.getFileName().toString());
    if (Files.exists(here)) {
      return;
    }
    try {
      Files.createLink(here, file);
    } catch (UnsupportedOperationException | IOException e) {
      copy(file, here.getFileName().toString()); // a file system without links
    }
  }

  /** The row the result stands at: texts and numbers as lines, octets in files of their own. */
  void row(String table, ResultSet row) throws SQLException, IOException {
    ResultSetMetaData columns = row.getMetaData();
    String name = table + "-" + row.getLong("id");
    StringBuilder lines = new StringBuilder();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      String label = columns.getColumnName(column);
      Object value = row.getObject(column);
      if (value instanceof byte[] octets) {
        Files.write(folder.resolve(name + "." + label), octets);
        lines.append(label).append(" = ").append(octets.length).append(" octets, ").append(name).append('.')
            .append(label);
      } else {
        lines.append(label).append(" = ").append(value == null ? "" : value);
      }
      lines.append('\n');
    }
    write(name + ".txt", lines.toString());
  }

  void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  /** Makes everything here durable. */
  void synchronise() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    ContentFiles.synchroniseNames(folder);
    ContentFiles.synchroniseNames(parent);
  }
}
