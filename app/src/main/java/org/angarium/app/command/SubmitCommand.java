package org.angarium.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.angarium.app.compose.ComposedContent;
import org.angarium.app.compose.Letter;
import org.angarium.app.console.Quantities;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submitted;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
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
    "  angarium submit --from anna --to ben --text 'Happy New Year' --deferred-until 2027-01-01T00:00:00Z",
    "  angarium submit --from anna --to ben --probe --json"})
final class SubmitCommand extends Subcommand {
  private static final int LONGEST_INPUT = 64 << 20;
  private static final ComposedContent NO_CONTENT = new ComposedContent(InputStream::nullInputStream, 0,
      ContentType.BuiltIn.IPM_1988, null);

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

  @Mixin
  private SubmissionOptions asked = new SubmissionOptions();

  @Option(names = "--probe", description = "Only ask whether it could be delivered; nothing is sent.")
  private boolean probe;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What is printed for programs; {@code octets} is the length of the content. */
  record Outcome(String mtsId, long octets, boolean repeated) {}

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
    OrName originator = name("--from", from, mta);
    List<OrName> recipients = new ArrayList<>();
    for (String text : to) {
      recipients.add(name("--to", text, mta));
    }
    Submission.Builder submission = asked.begin(surroundings.clock().instant());
    for (OrName recipient : recipients) {
      submission.to(asked.recipient(recipient));
    }
    try (ControlClient client = config.connect(mta)) {
      ComposedContent content = content(new Letter(originator, recipients, subject,
          Letter.identifier(surroundings.clock().instant(), new SecureRandom())));
      if (probe) {
        submission.probe(-1);
      }
      submission.contentType(content.contentType()).types(content.types());
      tell(client.submit(from, submission.build(), content.opener()::open, content.length()),
          content.length());
    }
    return ExitCode.OK;
  }

  private void tell(Submitted submitted, long octets) {
    if (json) {
      printJson(new Outcome(submitted.mtsId(), octets, submitted.repeated()));
    } else if (submitted.repeated()) {
      out().println("Submitted before under this key: " + submitted.mtsId());
    } else {
      out().println((probe ? "Probe submitted: " : "Submitted, " + Quantities.size(octets) + ": ")
          + submitted.mtsId());
    }
  }

  /** A name of a local mailbox stands for its first address. What has no "=" is no address in any form: it was meant as a name. */
  private static OrName name(String option, String text, MtaConfig mta) throws CommandFailure {
    String address = mta.mailboxes().stream().filter(mailbox -> mailbox.name().equals(text))
        .map(MailboxConfig::addresses).map(List::getFirst).findFirst().orElse(text);
    if (!address.contains("=")) {
      List<String> names = mta.mailboxes().stream().map(MailboxConfig::name).toList();
      throw new CommandFailure(ExitCode.USAGE, option + ": MTA " + mta.name() + " has no mailbox " + text
          + (names.isEmpty() ? "" : ", it has " + String.join(", ", names))
          + "; anybody else is named by an O/R address like C=DE;A=EXAMPLE;P=BRAVO;S=Berg");
    }
    return SubmissionOptions.name(option, address);
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
