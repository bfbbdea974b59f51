package org.angarium.lab.fuzz;

/** Where Jazzer hands its octets in; runs in a process of its own. */
public final class FuzzEntry {
  /** Name of the target. */
  static final String PROPERTY = "angarium.fuzz.target";
  private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty(PROPERTY, "BER"));

  private FuzzEntry() {}

  /** Called by Jazzer, by this name, once: loading and instrumenting classes shall not count as the time of an input. */
  public static void fuzzerInitialize() {
    Seeds.of(TARGET).forEach(TARGET::check);
  }

  /** Called by Jazzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.check(input);
  }
}
