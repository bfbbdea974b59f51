package org.angarium.lab;

import org.angarium.app.LiveMta;
import org.angarium.app.Main;
import org.angarium.app.command.Surroundings;
import picocli.CommandLine;

/** Entry of the launcher. */
public final class LabMain {
  private LabMain() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = Main.commandLine(Surroundings.system(LiveMta::start));
    Main.run(commandLine, arguments);
  }
}
