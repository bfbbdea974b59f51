package org.angarium.lab.console;

import java.util.Locale;

/** Measured values with as many digits as mean something. */
public final class Figures {
  private static final double THOUSANDTHS = 1000;

  private Figures() {}

  /** {@code 0.04 s}, {@code 1.2 s}. */
  public static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 0.095 ? "%.2f s" : "%.1f s", seconds);
  }

  /** To thousandths. */
  public static double rounded(double value) {
    return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
  }
}
