package org.angarium.app.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.QueueDetail;
import org.angarium.app.control.QueueItem;
import org.angarium.mta.store.HeldFor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What waits for connectors and access units. */
@Command(name = "queue", description = {
    "Show what waits, try again at once, or decide about a message that waits.",
    "Held messages have (deferred), (list) or (frozen) in the place of a connector."}, footer = {
        "  angarium queue list", "  angarium queue list BRAVO --json", "  angarium queue show 4711",
        "  angarium queue retry            try every connector again at once",
        "  angarium queue retry BRAVO", "  angarium queue return 4711 --yes"})
final class QueueCommand extends Subcommand {
  private static final String FROZEN = HeldFor.FROZEN.queue();
  private static final String DEFERRED = HeldFor.DEFERRED_DELIVERY.queue();

  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE,
        "queue needs one of list, show, retry, cancel, return, delete, freeze and unfreeze;"
            + " see: angarium queue --help");
  }

  @Command(name = "list", description = "List what waits, in the order of transfer.", footer = {
      "  angarium queue list", "  angarium queue list BRAVO", "  angarium queue list --json"})
  static final class ListCommand extends Inquiry.Live<List<QueueItem>> {
    private final Moments moments;

    @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Only what waits for this connector or access unit.")
    private @Nullable String connector;

    ListCommand(Surroundings surroundings) {
      this.moments = surroundings.moments();
    }

    @Override
    List<QueueItem> ask(ControlClient mta) throws ControlException {
      return mta.queue(Optional.ofNullable(connector));
    }

    @Override
    void show(List<QueueItem> items) {
      if (items.isEmpty()) {
        out().println("Nothing is queued" + (connector == null ? "." : " for " + connector + "."));
        return;
      }
      Table table = new Table(">ID", "CONNECTOR", "KIND", "PRIORITY", ">SIZE", ">WAITS", ">FAILED", "STATE",
          "MTS-ID");
      for (QueueItem item : items) {
        table.row(item.id(), item.connector(), item.kind().name().toLowerCase(Locale.ROOT), item.priority(),
            Quantities.size(item.octets()), moments.since(item.arrival()), item.attempts(),
            state(item, moments), item.mtsId());
      }
      print(table);
      long octets = items.stream().mapToLong(QueueItem::octets).sum();
      out().println(items.size() + (items.size() == 1 ? " entry, " : " entries, ") + Quantities.size(octets));
    }
  }

  private static String state(QueueItem item, Moments moments) {
    if (item.association() != null) {
      return "sending on " + item.association();
    }
    if (item.claimedUntil() != null) {
      return "claimed, lapses " + moments.until(item.claimedUntil());
    }
    if (item.connector().equals(FROZEN)) {
      return "frozen";
    }
    if (item.notBefore() == null || !item.notBefore().isAfter(moments.now())) {
      return "waiting";
    }
    return (item.connector().equals(DEFERRED) ? "due " : "again ") + moments.until(item.notBefore());
  }

  @Command(name = "show", description = "Show one entry with its envelope.", footer = {
      "  angarium queue show 4711", "  angarium queue show 4711 --json"})
  static final class ShowCommand extends Inquiry.Live<QueueDetail> {
    private final Moments moments;

    @Parameters(paramLabel = "ID", description = "Id of the entry, as queue list shows it.")
    private long id;

    ShowCommand(Surroundings surroundings) {
      this.moments = surroundings.moments();
    }

    @Override
    QueueDetail ask(ControlClient mta) throws ControlException {
      return mta.queueEntry(id);
    }

    @Override
    void show(QueueDetail detail) {
      QueueItem item = detail.entry();
      FieldList fields = new FieldList(out());
      fields.field("Queue entry", item.id() + " for " + item.connector());
      fields.field("State", state(item, moments));
      fields.field("Failed transfers", String.valueOf(item.attempts()));
      fields.field("Accepted", moments.full(item.arrival()) + " (" + moments.since(item.arrival()) + " ago)");
      fields.field("Expires", moments.full(item.expiry()) + " (" + moments.until(item.expiry()) + ")");
      fields.field("Size", Quantities.size(item.octets()));
      if (detail.envelope() != null) {
        fields.envelope(detail.envelope(), moments);
      }
    }
  }

  @Command(name = "retry", description = "Try at once what waits for a retry.", footer = {
      "  angarium queue retry", "  angarium queue retry BRAVO",
      "  angarium queue retry '(list)'     look for the members of lists again"})
  static final class RetryCommand extends Inquiry.Live<Integer> {
    @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Only this one; default all, and lists whose members could not be found.")
    private @Nullable String connector;

    @Override
    Integer ask(ControlClient mta) throws ControlException {
      return mta.retry(Optional.ofNullable(connector));
    }

    @Override
    Object json(Integer told) {
      return Map.of("connectors", told);
    }

    @Override
    void show(Integer told) {
      out().println(
          Quantities.count(told, "connector") + (told == 1 ? " tries" : " try") + " again at once.");
    }
  }
}
