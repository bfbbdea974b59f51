package org.angarium.app.command;

import org.angarium.mta.Mta;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code angarium}, of which everything else is a subcommand. */
@Command(name = "angarium", description = "Angarium, an X.400 message transfer agent whose associations recover.", versionProvider = RootCommand.Version.class, footer = {
    "  angarium config example > angarium.toml", "  angarium run --config angarium.toml",
    "  angarium submit --from anna --to 'G=Ben;S=Berg;P=BRAVO;A=EXAMPLE;C=DE' --text 'Hello'",
    "  angarium associations --watch"})
public final class RootCommand extends Subcommand {
  @CommandLine.Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  /** The version this program was built as. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() { return new String[]{"Angarium " + Mta.VERSION}; }
  }

  private RootCommand() {}

  /** The whole command line; more subcommands can be added to it. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine queue = new CommandLine(new QueueCommand())
        .addSubcommand(new QueueCommand.ListCommand(surroundings))
        .addSubcommand(new QueueCommand.ShowCommand(surroundings))
        .addSubcommand(new QueueCommand.RetryCommand()).addSubcommand(new QueueDisposal.Cancel())
        .addSubcommand(new QueueDisposal.Return()).addSubcommand(new QueueDisposal.Delete())
        .addSubcommand(new QueueDisposal.Freeze()).addSubcommand(new QueueDisposal.Unfreeze());
    CommandLine config = new CommandLine(new ConfigCommand()).addSubcommand(new ConfigCommand.CheckCommand())
        .addSubcommand(new ConfigCommand.ExampleCommand()).addSubcommand(new ConfigCommand.ReloadCommand());
    CommandLine route = new CommandLine(new RouteCommand()).addSubcommand(new RouteCommand.ShowCommand())
        .addSubcommand(new RouteCommand.ExplainCommand());
    CommandLine list = new CommandLine(new ListCommand()).addSubcommand(new ListCommand.ShowCommand())
        .addSubcommand(new ListCommand.MembersCommand()).addSubcommand(new ListCommand.FlushCommand());
    return new CommandLine(new RootCommand()).addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings)).addSubcommand(new SubmitCommand(surroundings))
        .addSubcommand(new ReadCommand(surroundings)).addSubcommand(new DecodeCommand(surroundings))
        .addSubcommand(queue).addSubcommand(route).addSubcommand(list)
        .addSubcommand(new AssociationsCommand(surroundings)).addSubcommand(new EventsCommand(surroundings))
        .addSubcommand(new PingCommand(surroundings)).addSubcommand(new QuarantineCommand(surroundings))
        .addSubcommand(new MtaCheckCommand(surroundings)).addSubcommand(new TrackCommand(surroundings))
        .addSubcommand(new TraceCommand(surroundings))
        .addSubcommand(config);
  }

  @Override
  public Integer call() {
    spec().commandLine().usage(out());
    return ExitCode.OK;
  }
}
