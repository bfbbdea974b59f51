package org.angarium.app.command;

import java.time.Duration;
import java.util.List;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.association.ConnectorView;
import org.angarium.mta.association.ConnectorView.AssociationView;
import org.angarium.mta.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connectors and their associations. */
@Command(name = "associations", aliases = "connectors", description = "Show connectors and their associations.", footer = {
    "  angarium associations",
    "  angarium associations --watch", "  angarium associations --json | jq '.[].state'"})
final class AssociationsCommand extends Subcommand {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Moments moments;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = {"-w",
      "--watch"}, arity = "0..1", paramLabel = "SECONDS", defaultValue = "0", fallbackValue = "2", description = "Show it again every 2 (or so many) seconds, until Ctrl-C.")
  private int watch;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  AssociationsCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException, InterruptedException {
    try (ControlClient mta = config.connect()) {
      show(mta.connectors());
      while (watch > 0) {
        Thread.sleep(Duration.ofSeconds(watch));
        List<ConnectorView> connectors = mta.connectors();
        out().print(colours() ? CLEAR : System.lineSeparator());
        show(connectors);
      }
      return ExitCode.OK;
    }
  }

  private void show(List<ConnectorView> connectors) {
    if (json) {
      printJson(connectors);
    } else if (connectors.isEmpty()) {
      out().println("The configuration has no connector.");
    } else {
      connectors(connectors);
      failures(connectors);
      associations(connectors);
    }
    out().flush();
  }

  private void connectors(List<ConnectorView> connectors) {
    Table table = new Table("CONNECTOR", "STATE", "REMOTE MTA", "ADDRESS", ">WAITING", ">SIZE", ">OLDEST",
        ">FAILED", "NEXT TRY");
    for (ConnectorView view : connectors) {
      table.row(view.name(), state(view.state()), view.remoteMta(), view.address(), view.waiting(),
          Quantities.size(view.waitingOctets()), moments.since(view.oldest()), view.failedAttempts(),
          moments.until(view.nextAttempt()));
    }
    print(table);
  }

  private static Table.Cell state(String state) {
    return new Table.Cell(state, switch (state) {
      case "up" -> Ink.GOOD;
      case "open-retry" -> Ink.WARNING;
      default -> Ink.PLAIN;
    });
  }

  private void failures(List<ConnectorView> connectors) {
    List<ConnectorView> failed = connectors.stream().filter(view -> view.lastFailure() != null).toList();
    if (!failed.isEmpty()) {
      out().println();
      failed.forEach(view -> out().println(view.name() + ": last failure: " + view.lastFailure()));
    }
  }

  private void associations(List<ConnectorView> connectors) {
    Table table = new Table(">ASSOCIATION", "CONNECTOR", "DIRECTION", "DIALOGUE", "STATE", "TURN", ">OPEN",
        ">MESSAGES", "TRANSFERRING");
    boolean any = false;
    for (ConnectorView view : connectors) {
      for (AssociationView association : view.associations()) {
        any = true;
        table.row(association.id(), view.name(), association.direction(), association.dialogue(),
            association.state(), association.turn(), moments.since(association.since()),
            association.transferred(), association.transferring() == null ? "-" : association.transferring());
      }
    }
    out().println();
    if (any) {
      print(table);
    } else {
      out().println("No association is open.");
    }
  }
}
