package org.angarium.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have: help, somewhere to print, and the exit codes in the help. */
@Command(sortOptions = false, exitCodeListHeading = "%nExit codes:%n", synopsisHeading = "", descriptionHeading = "%n", parameterListHeading = "%nParameters:%n", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n", footerHeading = "%nExamples:%n", abbreviateSynopsis = true, exitCodeList = {
    "0:done", "1:failed; the reason is on standard error",
    "2:wrong usage or wrong configuration", "3:the MTA is not running"})
public abstract class Subcommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  protected final boolean colours() {
    return spec.commandLine().getColorScheme().ansi().enabled();
  }

  protected final CommandSpec spec() {
    return spec;
  }

  protected final void print(Table table) {
    table.lines(colours()).forEach(out()::println);
  }

  /** One value as JSON on one line. */
  protected final void printJson(Object value) {
    out().println(ControlJson.MAPPER.writeValueAsString(value));
  }
}
