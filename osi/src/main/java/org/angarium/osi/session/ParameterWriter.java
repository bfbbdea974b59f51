package org.angarium.osi.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes PI and PGI units; callers keep to ascending codes within one level (X.225 §8.2). */
final class ParameterWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ParameterWriter put(int code, byte[] value) {
    out.write(code);
    LengthIndicator.write(out, value.length);
    out.writeBytes(value);
    return this;
  }

  ParameterWriter putUnlessEmpty(int code, byte[] value) {
    return value.length == 0 ? this : put(code, value);
  }

  ParameterWriter putOctet(int code, int value) {
    return put(code, new byte[]{(byte) value});
  }

  ParameterWriter putNumber16(int code, int value) {
    return put(code, new byte[]{(byte) (value >>> 8), (byte) value});
  }

  ParameterWriter putSerial(int serial) {
    return put(ParameterCode.SERIAL_NUMBER, Integer.toString(serial).getBytes(StandardCharsets.US_ASCII));
  }

  ParameterWriter putEnclosure(Enclosure enclosure) {
    return enclosure == Enclosure.ABSENT ? this : putOctet(ParameterCode.ENCLOSURE, enclosure.bits());
  }

  ParameterWriter putTsduMaximumSize(Spdu.TsduMaximumSize size) {
    int from = size.fromInitiator();
    int to = size.fromResponder();
    return from == 0 && to == 0
        ? this
        : put(ParameterCode.TSDU_MAXIMUM_SIZE,
            new byte[]{(byte) (from >>> 8), (byte) from, (byte) (to >>> 8), (byte) to});
  }

  /** The connection identifier as a PGI of its own, unless it is empty. */
  ParameterWriter putConnectionIdentifier(int userReferenceCode, SessionConnectionReference reference) {
    return putUnlessEmpty(ParameterCode.CONNECTION_IDENTIFIER,
        new ParameterWriter().putReference(userReferenceCode, reference).toByteArray());
  }

  /** The PI units of a connection identifier. */
  ParameterWriter putReference(int userReferenceCode, SessionConnectionReference reference) {
    return putUnlessEmpty(userReferenceCode, reference.userReference())
        .putUnlessEmpty(ParameterCode.COMMON_REFERENCE, reference.commonReference())
        .putUnlessEmpty(ParameterCode.ADDITIONAL_REFERENCE, reference.additionalReference());
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
