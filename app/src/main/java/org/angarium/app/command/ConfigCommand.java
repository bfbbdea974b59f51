package org.angarium.app.command;

import java.nio.file.Path;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The configuration file. */
@Command(name = "config", description = "Check the configuration, print an example, or use it anew.", footer = {
    "  angarium config example > angarium.toml", "  angarium config check angarium.toml",
    "  angarium config reload"})
final class ConfigCommand extends Subcommand {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE,
        "config needs one of check, example and reload; see: angarium config --help");
  }

  @Command(name = "check", description = "Tell everything that is wrong with a configuration file.", footer = {
      "  angarium config check angarium.toml"})
  static final class CheckCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file; default as for --config.")
    private @Nullable Path file;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws ConfigException, CommandFailure {
      Path checked = file == null ? config.file() : file;
      MtaConfig read = ConfigOption.read(checked);
      out().println(checked + " is right: MTA " + read.name() + " in " + read.domain() + ", "
          + Quantities.count(read.listeners().size(), "listener") + ", "
          + Quantities.count(read.connectors().size(), "connector") + ", "
          + (read.mailboxes().size() == 1 ? "1 mailbox" : read.mailboxes().size() + " mailboxes") + ".");
      return ExitCode.OK;
    }
  }

  @Command(name = "example", description = "Print a commented example of every key.", footer = {
      "  angarium config example > angarium.toml"})
  static final class ExampleCommand extends Subcommand {
    @Override
    public Integer call() {
      out().print(ConfigReader.example());
      out().flush();
      return ExitCode.OK;
    }
  }

  @Command(name = "reload", description = "Have the running MTA read its configuration file anew.", footer = {
      "  angarium config reload"})
  static final class ReloadCommand extends Subcommand {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws ConfigException, CommandFailure, ControlException {
      try (ControlClient mta = config.connect()) {
        out().println("The configuration was read anew: " + mta.reload());
        return ExitCode.OK;
      }
    }
  }
}
