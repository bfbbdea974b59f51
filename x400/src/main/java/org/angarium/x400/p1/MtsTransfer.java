package org.angarium.x400.p1;

import org.angarium.osi.ber.Oid;

/** What names P1 when an association is opened (X.419 §12). */
public final class MtsTransfer {
  /** Application context of normal mode. */
  public static final Oid APPLICATION_CONTEXT = Oid.of("2.6.0.1.6");
  /** Abstract syntax of MTABind in RTSE's APDUs, mta-bind-unbind-rtse. */
  public static final Oid BIND_ABSTRACT_SYNTAX = Oid.of("2.6.0.2.12");
  /** Abstract syntax of the MTS-APDUs, message-transfer. */
  public static final Oid APDU_ABSTRACT_SYNTAX = Oid.of("2.6.0.2.7");
  /** RTSE application protocol of X.410 mode for P1 of 1988. */
  public static final int APPLICATION_PROTOCOL_1988 = 12;
  /** RTSE application protocol of X.410 mode for P1 of 1984. */
  public static final int APPLICATION_PROTOCOL_1984 = 1;

  private MtsTransfer() {}
}
