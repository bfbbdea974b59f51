package org.angarium.app.dissect;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Lays findings out as lines: offset, octets, and what they mean, indented by depth. */
public final class AnnotatedHex {
  private static final int SHOWN = 10;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private final boolean full;
  private final List<String> lines = new ArrayList<>();

  private AnnotatedHex(boolean full) {
    this.full = full;
  }

  /** @param full whether all octets of a value are shown, not only the first */
  public static List<String> lines(Finding whole, boolean full) {
    AnnotatedHex hex = new AnnotatedHex(full);
    hex.add(whole, whole.octets(), 0);
    return List.copyOf(hex.lines);
  }

  private void add(Finding finding, Octets around, int depth) {
    String indent = "  ".repeat(Math.min(depth, 60));
    if (finding.octets() != around) {
      lines.add(String.format(Locale.ROOT, "%8s%s  %s-- %s; offsets count from its first octet --", "",
          " ".repeat(3 * SHOWN), indent, finding.octets().origin()));
    }
    int end = finding.parts().isEmpty() ? finding.end() : finding.headerEnd();
    int shown = Math.min(end, finding.start() + SHOWN);
    StringBuilder text = new StringBuilder(indent).append(finding.label());
    if (finding.value() != null) {
      text.append("  ").append(finding.value());
    }
    if (finding.problem() != null) {
      text.append("  !! broken: ").append(finding.problem());
    }
    line(finding.octets(), finding.start(), shown, end > shown && !full, text.toString());
    for (int at = shown; full && at < end; at += SHOWN) {
      line(finding.octets(), at, Math.min(end, at + SHOWN), false, "");
    }
    finding.parts().forEach(part -> add(part, finding.octets(), depth + 1));
  }

  private void line(Octets octets, int from, int to, boolean more, String text) {
    String hex = from < to ? HEX.formatHex(octets.data(), from, to) : "";
    lines.add(String.format(Locale.ROOT, "%06x  %-" + 3 * SHOWN + "s  %s", from, more ? hex + "…" : hex, text)
        .stripTrailing());
  }
}
