package org.angarium.lab.outage;

import java.util.concurrent.CompletableFuture;
import org.angarium.lab.network.PhaseWatch.Step;
import org.jspecify.annotations.Nullable;

/** Waits for a step on the line and strikes behind it, before anything else passes. */
final class Trap {
  private @Nullable Step step;
  private int left;
  private Runnable strike = () -> {};
  private CompletableFuture<Void> sprung = new CompletableFuture<>();

  /**
   * @param count at which occurrence of the step
   * @return completes when it has struck
   */
  synchronized CompletableFuture<Void> set(Step awaited, int count, Runnable action) {
    step = awaited;
    left = count;
    strike = action;
    sprung = new CompletableFuture<>();
    return sprung;
  }

  synchronized void forget() {
    step = null;
  }

  synchronized void passed(Step passed) {
    if (passed == step && --left == 0) {
      step = null;
      strike.run();
      sprung.complete(null);
    }
  }
}
