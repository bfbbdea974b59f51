package org.angarium.osi.session;

/**
 * V(A), V(M), Vsc and Vact of X.225 Annex A. V(R) is not kept: it serves resynchronization only, which RTSE does not use.
 */
final class ActivityVariables {
  private static final int MAX_SERIAL = 999_999;

  /** V(A), the lowest serial number that is not confirmed. */
  private int unconfirmed = 1;
  /** V(M), the next serial number. */
  private int next = 1;
  /** Vsc, whether we may confirm what lies between V(A) and V(M). */
  private boolean mayConfirm;
  /** Vact. */
  private boolean active;
  /** The last serial number is that of AE, which MIA cannot confirm. */
  private boolean ending;

  boolean active() {
    return active;
  }

  /** V(M). */
  int next() {
    return next;
  }

  /** AS sent or received. */
  void start() {
    resume(0);
  }

  /** AR sent or received: goes on after {@code serial}. */
  void resume(int serial) {
    unconfirmed = serial + 1;
    next = serial + 1;
    active = true;
    ending = false;
  }

  boolean exhausted() {
    return next > MAX_SERIAL;
  }

  /** MIP sent; its serial number. */
  int sent() {
    if (mayConfirm) {
      unconfirmed = next;
      mayConfirm = false;
    }
    return next++;
  }

  /** MIP received. */
  void received() {
    if (!mayConfirm) {
      unconfirmed = next;
      mayConfirm = true;
    }
    next++;
  }

  /** AE sent; its serial number. */
  int endSent() {
    ending = true;
    return sent();
  }

  /** AE received. */
  void endReceived() {
    ending = true;
    received();
  }

  /** Whether our user may confirm this serial number by MIA. */
  boolean mayConfirm(int serial) {
    return active && mayConfirm && pending(serial);
  }

  /** Whether the peer may confirm this serial number by MIA. */
  boolean awaitsConfirmation(int serial) {
    return active && !mayConfirm && pending(serial);
  }

  private boolean pending(int serial) {
    return serial >= unconfirmed && serial < (ending ? next - 1 : next);
  }

  /** MIA sent or received. */
  void confirmed(int serial) {
    unconfirmed = serial + 1;
  }

  /** AEA, AIA or ADA sent or received. */
  void end() {
    unconfirmed = next;
    active = false;
    ending = false;
  }
}
