package org.angarium.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import picocli.CommandLine.Option;

/** Which MTA a command is about. */
final class ConfigOption {
  @Option(names = {"-c",
      "--config"}, order = 1, paramLabel = "FILE", defaultValue = "${env:ANGARIUM_CONFIG:-angarium.toml}", description = "Configuration of the MTA; default $ANGARIUM_CONFIG or angarium.toml.")
  private Path file = Path.of("angarium.toml");

  Path file() {
    return file;
  }

  MtaConfig read() throws ConfigException, CommandFailure {
    return read(file);
  }

  static MtaConfig read(Path file) throws ConfigException, CommandFailure {
    if (!Files.exists(file)) {
      throw new CommandFailure(ExitCode.USAGE, "there is no configuration file " + file
          + "; name yours with --config, or make one with: angarium config example > angarium.toml");
    }
    return ConfigReader.read(file);
  }

  /** Reaches the running MTA. */
  ControlClient connect() throws ConfigException, CommandFailure, ControlException {
    return connect(read());
  }

  ControlClient connect(MtaConfig config) throws ControlException {
    return ControlClient.of(config.name(), config.dataDirectory(), file);
  }
}
