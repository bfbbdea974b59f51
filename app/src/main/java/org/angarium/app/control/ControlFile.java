package org.angarium.app.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Tells local programs where a running MTA listens for them, and proves that they may read its data directory.
 *
 * @param mta name of the MTA
 * @param port TCP port on the loopback address, 1 to 65535
 * @param token secret that every request repeats
 * @param process id of the process that runs the MTA
 */
public record ControlFile(String mta, int port, String token, long process) {
  static final String NAME = "control.json";
  private static final String NEW_NAME = "control.json.new";

  /** The place of the file in a data directory. */
  public static Path in(Path dataDirectory) {
    return dataDirectory.resolve(NAME);
  }

  /**
   * Reads the file of a data directory; empty if there is none.
   *
   * @throws IOException if it is there but cannot be read or understood
   */
  public static Optional<ControlFile> read(Path dataDirectory) throws IOException {
    Path file = in(dataDirectory);
    byte[] octets;
    try {
      octets = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(ControlJson.MAPPER.readValue(octets, ControlFile.class));
    } catch (JacksonException e) {
      throw new IOException(file + " is damaged; stop the MTA and start it again", e);
    }
  }

  /** Writes it so that nobody else can read it at any moment, and nobody sees half of it. */
  void write(Path dataDirectory) throws IOException {
    Files.createDirectories(dataDirectory);
    Path unfinished = dataDirectory.resolve(NEW_NAME);
    Files.deleteIfExists(unfinished);
    create(unfinished);
    Files.writeString(unfinished, ControlJson.MAPPER.writeValueAsString(this), StandardCharsets.UTF_8,
        StandardOpenOption.WRITE);
    Files.move(unfinished, in(dataDirectory), StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void create(Path file) throws FileAlreadyExistsException, IOException {
    FileAttribute<?> ownerOnly = PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file, ownerOnly);
    } else {
      Files.createFile(file);
    }
  }

  /** Removes the file if it is still this one. */
  void remove(Path dataDirectory) throws IOException {
    if (read(dataDirectory).filter(this::equals).isPresent()) {
      Files.deleteIfExists(in(dataDirectory));
    }
  }

  /** Without the token: it must not reach a log. */
  @Override
  public String toString() {
    return "control of " + mta + " on port " + port;
  }
}
