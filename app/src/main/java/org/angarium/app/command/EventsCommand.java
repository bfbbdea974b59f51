package org.angarium.app.command;

import java.io.IOException;
import java.util.Locale;
import org.angarium.app.console.EventLines;
import org.angarium.app.console.Moments;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.EventHistory;
import org.angarium.app.control.EventView;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.EventId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What has happened in an MTA, and what happens. */
@Command(name = "events", description = {"Show what has happened in the MTA, and what happens.",
    "If it does not run, what it wrote last."}, footer = {"  angarium events",
        "  angarium events --follow --level warning",
        "  angarium events --last 1000 --json | jq 'select(.id == 289)'"})
final class EventsCommand extends Subcommand {
  private final Moments moments;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = {"-f", "--follow"}, description = "Go on with what happens, until Ctrl-C.")
  private boolean follow;

  @Option(names = {"-n",
      "--last"}, paramLabel = "N", defaultValue = "50", description = "Begin with the latest N (default ${DEFAULT-VALUE}).")
  private int last;

  @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "information", description = "Only events as grave as this: information, warning or error.")
  private EventId.Level level = EventId.Level.INFORMATION;

  @Option(names = "--json", description = "Print JSON, one event a line.")
  private boolean json;

  EventsCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException, IOException {
    MtaConfig mta = config.read();
    EventLines lines = new EventLines(moments, colours());
    try (ControlClient client = config.connect(mta)) {
      client.events(Math.max(0, last), follow, event -> show(lines, event));
    } catch (ControlException.NotRunning e) {
      if (follow || !mta.eventLog().file().toFile().canRead()) {
        throw e;
      }
      err().println("MTA " + mta.name() + " is not running; from " + mta.eventLog().file() + ":");
      EventHistory.last(mta.eventLog().file(), Math.max(0, last)).forEach(event -> show(lines, event));
    }
    return ExitCode.OK;
  }

  private void show(EventLines lines, EventView event) {
    if (EventId.Level.valueOf(event.level().toUpperCase(Locale.ROOT)).compareTo(level) < 0) {
      return;
    }
    if (json) {
      printJson(event);
    } else {
      out().println(lines.line(event));
    }
    out().flush();
  }
}
