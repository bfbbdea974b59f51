package org.angarium.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import org.angarium.app.console.Ink;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.store.StoreException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says in one sentence on standard error why a command failed, and chooses the exit code. */
public final class Failures
    implements
      CommandLine.IExecutionExceptionHandler,
      CommandLine.IParameterExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command,
      CommandLine.ParseResult parsed) {
    switch (failure) {
      case CommandFailure expected -> {
        say(command, expected.getMessage());
        return expected.exitCode();
      }
      case ConfigException wrong -> {
        say(command, wrong.getMessage());
        return ExitCode.USAGE;
      }
      case ControlException.NotRunning gone -> {
        say(command, gone.getMessage());
        return ExitCode.NOT_RUNNING;
      }
      case ControlException refused -> say(command, refused.getMessage());
      case StoreException store -> say(command, store.getMessage());
      case IOException io -> say(command, io.getMessage() == null ? io.toString() : io.getMessage());
      case InterruptedException interrupted -> say(command, "interrupted");
      default -> {
        say(command, "internal error, please report it: " + failure);
        failure.printStackTrace(command.getErr());
      }
    }
    return ExitCode.FAILED;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    say(command, wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.getErr()
        .println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static void say(CommandLine command, @Nullable String text) {
    PrintWriter err = command.getErr();
    err.println(Ink.BAD.on("angarium:", command.getColorScheme().ansi().enabled()) + " " + text);
    err.flush();
  }
}
