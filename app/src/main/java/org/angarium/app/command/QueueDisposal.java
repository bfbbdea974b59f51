package org.angarium.app.command;

import java.util.Map;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does with a waiting message what the MTA would not have done by itself. */
abstract class QueueDisposal extends Subcommand {
  @Parameters(paramLabel = "ENTRY", description = "Id of the entry, as queue list shows it.")
  private long entry;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final String done;

  /** @param done what is said afterwards, after the entry's number */
  QueueDisposal(String done) {
    this.done = done;
  }

  abstract void dispose(ControlClient mta, long id) throws ControlException;

  /** Why it is not done yet; empty if it is. */
  String doubt() {
    return "";
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException {
    if (!doubt().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, doubt());
    }
    try (ControlClient mta = config.connect()) {
      dispose(mta, entry);
    }
    if (json) {
      printJson(Map.of("entry", entry));
    } else {
      out().println("Entry " + entry + " " + done + ".");
    }
    return ExitCode.OK;
  }

  /** One that cannot be undone. */
  abstract static class ForGood extends QueueDisposal {
    private final String consequence;

    @Option(names = "--yes", description = "Really do it: it cannot be undone.")
    private boolean sure;

    /** @param consequence what happens, a sentence */
    ForGood(String done, String consequence) {
      super(done);
      this.consequence = consequence;
    }

    @Override
    String doubt() {
      return sure ? "" : consequence + "; this cannot be undone. If you want it, add --yes";
    }
  }

  @Command(name = "cancel", description = {"Cancel a message that is held until its deferred delivery time.",
      "Its originator gets a report."}, footer = {"  angarium queue cancel 4711 --yes"})
  static final class Cancel extends ForGood {
    Cancel() {
      super("was cancelled; its originator gets a report",
          "the message will not be delivered, and its originator gets a report");
    }

    @Override
    void dispose(ControlClient mta, long id) throws ControlException {
      mta.cancel(id);
    }
  }

  @Command(name = "return", description = {"Return a waiting message to its originator, with a report.",
      "It must not be under way; a report that waits is dropped."}, footer = {
          "  angarium queue return 4711 --yes"})
  static final class Return extends ForGood {
    Return() {
      super("was returned; its originator gets a report",
          "the message will not be delivered, and its originator gets a non-delivery report");
    }

    @Override
    void dispose(ControlClient mta, long id) throws ControlException {
      mta.returnToOriginator(id);
    }
  }

  @Command(name = "delete", description = {"Delete a waiting message without a report.",
      "Nobody is told; message tracking still knows of it."}, footer = {"  angarium queue delete 4711 --yes"})
  static final class Delete extends ForGood {
    Delete() {
      super("was deleted; nobody is told", "the message will not be delivered, and nobody will be told");
    }

    @Override
    void dispose(ControlClient mta, long id) throws ControlException {
      mta.deleteWaiting(id);
    }
  }

  @Command(name = "freeze", description = {"Keep a waiting message back, also over a restart.",
      "It is returned when its lifetime ends."}, footer = {"  angarium queue freeze 4711"})
  static final class Freeze extends QueueDisposal {
    Freeze() {
      super("is frozen; let it go on with: angarium queue unfreeze");
    }

    @Override
    void dispose(ControlClient mta, long id) throws ControlException {
      mta.freeze(id);
    }
  }

  @Command(name = "unfreeze", description = "Let a frozen message go on; it is routed anew.", footer = {
      "  angarium queue unfreeze 4711"})
  static final class Unfreeze extends QueueDisposal {
    Unfreeze() {
      super("goes on, as a new entry");
    }

    @Override
    void dispose(ControlClient mta, long id) throws ControlException {
      mta.unfreeze(id);
    }
  }
}
