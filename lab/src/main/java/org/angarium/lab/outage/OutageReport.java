package org.angarium.lab.outage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.angarium.app.console.Ink;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.console.Table.Cell;
import org.angarium.lab.console.Figures;
import org.angarium.lab.mail.Audit;
import org.jspecify.annotations.Nullable;

/** The matrix, and whether it is as it should be. */
final class OutageReport {
  private static final double PERCENTILE = 0.99;

  private final List<OutageOutcome> outcomes = new ArrayList<>();
  private final List<Audit> audits = new ArrayList<>();
  private int restarts;

  void add(OutageOutcome outcome) {
    outcomes.add(outcome);
  }

  /** At the end of the run of one pair. */
  void add(Audit audit, int restarted) {
    audits.add(audit);
    restarts += restarted;
  }

  boolean isSuccess() {
    return restarts == 0 && outcomes.stream().allMatch(OutageOutcome::isComplete)
        && outcomes.stream().allMatch(OutageOutcome::isModest) && isThrifty()
        && audits.stream().allMatch(Audit::isPerfect)
        && settings().stream().allMatch(each -> withinGoal(of(each)));
  }

  /** Whether no cut cost more than window × checkpoint size. */
  private boolean isThrifty() {
    return outcomes.stream().allMatch(OutageOutcome::isThrifty);
  }

  private long dearest() {
    return outcomes.stream().mapToLong(OutageOutcome::dearest).max().orElse(0);
  }

  private List<RecoverySettings> settings() {
    return outcomes.stream().map(OutageOutcome::settings).distinct().toList();
  }

  private List<OutageOutcome> of(RecoverySettings settings) {
    return outcomes.stream().filter(outcome -> outcome.settings().equals(settings)).toList();
  }

  /** All of them; of a whole matrix the 99th percentile. */
  private static boolean withinGoal(List<OutageOutcome> some) {
    long late = some.stream().filter(outcome -> !outcome.isInTime()).count();
    return late <= some.size() * (1 - PERCENTILE);
  }

  private static double worst(List<OutageOutcome> some) {
    return some.stream().map(OutageOutcome::recoverySeconds).mapToDouble(OutageReport::orForEver).max()
        .orElse(0);
  }

  private static double median(List<OutageOutcome> some) {
    double[] sorted = some.stream().map(OutageOutcome::recoverySeconds)
        .mapToDouble(OutageReport::orForEver).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static double orForEver(@Nullable Double seconds) {
    return seconds == null ? Double.POSITIVE_INFINITY : seconds;
  }

  void print(Consumer<String> out, boolean colours) {
    for (RecoverySettings settings : settings()) {
      out.accept("");
      out.accept("  " + Ink.STRONG.on(settings.label(), colours) + ": open interval "
          + Figures.seconds(settings.openInterval().toMillis() / 1000.0)
          + (settings.eager() ? ", eager recovery" : ", no eager recovery"));
      out.accept("");
      table(of(settings)).lines(colours).forEach(text -> out.accept("  " + text));
      out.accept("");
      List<OutageOutcome> some = of(settings);
      out.accept("  Recovery: median " + Figures.seconds(median(some)) + ", worst "
          + Figures.seconds(worst(some)) + "; goal " + Figures.seconds(settings.goal().toMillis() / 1000.0)
          + (withinGoal(some) ? ", kept" : ", MISSED"));
    }
    out.accept("");
    out.accept("  Sent again after a cut: at most %s; window %d × %d KB, %s".formatted(
        Quantities.size(dearest()), RecoverySettings.WINDOW.checkpoints(),
        RecoverySettings.WINDOW.kilooctets(), isThrifty() ? "kept" : "EXCEEDED"));
    int submitted = audits.stream().mapToInt(Audit::submitted).sum();
    out.accept("  %d messages: %d lost, %d duplicated, %d damaged; %d restarts".formatted(submitted,
        audits.stream().mapToInt(Audit::lost).sum(), audits.stream().mapToInt(Audit::duplicated).sum(),
        audits.stream().mapToInt(Audit::strange).sum(), restarts));
  }

  private static Table table(List<OutageOutcome> some) {
    Table table = new Table("Fault", "Phase", ">Recovery", ">Sent again", ">Most a cut", ">Lost",
        ">Duplicated",
        ">Attempts/s");
    for (OutageOutcome outcome : some) {
      Double seconds = outcome.recoverySeconds();
      table.row(outcome.fault().label(), outcome.phase().label(),
          new Cell(seconds == null ? "none" : Figures.seconds(seconds),
              outcome.isInTime() ? Ink.GOOD : Ink.BAD),
          Quantities.size(outcome.resent()),
          new Cell(Quantities.size(outcome.dearest()), outcome.isThrifty() ? Ink.GOOD : Ink.BAD),
          good(outcome.lost(), 0), good(outcome.duplicated(), 0),
          outcome.fault().isDead() ? good(outcome.attempts(), Math.min(1, outcome.attempts())) : "");
    }
    return table;
  }

  private static Cell good(int value, int wanted) {
    return new Cell(Integer.toString(value), value == wanted ? Ink.GOOD : Ink.BAD);
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("success", isSuccess());
    json.put("mostResentOctets", dearest());
    json.put("mostResentOctetsAllowed", RecoverySettings.WINDOW.mostResent());
    json.put("resentWithinAllowed", isThrifty());
    json.put("restarts", restarts);
    json.put("submitted", audits.stream().mapToInt(Audit::submitted).sum());
    json.put("lost", audits.stream().mapToInt(Audit::lost).sum());
    json.put("duplicated", audits.stream().mapToInt(Audit::duplicated).sum());
    json.put("damaged", audits.stream().mapToInt(Audit::strange).sum());
    for (RecoverySettings settings : settings()) {
      json.put(settings.label() + "WorstSeconds", Figures.rounded(worst(of(settings))));
      json.put(settings.label() + "MedianSeconds", Figures.rounded(median(of(settings))));
    }
    json.put("outages", outcomes.stream().map(OutageOutcome::json).toList());
    return json;
  }
}
