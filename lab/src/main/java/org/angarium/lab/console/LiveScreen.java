package org.angarium.lab.console;

import java.io.PrintWriter;

/** Lines that scroll, and one below them that changes, if there is a terminal for it. May be used from any thread. */
public final class LiveScreen {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean live;
  private String status = "";

  /** @param live whether {@code out} is a terminal that understands control sequences */
  public LiveScreen(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Whether there is a live line, and colours. */
  public boolean isLive() { return live; }

  public synchronized void line(String text) {
    if (live) {
      out.print(CLEAR_LINE + text + "\n" + status);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Shows this below everything; shorter than the terminal is wide. Without a terminal it is not shown. */
  public synchronized void status(String text) {
    if (live && !text.equals(status)) {
      status = text;
      out.print(CLEAR_LINE + status);
      out.flush();
    }
  }
}
