package org.angarium.lab.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Inputs worth keeping: one in a line, hexadecimal, one file for each target; a line that starts with # is for people. */
final class Corpus {
  private static final HexFormat HEX = HexFormat.of();

  private Corpus() {}

  static String file(FuzzTarget target) {
    return target.name().toLowerCase(Locale.ROOT) + ".hex";
  }

  /** What the project keeps for this target. */
  static List<byte[]> kept(FuzzTarget target) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (InputStream in = Corpus.class.getResourceAsStream(file(target))) {
      if (in == null) {
        return inputs;
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          inputs.add(HEX.parseHex(line.strip()));
        }
      }
    }
    return inputs;
  }

  /** Lays inputs out for a fuzzer, each in a file. */
  static void unpack(List<byte[]> inputs, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(folder.resolve("kept-" + i), inputs.get(i));
    }
  }

  /** Packs what lies in a folder, the shortest first. */
  static void pack(Path folder, Path file) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(each));
      }
    }
    inputs.removeIf(input -> input.length == 0);
    List<String> lines = inputs.stream().map(HEX::formatHex).distinct()
        .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length()))
        .toList();
    Files.write(file, lines);
  }
}
