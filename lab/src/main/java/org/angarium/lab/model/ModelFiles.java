package org.angarium.lab.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The modules in a folder of their own, where the checker can read them and leave its files; gone when closed. */
final class ModelFiles implements AutoCloseable {
  private static final List<String> MODULES = List.of("Association", "FoundingFault", "LostTurn", "Weakened",
      "RecordedHistory");

  private final Path folder;
  private final AtExit atExit;

  ModelFiles() throws IOException {
    folder = Files.createTempDirectory("angarium-model");
    atExit = new AtExit(this::discard);
    for (String module : MODULES) {
      write(module + ".tla", resource(module + ".tla"));
    }
  }

  Path folder() {
    return folder;
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  static String resource(String file) throws IOException {
    try (InputStream in = ModelFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the model has no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The properties that a configuration names, in its order. */
  static List<String> properties(String configuration) {
    List<String> properties = new ArrayList<>();
    for (String line : configuration.split("\n", -1)) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (words.getFirst().equals("INVARIANTS") || words.getFirst().equals("PROPERTIES")) {
        properties.addAll(words.subList(1, words.size()));
      }
    }
    return properties;
  }

  private void discard() {
    try {
      delete(folder);
    } catch (IOException e) {
      // the checker may still be writing there; what remains is in the folder for temporary files
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    atExit.close();
    delete(folder);
  }
}
