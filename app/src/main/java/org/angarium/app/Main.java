package org.angarium.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import org.angarium.app.command.Failures;
import org.angarium.app.command.RootCommand;
import org.angarium.app.command.Surroundings;
import picocli.CommandLine;

/** The program {@code angarium}. */
public final class Main {
  /** Seconds; attempts to reach a peer are at least as far apart, and each shall see a peer that has moved. */
  private static final String NAME_CACHE = "1";

  private Main() {}

  /**
   * The command line as a user gets it.
   *
   * @param more subcommands of other modules
   */
  public static CommandLine commandLine(Surroundings surroundings, Object... more) {
    Failures failures = new Failures();
    CommandLine commandLine = RootCommand.commandLine(surroundings);
    for (Object command : more) {
      commandLine.addSubcommand(command);
    }
    // Last: what is set holds for the subcommands that are there by then.
    commandLine.setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures).setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(true).setUsageHelpWidth(100);
    // picocli cannot tell the abbreviation of an option from "-", which stands for standard input there.
    commandLine.getSubcommands().values().stream()
        .filter(command -> command.getCommandName().equals("decode"))
        .forEach(command -> command.setAbbreviatedOptionsAllowed(false));
    return commandLine;
  }

  /** Runs it with these arguments, writing to standard output and standard error, and ends the process with its exit code. */
  public static void run(CommandLine commandLine, String... arguments) {
    rememberAddressesBriefly();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = commandLine.setOut(out).setErr(err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /**
   * Java would remember an address for 30 seconds and that there is none for 10, whatever the name service says meanwhile; before the first
   * look-up this can be changed.
   */
  private static void rememberAddressesBriefly() {
    Security.setProperty("networkaddress.cache.ttl", NAME_CACHE);
    Security.setProperty("networkaddress.cache.negative.ttl", NAME_CACHE);
  }
}
