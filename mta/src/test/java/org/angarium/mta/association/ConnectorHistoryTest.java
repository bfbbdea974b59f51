package org.angarium.mta.association;

import org.junit.jupiter.api.Test;

/** The laws of recovery hold in thousands of random histories. A seed that fails becomes a case of its own here. */
class ConnectorHistoryTest {
  private static final int HISTORIES = Integer.getInteger("histories", 3000);

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
