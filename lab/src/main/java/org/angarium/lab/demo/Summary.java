package org.angarium.lab.demo;

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

/**
 * What the demo has measured.
 *
 * @param restarts how often an MTA had to be restarted before mail flowed again, besides the start after kill -9
 * @param needed octets of messages that had to pass the line
 * @param passed octets of messages that did
 * @param lineOctets all octets that passed the line, also those of associations
 */
record Summary(Audit audit, int restarts, long needed, long passed, long lineOctets, double seconds,
    List<FaultOutcome> faults) {

  boolean isSuccess() { return audit.isPerfect() && restarts == 0; }

  private long resent() {
    return Math.max(0, passed - needed);
  }

  void print(Consumer<String> out, boolean colours) {
    Table recovery = new Table("Fault", "In the middle of", ">Outage", ">Waiting", ">Recovery");
    for (FaultOutcome outcome : faults) {
      Double seconds = outcome.recoverySeconds();
      recovery.row(outcome.fault().label(),
          Quantities.size(outcome.caughtOctets()) + " of " + Quantities.size(outcome.caughtOf()),
          Figures.seconds(outcome.outageSeconds()), outcome.waiting(),
          seconds == null
              ? new Cell("none without restart", Ink.BAD)
              : new Cell(Figures.seconds(seconds), Ink.GOOD));
    }
    recovery.lines(colours).forEach(line -> out.accept("  " + line));
    out.accept("");
    Table mail = new Table("Submitted", ">Delivered", ">Lost", ">Duplicated", ">Damaged", ">Restarts",
        ">Sent again");
    mail.row(audit.submitted(), good(audit.delivered(), audit.submitted()), good(audit.lost(), 0),
        good(audit.duplicated(), 0), good(audit.strange(), 0), good(restarts, 0),
        "%s of %s".formatted(Quantities.size(resent()), Quantities.size(needed)));
    mail.lines(colours).forEach(line -> out.accept("  " + line));
    out.accept("");
    for (String note : notes()) {
      out.accept("  " + Ink.FAINT.on(note, colours));
    }
  }

  private static Cell good(int value, int wanted) {
    return new Cell(Integer.toString(value), value == wanted ? Ink.GOOD : Ink.BAD);
  }

  private static List<String> notes() {
    return List.of(
        "Recovery:   from \"network back\" to the first delivery of a message that had not passed before;",
        "            for killed: from the start of the new process, so the start of Java is in it.",
        "Delivered:  lies in its mailbox once, with the SHA-256 that was submitted.",
        "Restarts:   MTAs that had to be restarted to get mail flowing; the one after kill -9 is the fault.",
        "Sent again: octets of messages seen on the line, less the length of each message once.");
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("submitted", audit.submitted());
    json.put("delivered", audit.delivered());
    json.put("lost", audit.lost());
    json.put("duplicated", audit.duplicated());
    json.put("damaged", audit.strange());
    json.put("restarts", restarts);
    json.put("octetsNeeded", needed);
    json.put("octetsResent", resent());
    json.put("lineOctets", lineOctets);
    json.put("seconds", Figures.rounded(seconds));
    List<Map<String, Object>> each = new ArrayList<>();
    for (FaultOutcome outcome : faults) {
      Map<String, Object> fault = new LinkedHashMap<>();
      fault.put("fault", outcome.fault().label());
      Double recovery = outcome.recoverySeconds();
      fault.put("recoverySeconds", recovery == null ? null : Figures.rounded(recovery));
      fault.put("outageSeconds", Figures.rounded(outcome.outageSeconds()));
      fault.put("caughtAtOctets", outcome.caughtOctets());
      fault.put("caughtOfOctets", outcome.caughtOf());
      fault.put("waiting", outcome.waiting());
      each.add(fault);
    }
    json.put("faults", each);
    return json;
  }
}
