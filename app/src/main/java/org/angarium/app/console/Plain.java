package org.angarium.app.console;

/** Text that comes from peers, made harmless: nothing in it can play with a terminal or begin a line. */
public final class Plain {
  private Plain() {}

  /** Control characters become blanks. */
  public static String text(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", " ");
  }
}
