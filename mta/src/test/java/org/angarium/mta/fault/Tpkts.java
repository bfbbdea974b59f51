package org.angarium.mta.fault;

import java.util.function.Predicate;

/** Which protocol data units are in a TPKT, as far as tests aim at them. */
final class Tpkts {
  private static final int DT = 0xF0;
  private static final int GT = 1;
  private static final int PT = 2;

  private Tpkts() {}

  /** Whether the TPKT begins with this PDU; the names are those of X.224 and X.225. */
  static Predicate<byte[]> is(String name) {
    return tpkt -> name.equals(name(tpkt));
  }

  static String name(byte[] tpkt) {
    if (tpkt.length < 8) {
      return "?";
    }
    return switch (tpkt[5] & 0xFF) {
      case 0xE0 -> "CR";
      case 0xD0 -> "CC";
      case 0x80 -> "DR";
      case DT -> spdu(tpkt);
      default -> "?";
    };
  }

  private static String spdu(byte[] tpkt) {
    int first = tpkt[7];
    boolean bare = tpkt.length <= 9 + tpkt[8];
    if ((first == GT || first == PT) && !bare) {
      return switch (tpkt[9 + tpkt[8]]) {
        case 1 -> "DT";
        case 41 -> "AE";
        case 42 -> "AEA";
        case 45 -> "AS";
        case 49 -> "MIP";
        case 50 -> "MIA";
        default -> "?";
      };
    }
    return switch (first) {
      case 2 -> "PT";
      case 9 -> "FN";
      case 10 -> "DN";
      case 13 -> "CN";
      case 14 -> "AC";
      case 21 -> "GTC";
      case 22 -> "GTA";
      case 25 -> "AB";
      default -> "?";
    };
  }
}
