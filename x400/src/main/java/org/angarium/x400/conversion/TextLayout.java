package org.angarium.x400.conversion;

/**
 * How text may be laid out that a recipient's system takes: telegraph lines, printers and terminals have lines and pages of limited length.
 *
 * @param lineLength most characters of a line, 0 for any number
 * @param pageLength most lines of a page, 0 for any number; a form feed ends a page
 */
public record TextLayout(int lineLength, int pageLength) {
  /** Of any length. */
  public static final TextLayout ANY = new TextLayout(0, 0);

  public TextLayout {
    if (lineLength < 0 || pageLength < 0) {
      throw new IllegalArgumentException("a length is not negative");
    }
  }

  public boolean isAny() { return equals(ANY); }

  /**
   * A text whose lines and pages are short enough.
   *
   * @param folded lines of the original that go on in another one
   * @param split pages of the original that go on on another one
   */
  record Laid(String text, int folded, int split) {
    boolean isChanged() { return folded + split > 0; }
  }

  /** The text within the layout: all of its characters are there in their order, only ends of lines and pages are added. */
  Laid lay(String text) {
    return isAny() ? new Laid(text, 0, 0) : new Layer(text).lay();
  }

  /** One text. */
  private final class Layer {
    private final String text;
    private final String lineEnd;
    private final StringBuilder out = new StringBuilder();
    private int linesOnPage;
    private int folded;
    private int split;
    private boolean pageIsSplit;

    Layer(String text) {
      this.text = text;
      this.lineEnd = text.indexOf('\n') < 0
          ? text.indexOf('\r') < 0 ? "\r\n" : "\r"
          : text.indexOf('\r') < 0 ? "\n" : "\r\n";
    }

    Laid lay() {
      int start = 0;
      while (start < text.length()) {
        int end = start;
        while (end < text.length() && "\r\n\f".indexOf(text.charAt(end)) < 0) {
          end++;
        }
        int next = end;
        if (next < text.length()) {
          next += text.startsWith("\r\n", next) ? 2 : 1;
        }
        line(text.substring(start, end));
        String ending = text.substring(end, next);
        out.append(ending);
        if (ending.equals("\f")) {
          linesOnPage = 0;
          pageIsSplit = false;
        }
        start = next;
      }
      return folded + split == 0 ? new Laid(text, 0, 0) : new Laid(out.toString(), folded, split);
    }

    private void line(String line) {
      int from = 0;
      while (true) {
        int to = endOfPiece(line, from);
        newLine();
        out.append(line, from, to);
        if (to == line.length()) {
          return;
        }
        if (from == 0) {
          folded++;
        }
        out.append(lineEnd);
        from = to;
      }
    }

    /** Behind the last space that fits, if it is not too far back; else where the line must end. */
    private int endOfPiece(String line, int from) {
      if (lineLength == 0 || line.codePointCount(from, line.length()) <= lineLength) {
        return line.length();
      }
      int most = line.offsetByCodePoints(from, lineLength);
      int space = line.lastIndexOf(' ', most - 1);
      return space >= from + (most - from) / 2 ? space + 1 : most;
    }

    private void newLine() {
      if (pageLength > 0 && linesOnPage == pageLength) {
        out.append('\f');
        linesOnPage = 0;
        if (!pageIsSplit) {
          split++;
          pageIsSplit = true;
        }
      }
      linesOnPage++;
    }
  }
}
