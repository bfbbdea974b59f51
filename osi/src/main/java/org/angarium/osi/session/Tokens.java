package org.angarium.osi.session;

/** Which tokens exist on a connection and which of them are ours, as bits of the token item. */
final class Tokens {
  private int available;
  private int owned;

  void assign(int functionalUnits, boolean allOurs) {
    available = availableWith(functionalUnits);
    owned = allOurs ? available : 0;
  }

  /** Tokens that come with functional units (X.215 §7.2). */
  static int availableWith(int functionalUnits) {
    int tokens = 0;
    if ((functionalUnits & FunctionalUnits.HALF_DUPLEX) != 0) {
      tokens |= Spdu.DATA_TOKEN;
    }
    if ((functionalUnits & FunctionalUnits.MINOR_SYNCHRONIZE) != 0) {
      tokens |= Spdu.MINOR_TOKEN;
    }
    if ((functionalUnits & (FunctionalUnits.MAJOR_SYNCHRONIZE | FunctionalUnits.ACTIVITY_MANAGEMENT)) != 0) {
      tokens |= Spdu.ACTIVITY_TOKEN;
    }
    if ((functionalUnits & FunctionalUnits.NEGOTIATED_RELEASE) != 0) {
      tokens |= Spdu.RELEASE_TOKEN;
    }
    return tokens;
  }

  int available() {
    return available;
  }

  int owned() {
    return owned;
  }

  boolean any() {
    return available != 0;
  }

  boolean owns(int token) {
    return (owned & token) == token;
  }

  /** Also true when there are none: then whatever needs all tokens is allowed. */
  boolean ownsAll() {
    return owned == available;
  }

  boolean ownsNone() {
    return owned == 0;
  }

  void takeAll() {
    owned = available;
  }

  void loseAll() {
    owned = 0;
  }

  void take(int tokens) {
    owned |= tokens;
  }
}
