package org.angarium.app.dissect;

import java.util.HexFormat;
import java.util.Optional;

/** Octets taken apart as one layer with all above it. */
public final class Dissection {
  private Dissection() {}

  /** @param layer as what they are taken; whatever the octets are, there is a finding for each of them */
  public static Finding of(byte[] data, Layer layer) {
    Octets octets = new Octets(data, "");
    Finding whole = new Finding(octets, 0, 0, data.length, layer.toString()).value(data.length + " octets");
    if (data.length == 0) {
      return whole.broken("is empty", 0);
    }
    BerDissector ber = new BerDissector();
    SessionDissector session = new SessionDissector(ber);
    switch (layer) {
      case TPKT -> new TransportDissector(session).stream(octets, whole);
      case TPDU -> new TransportDissector(session).tpdu(octets, 0, data.length, whole);
      case SPDU -> session.tsdu(octets, 0, data.length, whole);
      case PPDU -> elements(ber, octets, "Ppdu", whole);
      case ACSE, RTSE -> elements(ber, octets, "Apdu", whole);
      case P1 -> elements(ber, octets, "MtsApdu", whole);
      case ENVELOPE -> elements(ber, octets, "MessageTransferEnvelope", whole);
      case P2 -> elements(ber, octets, "InformationObject", whole);
      case BER -> elements(ber, octets, "Unspecified", whole);
    }
    return whole;
  }

  private static void elements(BerDissector ber, Octets octets, String type, Finding into) {
    ber.elements(octets, 0, octets.data().length, type).forEach(into::add);
  }

  /** The octets a text of hexadecimal digits names, {@code #} beginning a comment; empty if the octets are no such text. */
  public static Optional<byte[]> fromHexText(byte[] file) {
    StringBuilder digits = new StringBuilder();
    boolean comment = false;
    for (byte octet : file) {
      char c = (char) (octet & 0xFF);
      if (c == '\n' || c == '#') {
        comment = c == '#';
      } else if (!comment && Character.digit(c, 16) >= 0) {
        digits.append(c);
      } else if (!comment && !Character.isWhitespace(c)) {
        return Optional.empty();
      }
    }
    return digits.isEmpty() || digits.length() % 2 != 0
        ? Optional.empty()
        : Optional.of(HexFormat.of().parseHex(digits));
  }
}
