package org.angarium.lab.bench;

import org.angarium.app.command.ExitCode;
import org.angarium.app.command.Subcommand;
import org.angarium.lab.process.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measurements. */
@Command(name = "bench", description = "Measure speed and memory on this machine.", footer = {
    "  angarium bench transfer", "  angarium bench routing", "  angarium bench list",
    "  angarium bench resume", "  angarium bench memory --megabytes 200"})
public final class BenchCommand extends Subcommand {
  private BenchCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Program program) {
    return new CommandLine(new BenchCommand()).addSubcommand(new TransferCommand(program))
        .addSubcommand(new MemoryCommand(program)).addSubcommand(new RoutingCommand(program))
        .addSubcommand(new ListCommand(program)).addSubcommand(new ResumeCommand(program));
  }

  @Override
  public Integer call() {
    spec().commandLine().usage(out());
    return ExitCode.OK;
  }
}
