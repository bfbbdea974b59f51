package org.angarium.lab;

import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.lab.model.ModelCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The proofs of recovery. */
@Command(name = "lab", description = "Show that recovery works.", footer = "  angarium lab model")
final class LabCommand extends Subcommand {
  private LabCommand() {}

  /** The command with its subcommands. */
  static CommandLine commandLine() {
    return new CommandLine(new LabCommand()).addSubcommand(new ModelCommand());
  }

  @Override
  public Integer call() {
    spec().commandLine().usage(out());
    return ExitCode.OK;
  }
}
