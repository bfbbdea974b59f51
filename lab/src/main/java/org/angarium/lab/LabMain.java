package org.angarium.lab;

import org.angarium.app.LiveMta;
import org.angarium.app.Main;
import org.angarium.app.command.Surroundings;
import org.angarium.lab.bench.BenchCommand;
import org.angarium.lab.demo.DemoCommand;
import org.angarium.lab.process.Program;
import org.angarium.lab.process.Tether;
import picocli.CommandLine;

/** Entry of the launcher. */
public final class LabMain {
  private LabMain() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Tether.tie();
    Main.run(commandLine(), arguments);
  }

  /** All commands: those of the program, and those that are never shipped. */
  static CommandLine commandLine() {
    Program program = new Program(LabMain.class);
    return Main.commandLine(Surroundings.system(LiveMta::start), new DemoCommand(program),
        BenchCommand.commandLine(program), LabCommand.commandLine(program));
  }
}
