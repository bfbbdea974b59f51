package org.angarium.lab.process;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program, to be started again in another process.
 *
 * @param main its entry
 */
public record Program(Class<?> main) {
  /**
   * Starts it on the Java and the class path of this process.
   *
   * @param tethered whether it ends when this process does
   * @param within a command that starts its arguments somewhere else, for example in a network namespace; empty for here
   * @param options of the JVM
   * @param output where what it prints goes, behind what is there
   */
  Process start(List<String> within, List<String> options, boolean tethered, Path output,
      List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(within);
    if (!tethered) {
      // It shall also outlive the terminal.
      command.add("nohup");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    if (tethered) {
      command.add("-D" + Tether.PROPERTY + "=" + ProcessHandle.current().pid());
    }
    command.addAll(archives());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    File file = output.toFile();
    return new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(file)).start();
  }

  /** The archive of classes that this process was started with, if any: the other one starts faster with it, too. */
  private static List<String> archives() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:SharedArchiveFile=")).toList();
  }
}
