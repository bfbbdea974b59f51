package org.angarium.app.dissect;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Takes a stream of TPKTs (RFC 1006) or one TPDU (X.224) apart. */
final class TransportDissector {
  private static final int TPKT_HEADER = 4;
  private static final Map<Integer, String> PARAMETERS = Map.of(0xC0, "TPDU size", 0xC1,
      "calling transport selector", 0xC2, "called transport selector", 0xC6, "additional options", 0xC7,
      "alternative classes", 0xE0, "additional information", 0xF0, "preferred TPDU size");

  private final SessionDissector session;
  private ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
  private int tpdus;

  TransportDissector(SessionDissector session) {
    this.session = session;
  }

  static boolean fitsTpkt(Octets octets) {
    return octets.data().length > TPKT_HEADER && octets.at(0) == 3 && octets.at(1) == 0;
  }

  static boolean fitsTpdu(Octets octets) {
    if (octets.data().length < 3) {
      return false;
    }
    int length = octets.at(0);
    return switch (octets.at(1) & 0xF0) {
      case 0xF0 -> length == 2;
      case 0xE0, 0xD0, 0x80 -> length >= 6 && length + 1 == octets.data().length;
      case 0x70 -> length >= 4 && length + 1 == octets.data().length;
      default -> false;
    };
  }

  void stream(Octets octets, Finding into) {
    int end = octets.data().length;
    for (int at = 0; at < end;) {
      Finding tpkt;
      int length = end - at < TPKT_HEADER ? 0 : octets.at(at + 2) << 8 | octets.at(at + 3);
      if (end - at < TPKT_HEADER || octets.at(at) != 3 || length < TPKT_HEADER + 3) {
        into.add(new Finding(octets, at, at, end, "TPKT")
            .broken(end - at < TPKT_HEADER ? "ends inside the header" : "no TPKT header", at));
        return;
      }
      int stop = Math.min(at + length, end);
      tpkt = new Finding(octets, at, at + TPKT_HEADER, stop, "TPKT").value(length + " octets");
      into.add(tpkt);
      if (at + length > end) {
        tpkt.broken("length " + length + " runs past the end: " + (end - at) + " octets are left", at);
      }
      tpdu(octets, at + TPKT_HEADER, stop, tpkt);
      at = stop;
    }
  }

  void tpdu(Octets octets, int start, int end, Finding into) {
    if (end - start < 2) {
      into.add(new Finding(octets, start, end, end, "TPDU").broken("ends inside the header", start));
      return;
    }
    int code = octets.at(start + 1) & 0xF0;
    String name = switch (code) {
      case 0xE0 -> "CR connection request";
      case 0xD0 -> "CC connection confirm";
      case 0x80 -> "DR disconnect request";
      case 0xF0 -> "DT data";
      case 0x70 -> "ER error";
      default -> "TPDU of code " + HexFormat.of().toHexDigits((byte) octets.at(start + 1));
    };
    int headerEnd = start + 1 + octets.at(start);
    Finding tpdu = new Finding(octets, start, Math.min(headerEnd, end), end, name);
    into.add(tpdu);
    if (headerEnd > end) {
      tpdu.broken("length indicator " + octets.at(start) + " runs past the end", start);
      return;
    }
    if (code == 0xF0) {
      data(octets, start, headerEnd, end, tpdu);
      return;
    }
    int fixed = code == 0x70 ? 5 : 7;
    if (headerEnd - start < fixed) {
      tpdu.broken("header of " + (headerEnd - start) + " octets, needs " + fixed, start);
      return;
    }
    tpdu.value(fixed(octets, start, code));
    parameters(octets, start + fixed, headerEnd, tpdu);
  }

  private static String fixed(Octets octets, int start, int code) {
    int destination = octets.at(start + 2) << 8 | octets.at(start + 3);
    if (code == 0x70) {
      return "destination reference " + destination + ", cause " + octets.at(start + 4);
    }
    int source = octets.at(start + 4) << 8 | octets.at(start + 5);
    String last = code == 0x80
        ? "reason " + octets.at(start + 6)
        : "class " + (octets.at(start + 6) >> 4);
    return "destination reference " + destination + ", source reference " + source + ", " + last;
  }

  private static void parameters(Octets octets, int from, int end, Finding into) {
    for (int at = from; at < end;) {
      String name = PARAMETERS.getOrDefault(octets.at(at),
          "parameter " + HexFormat.of().toHexDigits((byte) octets.at(at)));
      int stop = at + 2 > end ? end + 1 : at + 2 + octets.at(at + 1);
      if (stop > end) {
        into.add(new Finding(octets, at, end, end, name).broken("length runs past the end of the TPDU", at));
        return;
      }
      into.add(new Finding(octets, at, at + 2, stop, name).value(value(octets, at, stop)));
      at = stop;
    }
  }

  private static String value(Octets octets, int at, int stop) {
    if (octets.at(at) == 0xC0 && stop == at + 3 && octets.at(at + 2) < 31) {
      return Integer.toString(1 << octets.at(at + 2));
    }
    byte[] value = Arrays.copyOfRange(octets.data(), at + 2, stop);
    return HexFormat.ofDelimiter(" ").formatHex(value);
  }

  private void data(Octets octets, int start, int headerEnd, int end, Finding tpdu) {
    boolean last = headerEnd > start + 2 && (octets.at(start + 2) & 0x80) != 0;
    tpdu.value(last ? "end of TSDU" : "more follows");
    if (last && tpdus == 0) {
      session.tsdu(octets, headerEnd, end, tpdu);
      return;
    }
    tsdu.write(octets.data(), headerEnd, end - headerEnd);
    tpdus++;
    if (last) {
      Octets whole = new Octets(tsdu.toByteArray(), "TSDU put together from " + tpdus + " TPDUs");
      Finding together = new Finding(whole, 0, 0, whole.data().length, "TSDU")
          .value(whole.data().length + " octets");
      session.tsdu(whole, 0, whole.data().length, together);
      tpdu.add(together);
      tsdu = new ByteArrayOutputStream();
      tpdus = 0;
    }
  }
}
