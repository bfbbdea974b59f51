package org.angarium.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where everything of one MTA lies.
 *
 * @param name of the MTA, for people
 * @param path the folder
 */
public record MtaFolder(String name, Path path) {
  /** Makes it, with this configuration. */
  public static MtaFolder create(String name, Path path, String toml) throws IOException {
    Files.createDirectories(path);
    MtaFolder folder = new MtaFolder(name, path);
    folder.configure(toml);
    return folder;
  }

  /** Another configuration; the MTA reads it when it is told to. */
  public void configure(String toml) throws IOException {
    Files.writeString(configuration(), toml);
  }

  public Path configuration() {
    return path.resolve("angarium.toml");
  }

  /** What is configured as its data directory. */
  public Path data() {
    return path.resolve("data");
  }

  /** What its process prints. */
  public Path console() {
    return path.resolve("console.log");
  }
}
