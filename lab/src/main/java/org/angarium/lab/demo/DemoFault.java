package org.angarium.lab.demo;

import java.time.Duration;
import org.angarium.lab.network.Fault;
import org.jspecify.annotations.Nullable;

/** The ways in which the demo breaks what lies between the MTAs, in this order. */
enum DemoFault {
  RESET("reset", "every connection is reset; the network is back at once", new Fault.Reset(false),
      Duration.ZERO), SILENCE("silence",
          "not a packet passes, then the network has forgotten every connection",
          Fault.Silence.forgetting(), Duration.ofMillis(4500)), REFUSED("refused",
              "connections are ended, and new ones refused", new Fault.Refuse(),
              Duration.ofMillis(2500)), SLOW("slow", "the line crawls at 2 KB/s, half a second late",
                  new Fault.Slow(2048, Duration.ofMillis(500)),
                  Duration.ofMillis(4500)), KILLED("killed",
                      "the process of BRAVO is killed (kill -9), and started again", null,
                      Duration.ofMillis(1500));

  private final String label;
  private final String description;
  private final @Nullable Fault fault;
  private final Duration outage;

  DemoFault(String label, String description, @Nullable Fault fault, Duration outage) {
    this.label = label;
    this.description = description;
    this.fault = fault;
    this.outage = outage;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** What the line does; null if it is the peer that dies. */
  @Nullable
  Fault fault() {
    return fault;
  }

  /** From the fault to "network back". */
  Duration outage() {
    return outage;
  }
}
