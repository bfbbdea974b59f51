package org.angarium.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Table;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.store.StoreCheck;
import org.angarium.mta.store.StoreFinding;
import org.angarium.mta.transfer.StoredEnvelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks through the store of a stopped MTA. */
@Command(name = "mtacheck", description = {
    "Look through the store of an MTA that is not running, and repair it.",
    "Without --repair nothing is changed. A repair copies the database first and keeps whatever it takes out in the folder "
        + "mtacheck of the data directory."}, exitCodeList = {"0:nothing is damaged",
            "1:something is damaged, or the store could not be looked through",
            "2:wrong usage or wrong configuration",
            "4:something was damaged and has been repaired"}, footer = {
                "  angarium mtacheck --config alpha.toml", "  angarium mtacheck --repair",
                "  angarium mtacheck --json"})
final class MtaCheckCommand extends Inquiry<StoreCheck.Report> {
  private final Surroundings surroundings;

  @Option(names = "--repair", description = "Repair what can be repaired.")
  private boolean repair;

  MtaCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  StoreCheck.Report answer() throws ConfigException, CommandFailure {
    MtaConfig mta = config().read();
    return repair
        ? StoreCheck.repair(mta.dataDirectory(), StoredEnvelope::recipients, surroundings.clock().instant())
        : StoreCheck.check(mta.dataDirectory(), StoredEnvelope::recipients);
  }

  @Override
  void show(StoreCheck.Report report) {
    report.counted().forEach((what, count) -> out().println(String.format("%,9d %s", count, what)));
    if (!report.found().isEmpty()) {
      Table table = new Table("WHAT IS WRONG", "OBJECT", "QUEUE", "MTS-ID", "DETAILS");
      report.found().forEach(finding -> table.row(finding.kind().word(), finding.object(),
          Objects.requireNonNullElse(finding.queue(), ""), Objects.requireNonNullElse(finding.mtsId(), ""),
          Plain.text(finding.what())));
      print(table);
    }
    out().println(verdict(report));
  }

  private static String verdict(StoreCheck.Report report) {
    long damaged = damages(report.found());
    if (damaged == 0) {
      return report.found().isEmpty()
          ? "Nothing is damaged."
          : "Nothing is damaged; what is left over the next start sees to.";
    }
    if (report.kept() != null) {
      return damages(report.left()) + " of " + damaged
          + " are left. What was taken out, and the database as it was, is in " + report.kept();
    }
    return report.left().stream().anyMatch(finding -> finding.kind() == StoreFinding.Kind.DATABASE_DAMAGED)
        ? "The database itself is damaged, and nothing was touched: "
            + StoreFinding.Kind.DATABASE_DAMAGED.remedy() + "."
        : damaged + " damaged. To repair: angarium mtacheck --repair";
  }

  private static long damages(List<StoreFinding> findings) {
    return findings.stream().filter(finding -> finding.kind().isDamage()).count();
  }

  @Override
  Object json(StoreCheck.Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sound", report.isSound());
    json.put("repaired", report.kept() != null);
    json.put("counted", report.counted());
    json.put("found", report.found().stream().map(MtaCheckCommand::json).toList());
    json.put("left", report.left().stream().map(MtaCheckCommand::json).toList());
    if (report.kept() != null) {
      json.put("kept", report.kept().toString());
    }
    return json;
  }

  private static Map<String, Object> json(StoreFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind().word());
    json.put("damage", finding.kind().isDamage());
    json.put("object", finding.object());
    if (finding.mtsId() != null) {
      json.put("mtsId", finding.mtsId());
    }
    if (finding.queue() != null) {
      json.put("queue", finding.queue());
    }
    json.put("what", finding.what());
    json.put("remedy", finding.kind().remedy());
    return json;
  }

  @Override
  int exitCode(StoreCheck.Report report) {
    if (!report.isSound()) {
      return ExitCode.FAILED;
    }
    return damages(report.found()) > 0 ? ExitCode.REPAIRED : ExitCode.OK;
  }
}
