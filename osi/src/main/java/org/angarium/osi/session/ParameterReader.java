package org.angarium.osi.session;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of one SPDU (X.225 §8.2), in whatever order they stand: peers exist that do not keep to it. PI units of the connection
 * identifier and the connect/accept item are found as if they stood alone, which the standard allows as well. Of repeated parameters the
 * first counts; an empty one counts as absent.
 */
final class ParameterReader {
  private record Value(byte[] octets, int offset) {}

  private final String spdu;
  private final int offset;
  private final Map<Integer, Value> values = new HashMap<>();

  /** Reads {@code tsdu} from {@code from} to {@code to}. */
  ParameterReader(String spdu, byte[] tsdu, int from, int to) throws SpduException {
    this.spdu = spdu;
    this.offset = from;
    read(tsdu, from, to, true);
  }

  private void read(byte[] tsdu, int from, int to, boolean top) throws SpduException {
    int at = from;
    while (at < to) {
      int code = tsdu[at] & 0xFF;
      String what = spdu + " parameter " + code;
      LengthIndicator length = LengthIndicator.read(what, tsdu, at + 1, to);
      int end = length.contentStart() + length.value();
      if (top && (code == ParameterCode.CONNECTION_IDENTIFIER || code == ParameterCode.CONNECT_ACCEPT_ITEM)) {
        read(tsdu, length.contentStart(), end, false);
      } else if (length.value() > 0) {
        values.putIfAbsent(code, new Value(Arrays.copyOfRange(tsdu, length.contentStart(), end), at));
      }
      at = end;
    }
  }

  boolean has(int code) {
    return values.containsKey(code);
  }

  /** The value, empty when absent. */
  byte[] octets(int code) {
    Value value = values.get(code);
    return value == null ? new byte[0] : value.octets;
  }

  byte[] octets(int code, int maximum, String name) throws SpduException {
    Value value = values.get(code);
    if (value == null) {
      return new byte[0];
    }
    if (value.octets.length > maximum) {
      throw new SpduException(
          spdu + ": " + name + " has " + value.octets.length + " octets, at most " + maximum + " are allowed",
          value.offset);
    }
    return value.octets;
  }

  byte[] requiredOctets(int code, int maximum, String name) throws SpduException {
    if (!has(code)) {
      throw new SpduException(spdu + ": " + name + " is missing", offset);
    }
    return octets(code, maximum, name);
  }

  int number(int code, int octets, int whenAbsent, String name) throws SpduException {
    Value value = values.get(code);
    if (value == null) {
      return whenAbsent;
    }
    if (value.octets.length != octets) {
      throw new SpduException(
          spdu + ": " + name + " has " + value.octets.length + " octets instead of " + octets, value.offset);
    }
    int number = 0;
    for (byte octet : value.octets) {
      number = number << 8 | octet & 0xFF;
    }
    return number;
  }

  /** A serial number: one to six decimal digits. */
  int serial() throws SpduException {
    byte[] digits = requiredOctets(ParameterCode.SERIAL_NUMBER, 6, "serial number");
    int serial = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        throw new SpduException(
            String.format("%s: octet %02X in the serial number is no digit", spdu, digit & 0xFF), offset);
      }
      serial = serial * 10 + digit - '0';
    }
    return serial;
  }

  Enclosure enclosure() throws SpduException {
    if (!has(ParameterCode.ENCLOSURE)) {
      return Enclosure.ABSENT;
    }
    int bits = number(ParameterCode.ENCLOSURE, 1, 0, "enclosure item");
    return Enclosure.of((bits & 0x01) != 0, (bits & 0x02) != 0);
  }

  SessionConnectionReference reference(int userReferenceCode) throws SpduException {
    byte[] user = octets(userReferenceCode, 64, "SS-user reference");
    byte[] common = octets(ParameterCode.COMMON_REFERENCE, 64, "common reference");
    byte[] additional = octets(ParameterCode.ADDITIONAL_REFERENCE, 4, "additional reference information");
    return user.length + common.length + additional.length == 0
        ? SessionConnectionReference.NONE
        : new SessionConnectionReference(user, common, additional);
  }

  Spdu.TsduMaximumSize tsduMaximumSize() throws SpduException {
    int sizes = number(ParameterCode.TSDU_MAXIMUM_SIZE, 4, 0, "TSDU maximum size");
    return sizes == 0 ? Spdu.TsduMaximumSize.NONE : new Spdu.TsduMaximumSize(sizes >>> 16, sizes & 0xFFFF);
  }

  /** User data wherever this SPDU carries it. */
  byte[] userData() {
    return octets(has(ParameterCode.USER_DATA) ? ParameterCode.USER_DATA : ParameterCode.EXTENDED_USER_DATA);
  }
}
