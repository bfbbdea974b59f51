package org.angarium.app.dissect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What octets can be taken as. */
public enum Layer {
  /** A stream of TPKTs, one direction of a connection or both. */
  TPKT,
  /** One TPDU. */
  TPDU,
  /** One TSDU: an SPDU or several. */
  SPDU,
  /** User data of the session layer. */
  PPDU,
  /** An ACSE APDU. */
  ACSE,
  /** An RTSE APDU. */
  RTSE,
  /** A message, probe or report. */
  P1,
  /** The envelope of a message alone, as the store keeps it. */
  ENVELOPE,
  /** A content of type P2 or P22. */
  P2,
  /** Any BER. */
  BER;

  /** The layer of a name in lower or upper case; {@code p22} is P2. */
  public static Optional<Layer> of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("P22")
        ? Optional.of(P2)
        : Arrays.stream(values()).filter(layer -> layer.name().equals(upper)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the octets most likely are. */
  public static Layer recognise(byte[] data) {
    Octets octets = new Octets(data, "");
    if (data.length == 0) {
      return BER;
    }
    if (TransportDissector.fitsTpkt(octets)) {
      return TPKT;
    }
    if (TransportDissector.fitsTpdu(octets)) {
      return TPDU;
    }
    if (SessionDissector.fits(octets)) {
      return SPDU;
    }
    BerHeader outer = BerHeader.read(octets, 0, data.length);
    int first = tagAt(octets, outer, 0);
    int second = tagAt(octets, outer, 1);
    return switch (octets.at(0)) {
      case 0xA0 -> second == 0x30 ? P2 : first == 0x31 ? P1 : PPDU;
      case 0xA1 -> first == 0x31 && second == 0x31 ? P1 : P2;
      case 0xA2, 0x28 -> P1;
      case 0x31 -> first == 0xA0 || first == 0xA1 || first == 0xA2 ? PPDU : ENVELOPE;
      case 0x61 -> first == 0x30 ? PPDU : ACSE;
      case 0x60, 0x62, 0x63, 0x64 -> ACSE;
      case 0xB0, 0xB1, 0xB2, 0xB6 -> RTSE;
      default -> BER;
    };
  }

  /** Identifier octet of the n-th element inside, -1 if there is none. */
  private static int tagAt(Octets octets, BerHeader outer, int n) {
    int at = outer.contentStart();
    for (int i = 0; i < n && at < outer.contentEnd(); i++) {
      at = BerHeader.read(octets, at, outer.contentEnd()).end();
    }
    return outer.constructed() && at < outer.contentEnd() ? octets.at(at) : -1;
  }
}
