package org.angarium.lab.demo;

import java.time.Duration;
import java.util.stream.Collectors;
import org.angarium.app.console.Ink;
import org.angarium.lab.console.LiveScreen;
import org.angarium.lab.mail.Crew;
import org.angarium.lab.mail.Ledger;

/** The line that always shows how far everything is. */
final class StatusLine {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int BAR = 24;

  private final LiveScreen screen;
  private final Ledger ledger;
  private final Crew crew;
  private final int planned;
  private volatile String line = "";
  private volatile boolean started;
  private volatile boolean stopped;

  /** @param planned how many messages there will be */
  StatusLine(LiveScreen screen, Ledger ledger, Crew crew, int planned) {
    this.screen = screen;
    this.ledger = ledger;
    this.crew = crew;
    this.planned = planned;
  }

  /** What goes on. */
  void line(String text) {
    line = text;
    if (!started) {
      screen.status("  " + text + " …");
    }
  }

  void start() {
    started = true;
    if (screen.isLive()) {
      Thread.ofVirtual().name("status line").start(this::show);
    }
  }

  void stop() {
    stopped = true;
    screen.status("");
  }

  private void show() {
    try {
      while (!stopped) {
        String queues = crew.all().stream().map(mta -> {
          int queued = crew.queued(mta);
          return mta.name() + " " + (queued < 0 ? "down" : queued + " queued");
        }).collect(Collectors.joining("  "));
        int delivered = ledger.deliveredCount();
        int filled = Math.min(BAR, BAR * delivered / planned);
        String bar = Ink.GOOD.on("━".repeat(filled), true) + Ink.FAINT.on("━".repeat(BAR - filled), true);
        if (!stopped) {
          screen.status("  %s %d/%d delivered  %s  %s".formatted(bar, delivered, planned, queues, line));
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
