package org.angarium.app.dissect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes SPDUs (X.225 §8.3) apart and puts the pieces of a transferred APDU together. */
final class SessionDissector {
  private static final Map<Integer, String> FIRST = Map.ofEntries(Map.entry(1, "GT give tokens"),
      Map.entry(2, "PT please tokens"), Map.entry(5, "EX expedited"), Map.entry(7, "PR prepare"),
      Map.entry(8, "NF not finished"), Map.entry(9, "FN finish"), Map.entry(10, "DN disconnect"),
      Map.entry(12, "RF refuse"), Map.entry(13, "CN connect"), Map.entry(14, "AC accept"),
      Map.entry(15, "CDO connect data overflow"), Map.entry(16, "OA overflow accept"),
      Map.entry(21, "GTC give tokens confirm"), Map.entry(22, "GTA give tokens ack"),
      Map.entry(25, "AB abort"), Map.entry(26, "AA abort accept"), Map.entry(33, "TD typed data"));
  private static final Map<Integer, String> SECOND = Map.ofEntries(Map.entry(0, "ER exception report"),
      Map.entry(1, "DT data transfer"), Map.entry(25, "AI activity interrupt"),
      Map.entry(26, "AIA activity interrupt ack"), Map.entry(29, "AR activity resume"),
      Map.entry(34, "RA resynchronize ack"), Map.entry(41, "AE activity end"),
      Map.entry(42, "AEA activity end ack"), Map.entry(45, "AS activity start"),
      Map.entry(48, "ED exception data"), Map.entry(49, "MIP minor sync point"),
      Map.entry(50, "MIA minor sync ack"), Map.entry(53, "RS resynchronize"),
      Map.entry(57, "AD activity discard"), Map.entry(58, "ADA activity discard ack"));
  private static final Map<Integer, String> PARAMETERS = Map.ofEntries(Map.entry(1, "connection identifier"),
      Map.entry(5, "connect/accept item"), Map.entry(9, "called SS-user reference"),
      Map.entry(10, "calling SS-user reference"), Map.entry(11, "common reference"),
      Map.entry(12, "additional reference"), Map.entry(15, "sync type item"), Map.entry(16, "token item"),
      Map.entry(17, "transport disconnect"), Map.entry(19, "protocol options"),
      Map.entry(20, "session user requirements"), Map.entry(21, "TSDU maximum size"),
      Map.entry(22, "version number"), Map.entry(23, "initial serial number"),
      Map.entry(25, "enclosure item"), Map.entry(26, "token setting item"),
      Map.entry(33, "linking information"),
      Map.entry(41, "activity identifier"), Map.entry(42, "serial number"),
      Map.entry(49, "reflect parameter values"), Map.entry(50, "reason code"),
      Map.entry(51, "calling session selector"), Map.entry(52, "called session selector"),
      Map.entry(55, "second initial serial number"), Map.entry(60, "data overflow"),
      Map.entry(193, "user data"), Map.entry(194, "extended user data"));
  private static final int DATA_TRANSFER = 1;
  private static final int ACTIVITY_END = 41;
  private static final int ACTIVITY_START = 45;
  private static final int ACTIVITY_RESUME = 29;
  private static final int REASON = 50;
  private static final int USER_DATA = 193;

  private final BerDissector ber;
  private final ByteArrayOutputStream apdu = new ByteArrayOutputStream();
  private int pieces;

  SessionDissector(BerDissector ber) {
    this.ber = ber;
  }

  /** Whether these octets look like one TSDU: an SPDU that may stand first, with a length that fits. */
  static boolean fits(Octets octets) {
    if (octets.data().length < 2 || !FIRST.containsKey(octets.at(0))) {
      return false;
    }
    int length = octets.at(1) == 0xFF && octets.data().length > 3
        ? (octets.at(2) << 8 | octets.at(3)) + 4
        : octets.at(1) + 2;
    return octets.at(0) <= 2
        ? octets.at(1) <= 3 && length <= octets.data().length
        : length == octets.data().length;
  }

  /** Adds the SPDUs of a TSDU to what holds it. */
  void tsdu(Octets octets, int start, int end, Finding into) {
    boolean first = true;
    for (int at = start; at < end;) {
      at = spdu(octets, at, end, first, into);
      first = false;
    }
  }

