package org.angarium.lab.demo;

import java.time.Duration;
import java.util.Optional;
import org.angarium.lab.network.Fault;

/** The ways in which the demo breaks what lies between the MTAs, in this order. */
enum DemoFault {
  RESET("reset", "every connection is reset; the network is back at once", 0), SILENCE("silence",
      "not a packet passes, then the network has forgotten every connection",
      4500), REFUSED("refused", "connections are ended, and new ones refused", 2500), SLOW("slow",
          "the line crawls at 2 KB/s, half a second late",
          4500), KILLED("killed", "the process of BRAVO is killed (kill -9), and started again", 1500);

  private final String label;
  private final String description;
  private final int outageMilliseconds;

  DemoFault(String label, String description, int outageMilliseconds) {
    this.label = label;
    this.description = description;
    this.outageMilliseconds = outageMilliseconds;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** What the line does; empty if it is the peer that dies. */
  Optional<Fault> onTheLine() {
    return switch (this) {
      case RESET -> Optional.of(new Fault.Reset(false));
      case SILENCE -> Optional.of(Fault.Silence.forgetting());
      case REFUSED -> Optional.of(new Fault.Refuse());
      case SLOW -> Optional.of(new Fault.Slow(2048, Duration.ofMillis(500)));
      case KILLED -> Optional.empty();
    };
  }

  /** From the fault to "network back". */
  Duration outage() {
    return Duration.ofMillis(outageMilliseconds);
  }
}
