package org.angarium.osi.session;

/** The peer sent an SPDU that the state does not allow; ends the connection. Never leaves this package. */
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  ProtocolViolation(String what) {
    super(what, null, false, false);
  }
}
