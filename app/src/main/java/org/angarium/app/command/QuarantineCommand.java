package org.angarium.app.command;

import java.util.List;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.store.QuarantinedApdu;
import picocli.CommandLine.Command;

/** What arrived and could not be decoded. */
@Command(name = "quarantine", description = "List what arrived and could not be decoded.", footer = {
    "  angarium quarantine", "  angarium quarantine --json"})
final class QuarantineCommand extends Inquiry.Live<List<QuarantinedApdu>> {
  private final Moments moments;

  QuarantineCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  List<QuarantinedApdu> ask(ControlClient mta) throws ControlException {
    return mta.quarantine();
  }

  @Override
  void show(List<QuarantinedApdu> all) {
    if (all.isEmpty()) {
      out().println("The quarantine is empty.");
      return;
    }
    Table table = new Table(">ID", "FIRST", ">TIMES", ">SIZE", "FROM", "FILE", "REASON");
    for (QuarantinedApdu apdu : all) {
      table.row(apdu.id(), moments.at(apdu.firstAt()), apdu.times(), Quantities.size(apdu.octets()),
          apdu.from(), apdu.file(), Plain.text(apdu.reason()));
    }
    print(table);
  }
}
