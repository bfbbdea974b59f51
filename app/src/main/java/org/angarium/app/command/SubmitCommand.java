package org.angarium.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.angarium.app.compose.ComposedContent;
import org.angarium.app.compose.Letter;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.Submission;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a message or probe. */
@Command(name = "submit", customSynopsis = "angarium submit --from MAILBOX --to ADDRESS [--text TEXT | --file FILE] [OPTIONS]", description = "Send a message or probe. When it returns, the MTA has it safely.", footer = {
    "  angarium submit --from anna --to 'G=Ben;S=Berg;P=BRAVO;A=EXAMPLE;C=DE' \\",
    "      --subject 'Hello' --text 'How are you?'", "  uname -a | angarium submit --from anna --to ben",
    "  angarium submit --from anna --to ben --file survey.tar --priority urgent --report",
    "  angarium submit --from anna --to ben --probe --json"})
final class SubmitCommand extends Subcommand {
  private static final int LONGEST_INPUT = 64 << 20;
  private static final ComposedContent NO_CONTENT = new ComposedContent(InputStream::nullInputStream, 0, "22",
      List.of());

  private final Surroundings surroundings;

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--from", required = true, paramLabel = "MAILBOX", description = "Mailbox that sends it, or one of its O/R addresses.")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "ADDRESS", description = "Recipient: an O/R address, or a mailbox of this MTA; may be repeated.")
  private List<String> to = new ArrayList<>();

  @Option(names = "--subject", paramLabel = "TEXT", description = "What it is about.")
  private String subject = "";

  @ArgGroup
  private Body body = new Body();

  @Option(names = "--priority", paramLabel = "PRIORITY", defaultValue = "normal", description = "urgent, normal or non-urgent (default ${DEFAULT-VALUE}).")
  private String priority = "normal";

  @Option(names = "--report", description = "Ask for a report on delivery, too.")
  private boolean report;

  @Option(names = "--return-content", description = "Ask for the content back if it cannot be delivered.")
  private boolean returnContent;

  @Option(names = "--latest", paramLabel = "WHEN", description = "Return it if not delivered by then: a time (2026-11-24T18:00:00Z) or from now (PT2H).")
  private @Nullable String latest;

  @Option(names = "--content-id", paramLabel = "TEXT", description = "At most 16 characters that reports will repeat.")
  private @Nullable String contentIdentifier;

  @Option(names = "--probe", description = "Only ask whether it could be delivered; nothing is sent.")
  private boolean probe;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What is printed for programs; {@code octets} is the length of the content. */
  record Submitted(String mtsId, long octets) {}

  /** Where the text comes from. */
  static final class Body {
    @Option(names = "--text", paramLabel = "TEXT", description = "The text; default is standard input.")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "A file of any size: a text, or octets (bilaterally defined).")
    private @Nullable Path file;
  }

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException, IOException {
    MtaConfig mta = config.read();
    OrName originator = name("--from", addressOf(from, mta));
    List<String> addresses = to.stream().map(text -> addressOf(text, mta)).toList();
    List<OrName> recipients = new ArrayList<>();
    for (String address : addresses) {
      recipients.add(name("--to", address));
    }
    Priority rank = priority();
    Instant deadline = latest == null ? null : deadline(latest, surroundings.clock().instant());
    try (ControlClient client = config.connect(mta)) {
      ComposedContent content = content(new Letter(originator, recipients, subject,
          Letter.identifier(surroundings.clock().instant(), new SecureRandom())));
      Submission submission = new Submission(from, addresses, probe, rank, content.contentType(),
          content.textTypes(), report, returnContent, deadline, contentIdentifier);
      String mtsId = client.submit(submission, content.opener()::open, content.length());
      tell(mtsId, content.length());
    }
    return ExitCode.OK;
  }

  private void tell(String mtsId, long octets) {
    if (json) {
      printJson(new Submitted(mtsId, octets));
    } else {
      out().println((probe ? "Probe submitted: " : "Submitted, " + Quantities.size(octets) + ": ") + mtsId);
    }
  }

  /** A name of a local mailbox stands for its first address. */
  private static String addressOf(String text, MtaConfig mta) {
    return mta.mailboxes().stream().filter(mailbox -> mailbox.name().equals(text))
        .map(MailboxConfig::addresses).map(List::getFirst).findFirst().orElse(text);
  }

  private static OrName name(String option, String address) throws CommandFailure {
    try {
      return OrName.parse(address);
    } catch (AddressSyntaxException e) {
      throw new CommandFailure(ExitCode.USAGE,
          option + ": neither a mailbox of this MTA nor an O/R address: " + e.getMessage());
    }
  }

  private Priority priority() throws CommandFailure {
    return switch (priority) {
      case "urgent" -> Priority.URGENT;
      case "normal" -> Priority.NORMAL;
      case "non-urgent" -> Priority.NON_URGENT;
      default -> throw new CommandFailure(ExitCode.USAGE,
          "--priority: must be urgent, normal or non-urgent, not " + priority);
    };
  }

  private static Instant deadline(String text, Instant now) throws CommandFailure {
    try {
      Instant time = text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
      if (!UtcTime.isExpressible(time)) {
        throw new CommandFailure(ExitCode.USAGE, "--latest: " + text + " is too far away");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw new CommandFailure(ExitCode.USAGE, "--latest: must be a time like 2026-11-24T18:00:00Z"
          + " or a duration like PT2H, not " + text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandFailure(ExitCode.USAGE, "--latest: " + text + " is too far away");
    }
  }

  private ComposedContent content(Letter letter) throws IOException, CommandFailure {
    if (probe) {
      return NO_CONTENT;
    }
    if (body.file != null) {
      return letter.withFile(body.file);
    }
    return letter.withText(body.text == null ? input() : body.text);
  }

  private String input() throws IOException, CommandFailure {
    byte[] octets = surroundings.input().readNBytes(LONGEST_INPUT + 1);
    if (octets.length > LONGEST_INPUT) {
      throw new CommandFailure(ExitCode.FAILED, "standard input is longer than "
          + Quantities.size(LONGEST_INPUT) + "; put it into a file and use --file");
    }
    return new String(octets, StandardCharsets.UTF_8);
  }
}
