package org.angarium.lab.outage;

import java.time.Duration;

/** What goes wrong. ALPHA, on the left, has called; BRAVO, on the right, was called. */
enum OutageFault {
  LINK_DOWN("link down", "the cable of ALPHA is pulled, and put in again", 4000), SILENCE("silence",
      "no packet passes, and nobody is told",
      4000), AGAIN("silence, again", "no packet passes, and none again as soon as mail goes on after that",
          4000), ADDRESS("address", "BRAVO gets another IP address, which its name then stands for",
              4000), HOST(
                  "host gone", "the host of BRAVO vanishes without a word, and starts again",
                  4000), TRICKLE("trickle", "the line carries 2 KB a second", 4000), KILL_CALLER(
                      "kill -9 caller",
                      "the MTA that has called is killed, and started again",
                      500), KILL_CALLED("kill -9 called",
                          "the MTA that was called is killed, and started again",
                          500), STOPPED("SIGSTOP", "the MTA that was called stands still, and goes on", 4000);

  private final String label;
  private final String description;
  private final Duration lasts;

  OutageFault(String label, String description, long milliseconds) {
    this.label = label;
    this.description = description;
    this.lasts = Duration.ofMillis(milliseconds);
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** From the fault to its mending. */
  Duration lasts() {
    return lasts;
  }

  /** Whether a process has to be started before anything can flow. */
  boolean startsProcess() {
    return this == HOST || this == KILL_CALLER || this == KILL_CALLED;
  }

  /** Whether the peer is dead meanwhile where it was. One that stands still is not: its system accepts connections for it. */
  boolean isDead() {
    return switch (this) {
      case LINK_DOWN, SILENCE, AGAIN, HOST, ADDRESS, KILL_CALLED -> true;
      case TRICKLE, KILL_CALLER, STOPPED -> false;
    };
  }
}
