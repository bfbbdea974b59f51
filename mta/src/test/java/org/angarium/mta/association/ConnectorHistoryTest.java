package org.angarium.mta.association;

import org.junit.jupiter.api.Test;

/** The laws of recovery hold in thousands of random histories. A seed that fails becomes a case of its own here. */
class ConnectorHistoryTest {
  /** {@code -Dhistories=} for a longer search. */
  private static final int HISTORIES = Integer.getInteger("histories", 2000);

  @Test
  void lawsHoldInEveryHistory() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    try {
      new ConnectorHistory(seed).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
