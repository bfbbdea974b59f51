package org.angarium.app.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a heading, in columns as wide as their widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A heading with the side its cells are pushed to. */
  private record Column(String heading, boolean right) {}

  /** Text in a colour. */
  public record Cell(String text, Ink ink) {
    public static Cell of(String text) {
      return new Cell(text, Ink.PLAIN);
    }
  }

  /** @param headings of the columns; one that begins with {@code >} is for numbers, which stand at the right */
  public Table(String... headings) {
    columns = Arrays.stream(headings)
        .map(heading -> heading.startsWith(">")
            ? new Column(heading.substring(1), true)
            : new Column(heading, false))
        .toList();
  }

  /** Adds a row; its cells are {@link Cell}s or anything else, which is shown as text. */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
    }
    rows.add(Arrays.stream(cells)
        .map(cell -> cell instanceof Cell ready ? ready : Cell.of(String.valueOf(cell))).toList());
    return this;
  }

  /** The lines, without blanks at their ends. */
  public List<String> lines(boolean colours) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).heading().length();
      for (List<Cell> row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i).text()));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(column -> new Cell(column.heading(), Ink.STRONG)).toList(), widths,
        colours));
    rows.forEach(row -> lines.add(line(row, widths, colours)));
    return lines;
  }

  private String line(List<Cell> cells, int[] widths, boolean colours) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Cell cell = cells.get(i);
      String padding = " ".repeat(widths[i] - length(cell.text()));
      String text = cell.ink().on(cell.text(), colours);
      line.append(i == 0 ? "" : GAP).append(columns.get(i).right() ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
