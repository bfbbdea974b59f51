package org.angarium.lab.simulation.network;

import java.util.List;
import java.util.Locale;

/** What an octet on the line belongs to. */
public enum Layer {
  /** Not even octets: only the TCP connection is there. */
  TCP,
  /** TPKT and the header of a TPDU. */
  TRANSPORT,
  /** SPDUs without their user data. */
  SESSION, PRESENTATION, ACSE, RTSE,
  /** Bind, envelope, report. */
  P1,
  /** Of a message. Only TCP protects it. */
  CONTENT;

  /** Those of which an octet that is changed on the way is not always noticed by framing, without the content, which nobody checks. */
  static final List<Layer> ALTERABLE = List.of(SESSION, PRESENTATION, ACSE, RTSE, P1);

  /** Those at which a peer can fall silent once TCP stands. */
  public static final List<Layer> ANSWERING = List.of(TRANSPORT, SESSION, PRESENTATION, ACSE, RTSE, P1);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