  private int spdu(Octets octets, int start, int end, boolean first, Finding into) {
    int identifier = octets.at(start);
    String name = (first ? FIRST : SECOND).getOrDefault(identifier, "unknown SPDU " + identifier);
    int[] contents = length(octets, start + 1, end);
    if (contents == null) {
      into.add(
          new Finding(octets, start, end, end, name).broken("length runs past the end of the TSDU", start));
      return end;
    }
    boolean data = !first && identifier == DATA_TRANSFER;
    int stop = data ? end : contents[1];
    Finding spdu = new Finding(octets, start, contents[0], stop, name);
    into.add(spdu);
    if (!first && (identifier == ACTIVITY_START || identifier == ACTIVITY_RESUME)) {
      apdu.reset();
      pieces = 0;
    }
    parameters(octets, contents[0], contents[1], spdu);
    if (data) {
      data(octets, contents[1], end, spdu);
    }
    if (!first && identifier == ACTIVITY_END && apdu.size() > 0) {
      transferred(spdu);
    }
    return stop;
  }

  /** Start and end of what a length indicator counts; null if it runs past the end. */
  private static int @Nullable [] length(Octets octets, int at, int end) {
    if (at >= end) {
      return null;
    }
    int length = octets.at(at);
    int from = at + 1;
    if (length == 0xFF) {
      if (at + 3 > end) {
        return null;
      }
      length = octets.at(at + 1) << 8 | octets.at(at + 2);
      from = at + 3;
    }
    return length > end - from ? null : new int[]{from, from + length};
  }

  private void parameters(Octets octets, int start, int end, Finding into) {
    for (int at = start; at < end;) {
      int code = octets.at(at);
      String name = PARAMETERS.getOrDefault(code, "parameter " + code);
      int[] contents = length(octets, at + 1, end);
      if (contents == null) {
        into.add(new Finding(octets, at, end, end, name).broken("length runs past the end of the SPDU", at));
        return;
      }
      Finding parameter = new Finding(octets, at, contents[0], contents[1], name);
      into.add(parameter);
      switch (code) {
        case 1, 5, 33 -> parameters(octets, contents[0], contents[1], parameter);
        case USER_DATA, USER_DATA + 1 -> presentation(octets, contents[0], contents[1], parameter);
        case REASON -> reason(octets, contents[0], contents[1], parameter);
        default -> parameter.value(value(octets, contents[0], contents[1]));
      }
      at = contents[1];
    }
  }

  private void reason(Octets octets, int start, int end, Finding parameter) {
    if (start == end) {
      return;
    }
    parameter.value(Integer.toString(octets.at(start)));
    if (end - start > 1) {
      presentation(octets, start + 1, end, parameter);
    }
  }

  private static String value(Octets octets, int start, int end) {
    byte[] value = Arrays.copyOfRange(octets.data(), start, end);
    String text = new String(value, StandardCharsets.ISO_8859_1);
    boolean readable = value.length > 1 && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return readable ? BerValues.quoted(text) : HexFormat.ofDelimiter(" ").formatHex(value);
  }

  private void presentation(Octets octets, int start, int end, Finding into) {
    if (start < end) {
      ber.elements(octets, start, end, "Ppdu").forEach(into::add);
    }
  }

  /** User data of DT: a PPDU in normal mode, in X.410 mode a piece of the APDU itself. */
  private void data(Octets octets, int start, int end, Finding into) {
    if (start == end) {
      return;
    }
    boolean normal = octets.at(start) == 0x60 || octets.at(start) == 0x61;
    if (normal) {
      presentation(octets, start, end, into);
      into.parts().forEach(this::collect);
    } else {
      into.add(new Finding(octets, start, start, end, "piece of the APDU").value((end - start) + " octets"));
      apdu.write(octets.data(), start, end - start);
      pieces++;
    }
  }

  private void collect(Finding finding) {
    if (finding.label().endsWith("rttr")) {
      BerHeader header = BerHeader.read(finding.octets(), finding.start(), finding.end());
      ByteArrayOutputStream joined = header.constructed() ? BerValues.joined(finding.octets(), header) : null;
      if (joined != null) {
        apdu.writeBytes(joined.toByteArray());
      } else {
        apdu.write(finding.octets().data(), header.contentStart(),
            header.contentEnd() - header.contentStart());
      }
      pieces++;
    }
    finding.parts().forEach(this::collect);
  }

  private void transferred(Finding into) {
    Octets octets = new Octets(apdu.toByteArray(), "APDU put together from " + pieces
        + (pieces == 1 ? " piece" : " pieces"));
    Finding whole = new Finding(octets, 0, 0, octets.data().length, "transferred APDU")
        .value(octets.data().length + " octets");
    ber.elements(octets, 0, octets.data().length, "MtsApdu").forEach(whole::add);
    into.add(whole);
    apdu.reset();
    pieces = 0;
  }
}
