package org.angarium.app.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Moments;
import org.angarium.app.console.Plain;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackedRecipient;
import org.angarium.mta.tracking.TrackingField;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingRecord;
import org.angarium.mta.tracking.TrackingStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the way of one message, through as many MTAs as can be asked. */
@Command(name = "trace", description = "Draw the way of a message and of the reports on it, recipient by recipient.", footer = {
    "  angarium trace '/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.261124.0F3K.1F'",
    "  angarium trace --config alpha.toml --also bravo.toml '/C=DE/A=EXAMPLE/P=ALPHA/;ALPHA.261124.0F3K.1F'"})
final class TraceCommand extends Subcommand {
  private final Moments moments;

  @Parameters(paramLabel = "MTS-ID", description = "As submit and track print it.")
  private String mtsId = "";

  @Mixin
  private ConfigOption config = new ConfigOption();

  @Option(names = "--also", paramLabel = "FILE", description = "Configuration of another MTA that is asked, too; may be repeated.")
  private List<Path> also = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** A step and the MTA that took it. */
  record Seen(String mta, TrackingRecord step) {}

  /** What all MTAs together know of one MTS-identifier. */
  record Way(String mtsId, String kind, List<Seen> steps) {}

  TraceCommand(Surroundings surroundings) {
    this.moments = surroundings.moments();
  }

  @Override
  public Integer call() throws ConfigException, CommandFailure, ControlException {
    Map<String, Way> ways = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>(List.of(config.file()));
    files.addAll(also);
    for (Path file : files) {
      MtaConfig mta = ConfigOption.read(file);
      try (ControlClient client = ControlClient.of(mta.name(), mta.dataDirectory(), file)) {
        client.tracked(TrackingQuery.of(mtsId)).forEach(message -> add(ways, mta.name(), message));
      }
    }
    if (ways.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, "nothing is known of " + mtsId
          + "; it may have been forgotten (tracking.keep), or never have been here");
    }
    ways.values().forEach(way -> way.steps.sort(Comparator.comparing(seen -> seen.step.at())));
    if (json) {
      printJson(List.copyOf(ways.values()));
    } else {
      ways.values().forEach(this::draw);
    }
    return ExitCode.OK;
  }

  private static void add(Map<String, Way> ways, String mta, TrackedMessage message) {
    Way way = ways.computeIfAbsent(message.mtsId(),
        id -> new Way(id, message.kind(), new ArrayList<>()));
    message.records().forEach(step -> way.steps.add(new Seen(mta, step)));
  }

  private void draw(Way way) {
    out().println(Ink.STRONG.on(Plain.text(way.kind + " " + way.mtsId), colours()));
    way.steps.stream().map(Seen::step).filter(step -> !step.field(TrackingField.ORIGINATOR).isEmpty())
        .findFirst().ifPresent(step -> out().println(Plain.text("from " + step.field(TrackingField.ORIGINATOR)
            + ", " + step.field(TrackingField.PRIORITY) + ", " + step.field(TrackingField.OCTETS) + " octets"
            + described(", content identifier ", step.field(TrackingField.CONTENT_IDENTIFIER)))));
    way.steps.stream().map(Seen::step).map(step -> step.field(TrackingField.SUBJECT))
        .filter(subject -> !subject.isEmpty()).findFirst()
        .ifPresent(subject -> out().println(Plain.text("on " + subject)));
    Map<Integer, String> names = names(way);
    Set<String> recipients = new LinkedHashSet<>();
    way.steps.forEach(
        seen -> seen.step.recipients().forEach(recipient -> recipients.add(key(recipient, names))));
    recipients.forEach(key -> {
      out().println(Plain.text("  to " + key));
      timeline(way.steps.stream().filter(seen -> seen.step.recipients().isEmpty() || seen.step.recipients()
          .stream().anyMatch(other -> key(other, names).equals(key))).toList());
    });
    if (recipients.isEmpty()) {
      timeline(way.steps);
    }
    out().println();
  }

  /** The names that belong to one number only: members of a list all have the number of the list. */
  private static Map<Integer, String> names(Way way) {
    Map<Integer, String> names = new HashMap<>();
    way.steps.forEach(seen -> seen.step.recipients().forEach(recipient -> {
      if (recipient.number() > 0 && !recipient.name().isEmpty()) {
        names.merge(recipient.number(), recipient.name(), (one, other) -> one.equals(other) ? one : "");
      }
    }));
    return names;
  }

  /** What is the same in every MTA: the name, which an MTA that has forgotten the beginning knows by the number only. */
  private static String key(TrackedRecipient recipient, Map<Integer, String> names) {
    String name = recipient.name().isEmpty() ? names.getOrDefault(recipient.number(), "") : recipient.name();
    return !name.isEmpty()
        ? name
        : recipient.number() > 0 ? "recipient " + recipient.number() : "a recipient that is not remembered";
  }

  private void timeline(List<Seen> steps) {
    Instant start = steps.isEmpty() ? Instant.EPOCH : steps.getFirst().step.at();
    int width = steps.stream().mapToInt(seen -> seen.mta.length()).max().orElse(0);
    String before = "";
    for (Seen seen : steps) {
      boolean elsewhere = !before.isEmpty() && !before.equals(seen.mta);
      before = seen.mta;
      out().println(Plain.text("   " + (elsewhere ? "╞" : "│") + " " + moments.full(seen.step.at()) + "  "
          + after(Duration.between(start, seen.step.at())) + "  " + pad(seen.mta, width) + "  "
          + pad(seen.step.step().word(), 14) + "  " + detail(seen.step)));
    }
  }

  private static String after(Duration duration) {
    return String.format(Locale.ROOT, "%+11.3f s", duration.toMillis() / 1000.0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String detail(TrackingRecord step) {
    StringBuilder text = new StringBuilder();
    text.append(described("from ", step.field(TrackingField.FROM)));
    text.append(described(step.step() == TrackingStep.REROUTED || text.isEmpty() ? " over " : ", over ",
        step.field(TrackingField.CONNECTOR)));
    text.append(described(" into ", step.field(TrackingField.MAILBOX)));
    text.append(described(", association ", step.field(TrackingField.ASSOCIATION)));
    text.append(described(", attempt ", step.field(TrackingField.ATTEMPTS)));
    text.append(described(" ", step.field(TrackingField.REASON)));
    text.append(described(", ", step.field(TrackingField.DIAGNOSTIC)));
    text.append(described(" by ", step.field(TrackingField.REPORT)));
    text.append(described(" until ", step.field(TrackingField.UNTIL)));
    text.append(described(" → ", step.field(TrackingField.REPLACEMENT)));
    text.append(described(": ", step.field(TrackingField.WHY)));
    return text.toString().strip();
  }

  private static String described(String before, String value) {
    return value.isEmpty() ? "" : before + value;
  }
}
