package org.angarium.lab;

import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.lab.fuzz.FuzzCommand;
import org.angarium.lab.model.ModelCommand;
import org.angarium.lab.outage.OutageCommand;
import org.angarium.lab.process.Program;
import org.angarium.lab.simulation.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The proofs of recovery. */
@Command(name = "lab", description = "Show that recovery works.", footer = {"  angarium lab model",
    "  angarium lab simulate --seeds 10000", "  angarium lab outage", "  angarium lab fuzz --time 60s"})
final class LabCommand extends Subcommand {
  private LabCommand() {}

  /**
   * The command with its subcommands.
   *
   * @param program what they start processes from
   */
  static CommandLine commandLine(Program program) {
    return new CommandLine(new LabCommand()).addSubcommand(new ModelCommand())
        .addSubcommand(new SimulateCommand()).addSubcommand(new OutageCommand(program))
        .addSubcommand(new FuzzCommand());
  }

  @Override
  public Integer call() {
    spec().commandLine().usage(out());
    return ExitCode.OK;
  }
}
