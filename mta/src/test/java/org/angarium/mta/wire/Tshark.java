package org.angarium.mta.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The protocol analyser of the system, if there is one: it knows all our protocols and none of our code. */
final class Tshark {
  private final Path capture;

  Tshark(Path capture) {
    this.capture = capture;
  }

  static boolean isThere() {
    return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
  }

  /** A line for each frame that passes the display filter, the values of the fields separated by tabs. */
  List<String> frames(String filter, String... fields) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-d",
        "tcp.port==" + Pcap.SERVER_PORT + ",tpkt", "-Y", filter, "-T", "fields", "-E", "occurrence=a"));
    for (String field : fields) {
      command.add("-e");
      command.add(field);
    }
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("tshark failed: " + String.join(" ", command));
    }
    return output.lines().toList();
  }

  int count(String filter) throws IOException, InterruptedException {
    return frames(filter, "frame.number").size();
  }
}
