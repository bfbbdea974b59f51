package org.angarium.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.content.ContentView;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.control.DeliveryDetail;
import org.angarium.app.dissect.AnnotatedHex;
import org.angarium.app.dissect.Dissection;
import org.angarium.app.dissect.Layer;
import org.angarium.app.envelope.EnvelopeSummary;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Rendering;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists and shows what was delivered to a mailbox. */
@Command(name = "read", description = "List a mailbox, or show one message or report of it.", footer = {
    "  angarium read --mailbox anna", "  angarium read 4711", "  angarium read 4711 --delete",
    "  angarium read 4711 --format tree",
    "  angarium read 4711 --save content.ber"})
final class ReadCommand extends Subcommand {
  /** A content up to this size is read whole to be shown. */
  private static final long LONGEST_SHOWN = 32 << 20;
  /** So much of a content is read for its subject in the list: the heading comes first. */
  private static final int LISTED = 64 << 10;

  private final Moments moments;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The message, by the id that the list shows.")
  private @Nullable Long id;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = {"-m",
      "--mailbox"}, paramLabel = "NAME", description = "The mailbox; not needed if there is only one.")
  private @Nullable String mailbox;

  @Option(names = {"-n",
      "--last"}, paramLabel = "N", defaultValue = "50", description = "List only the latest N (default ${DEFAULT-VALUE}).")
  private int last;

  @Option(names = "--delete", description = "Delete it once it has been shown.")
  private boolean delete;

  @Option(names = "--save", paramLabel = "FILE", description = "Write its content octets to a file instead.")
  private @Nullable Path save;

  @Option(names = "--format", paramLabel = "FORMAT", description = "How a message is shown: text (the default), json, or tree: its content octet by octet.")
  private Format format = Format.TEXT;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  /** How a message is shown. */
  enum Format {
    TEXT, JSON, TREE
  }

  ReadCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException, IOException {
    json |= format == Format.JSON;
    MtaConfig mta = config.read();
    Long wanted = id;
    if (wanted == null && (delete || save != null)) {
      throw new CommandFailure(ExitCode.USAGE, "--delete and --save need the ID of a message");
    }
    if (wanted == null && format == Format.TREE) {
      throw new CommandFailure(ExitCode.USAGE, "--format tree needs the ID of a message");
    }
    try (ControlClient client = config.connect(mta)) {
      if (wanted == null) {
        list(client, chosen(mta));
        return ExitCode.OK;
      }
      read(client, wanted);
      if (delete) {
        out().flush();
        client.delete(wanted);
      }
      return ExitCode.OK;
    }
  }

  private String chosen(MtaConfig mta) throws CommandFailure {
    if (mailbox != null) {
      return mailbox;
    }
    if (mta.mailboxes().size() == 1) {
      return mta.mailboxes().getFirst().name();
    }
    List<String> names = mta.mailboxes().stream().map(box -> box.name()).toList();
    throw new CommandFailure(ExitCode.USAGE, names.isEmpty()
        ? "MTA " + mta.name() + " has no mailbox"
        : "which mailbox? Give --mailbox with one of " + String.join(", ", names));
  }

  private void list(ControlClient client, String name) throws ControlException, IOException {
    List<DeliveredMessage> all = client.mailbox(name);
    List<DeliveredMessage> shown = all.subList(Math.max(0, all.size() - Math.max(last, 0)), all.size());
    if (json) {
      printJson(shown);
      return;
    }
    if (all.isEmpty()) {
      out().println("Mailbox " + name + " is empty.");
      return;
    }
    Table table = new Table(">ID", "KIND", "DELIVERED", ">SIZE", "FROM", "SUBJECT");
    for (DeliveredMessage line : shown) {
      EnvelopeSummary envelope = client.delivery(line.id()).envelope();
      table.row(line.id(), line.kind().name().toLowerCase(Locale.ROOT), moments.at(line.deliveredAt()),
          line.kind() == ApduKind.MESSAGE ? Quantities.size(line.octets()) : "-", from(line, envelope),
          subject(client, line, envelope));
    }
    print(table);
    if (shown.size() < all.size()) {
      out().println("The latest " + shown.size() + " of " + all.size() + "; --last " + all.size()
          + " shows all.");
    }
  }

  private static String from(DeliveredMessage line, @Nullable EnvelopeSummary envelope) {
    if (line.kind() == ApduKind.REPORT || envelope == null) {
      return "-";
    }
    return String.valueOf(envelope.originator());
  }

  private String subject(ControlClient client, DeliveredMessage line, @Nullable EnvelopeSummary envelope)
      throws ControlException, IOException {
    if (line.kind() == ApduKind.REPORT) {
      return envelope == null ? "-" : summary(envelope);
    }
    if (line.kind() != ApduKind.MESSAGE) {
      return "-";
    }
    try (InputStream content = client.content(line.id(), LISTED)) {
      Heading heading = InformationObject.heading(content.readNBytes(LISTED));
      String subject = heading == null ? null : heading.subjectText();
      return subject == null ? "-" : Plain.text(subject);
    }
  }

  private static String summary(EnvelopeSummary report) {
    long delivered = report.recipients().stream().filter(one -> Boolean.TRUE.equals(one.delivered())).count();
    int all = report.recipients().size();
    if (all == 1) {
      EnvelopeSummary.Recipient only = report.recipients().getFirst();
      return only.outcome() == null ? "-" : only.address() + ": " + only.outcome();
    }
    return "delivered to " + delivered + " of " + Quantities.count(all, "recipient");
  }

  private void read(ControlClient client, long wanted) throws ControlException, CommandFailure, IOException {
    DeliveryDetail detail = client.delivery(wanted);
    if (save != null) {
      try (InputStream content = client.content(wanted)) {
        Files.copy(content, save);
      }
      out().println(Quantities.size(Files.size(save)) + " of content written to " + save);
    } else if (json) {
      printJson(shown(client, detail));
    } else if (format == Format.TREE) {
      tree(client, detail.delivery()).forEach(out()::println);
    } else {
      show(client, detail);
    }
  }

  private void show(ControlClient client, DeliveryDetail detail) throws ControlException, IOException {
    DeliveredMessage delivery = detail.delivery();
    FieldList fields = new FieldList(out());
    fields.field("Delivered", moments.full(delivery.deliveredAt()) + " to mailbox " + delivery.mailbox());
    EnvelopeSummary envelope = detail.envelope();
    if (envelope != null) {
      fields.envelope(envelope, moments);
    }
    if (delivery.kind() == ApduKind.MESSAGE) {
      out().println();
      lines(client, delivery).forEach(out()::println);
    }
  }

  private static Shown shown(ControlClient client, DeliveryDetail detail)
      throws ControlException, IOException {
    DeliveredMessage delivery = detail.delivery();
    Map<String, Object> content = null;
    if (delivery.kind() == ApduKind.MESSAGE && delivery.octets() <= LONGEST_SHOWN) {
      try (InputStream octets = client.content(delivery.id())) {
        content = ContentView.of(InformationObject.decode(octets.readAllBytes()));
      } catch (BerException e) {
        // The lines say why.
      }
    }
    return new Shown(delivery, detail.envelope(), content, lines(client, delivery));
  }

  /** The content octet by octet; of a probe or report, which have none, nothing. */
  private static List<String> tree(ControlClient client, DeliveredMessage delivery)
      throws ControlException, IOException, CommandFailure {
    if (delivery.kind() != ApduKind.MESSAGE) {
      return List.of();
    }
    if (delivery.octets() > LONGEST_SHOWN) {
      throw new CommandFailure(ExitCode.FAILED,
          "the content is too long to be shown; --save FILE writes it to a file");
    }
    try (InputStream content = client.content(delivery.id())) {
      byte[] octets = content.readAllBytes();
      Layer layer = Layer.recognise(octets) == Layer.P2 ? Layer.P2 : Layer.BER;
      return AnnotatedHex.lines(Dissection.of(octets, layer), false);
    }
  }

  /** The content as a person reads it; empty for a probe or report. */
  private static List<String> lines(ControlClient client, DeliveredMessage delivery)
      throws ControlException, IOException {
    String whole = "The content of " + Quantities.size(delivery.octets());
    if (delivery.kind() != ApduKind.MESSAGE) {
      return List.of();
    }
    if (delivery.octets() > LONGEST_SHOWN) {
      return List.of(whole + " is too long to be shown; --save FILE writes it to a file.");
    }
    try (InputStream content = client.content(delivery.id())) {
      return Rendering.lines(InformationObject.decode(content.readAllBytes()));
    } catch (BerException e) {
      return List.of(whole + " is no interpersonal message (" + e.getMessage()
          + "); --save FILE writes it to a file.");
    }
  }

  /**
   * A message for programs.
   *
   * @param envelope null if it has just been taken
   * @param content what it says, null if it is no interpersonal message
   * @param lines the content as a person reads it; empty for a probe or report
   */
  record Shown(DeliveredMessage delivery, @Nullable EnvelopeSummary envelope,
      @Nullable Map<String, Object> content, List<String> lines) {
    Shown {
      lines = List.copyOf(lines);
    }
  }
}
