package org.angarium.osi.session;

/** Which side of the session connection a machine is. */
public enum SessionRole {
  /** Makes the transport connection and sends CN. */
  INITIATOR,
  /** Waits for CN on a transport connection that was made to it. */
  RESPONDER
}
