package org.angarium.app.command;

import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds something out about an MTA and shows it to people, or as JSON to a machine. */
abstract class Inquiry<A> extends Subcommand {
  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--json", order = 1, description = "Print JSON.")
  private boolean json;

  final ConfigOption config() {
    return config;
  }

  abstract A answer() throws ConfigException, CommandFailure, ControlException;

  abstract void show(A answer);

  /** What a machine gets to read. */
  Object json(A answer) {
    return answer;
  }

  int exitCode(A answer) {
    return ExitCode.OK;
  }

  @Override
  public final Integer call() throws ConfigException, CommandFailure, ControlException {
    A answer = answer();
    if (json) {
      printJson(json(answer));
    } else {
      show(answer);
    }
    return exitCode(answer);
  }

  /** One that asks the running MTA. */
  abstract static class Live<A> extends Inquiry<A> {
    abstract A ask(ControlClient mta) throws CommandFailure, ControlException;

    @Override
    final A answer() throws ConfigException, CommandFailure, ControlException {
      try (ControlClient mta = config().connect()) {
        return ask(mta);
      }
    }
  }
}
