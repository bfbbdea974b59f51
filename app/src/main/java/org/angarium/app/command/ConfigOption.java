package org.angarium.app.command;

import java.nio.file.Path;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ConfigReader;
import org.angarium.mta.config.MtaConfig;
import picocli.CommandLine.Option;

/** Which MTA a command is about. */
final class ConfigOption {
  @Option(names = {"-c", "--config"}, paramLabel = "FILE",
      defaultValue = "${env:ANGARIUM_CONFIG:-angarium.toml}",
      description = "Configuration file of the MTA; default $ANGARIUM_CONFIG, else ./angarium.toml.")
  private Path file = Path.of("angarium.toml");

  Path file() {
    return file;
  }

  MtaConfig read() throws ConfigException {
    return ConfigReader.read(file);
  }

  /** Reaches the running MTA. */
  ControlClient connect() throws ConfigException, ControlException {
    return connect(read());
  }

  ControlClient connect(MtaConfig config) throws ControlException {
    return ControlClient.of(config.name(), config.dataDirectory(), file);
  }
}
