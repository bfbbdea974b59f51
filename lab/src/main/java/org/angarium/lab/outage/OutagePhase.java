package org.angarium.lab.outage;

import org.angarium.lab.network.PhaseWatch.Step;

/** Where in the life of an association a fault hits. */
enum OutagePhase {
  BIND("bind", Step.OPENING, "CN has passed, AC not"), DATA("data", Step.DATA,
      "some of a message has passed"), CHECKPOINT("checkpoint", Step.CHECKPOINT,
          "a checkpoint has passed, its confirmation not"), ACTIVITY_END("activity end", Step.ACTIVITY_END,
              "the end of a message has passed, its confirmation not"), TURN("turn", Step.TURN,
                  "the turn has been asked for, and not given"), IDLE("idle", Step.ACTIVITY_CONFIRMED,
                      "the association is open and nothing is under way");

  private final String label;
  private final Step step;
  private final String description;

  OutagePhase(String label, Step step, String description) {
    this.label = label;
    this.step = step;
    this.description = description;
  }

  String label() {
    return label;
  }

  /** What has just passed when the fault comes; for {@link #IDLE} a moment ago. */
  Step step() {
    return step;
  }

  String description() {
    return description;
  }
}
