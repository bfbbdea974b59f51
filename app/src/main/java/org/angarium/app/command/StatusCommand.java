package org.angarium.app.command;

import org.angarium.app.console.Ink;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.MtaStatus;
import org.angarium.mta.access.AccessQueueView;
import org.angarium.mta.association.ConnectorView;
import picocli.CommandLine.Command;

/** Whether the MTA runs, and how it is. */
@Command(name = "status", description = "Show whether the MTA runs, and how it is.", footer = {
    "  angarium status", "  angarium status --config /etc/angarium/alpha.toml --json"})
final class StatusCommand extends Inquiry.Live<StatusCommand.Answer> {
  private final Moments moments;

  /**
   * What is asked for.
   *
   * @param retrying connectors in open-retry
   */
  record Answer(MtaStatus status, long retrying) {}

  StatusCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  Answer ask(ControlClient mta) throws ControlException {
    return new Answer(mta.status(),
        mta.connectors().stream().map(ConnectorView::state).filter("open-retry"::equals).count());
  }

  @Override
  Object json(Answer answer) {
    return answer.status();
  }

  @Override
  void show(Answer answer) {
    MtaStatus status = answer.status();
    out().println("MTA " + Ink.STRONG.on(status.name(), colours()) + " in " + status.domain()
        + ", Angarium " + status.version());
    field("running since",
        moments.full(status.startedAt()) + " (" + moments.since(status.startedAt()) + ")");
    field("listening on", status.listening().isEmpty() ? "nothing" : String.join(", ", status.listening()));
    field("associations", status.associations() + " open");
    field("connectors", status.connectors() + (answer.retrying() == 0
        ? ""
        : ", " + Ink.WARNING.on(answer.retrying() + " in open-retry", colours())));
    if (status.disk() != null) {
      String free = Quantities.size(status.disk().free()) + " free";
      field("disk", status.disk().low()
          ? Ink.WARNING.on(free + ", less than " + Quantities.size(status.disk().least())
              + ": nothing is accepted", colours())
          : free);
    }
    status.accessUnits().forEach(this::accessUnit);
    field("queued", Quantities.count(status.queued(), "message")
        + (status.held() == 0 ? "" : ", " + status.held() + " of them held"));
  }

  private void accessUnit(AccessQueueView unit) {
    field("access unit",
        unit.name() + ", " + unit.waiting() + " waiting" + (unit.claimed() == 0
            ? ""
            : ", " + unit.claimed() + " claimed")
            + (unit.oldest() == null ? "" : ", the oldest for " + moments.since(unit.oldest())));
  }

  private void field(String name, String value) {
    out().println("  " + name + " ".repeat(15 - name.length()) + value);
  }
}
