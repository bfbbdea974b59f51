package org.angarium.app.console;

/** The colours of a terminal that are used, by what they say. */
public enum Ink {
  PLAIN(""), STRONG("1"), FAINT("2"), GOOD("32"), WARNING("33"), BAD("31");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** @param colours whether the output understands and wants colours */
  public String on(String text, boolean colours) {
    return !colours || this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
