package org.angarium.app.command;

import java.util.List;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.store.QuarantinedApdu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What arrived and could not be decoded. */
@Command(name = "quarantine", description = "List what arrived and could not be decoded.", footer = {
    "  angarium quarantine", "  angarium quarantine --json"})
final class QuarantineCommand extends Subcommand {
  private final Moments moments;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  QuarantineCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException {
    try (ControlClient mta = config.connect()) {
      List<QuarantinedApdu> all = mta.quarantine();
      if (json) {
        printJson(all);
      } else if (all.isEmpty()) {
        out().println("The quarantine is empty.");
      } else {
        Table table = new Table(">ID", "FIRST", ">TIMES", ">SIZE", "FROM", "FILE", "REASON");
        for (QuarantinedApdu apdu : all) {
          table.row(apdu.id(), moments.at(apdu.firstAt()), apdu.times(), Quantities.size(apdu.octets()),
              apdu.from(), apdu.file(), Plain.text(apdu.reason()));
        }
        print(table);
      }
      return ExitCode.OK;
    }
  }
}
