package org.angarium.lab.fuzz;

import java.util.Arrays;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.ApduHead;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtsApdu;

/** APDUs of P1, whole and from their beginning, and what a bind carries. */
final class P1Apdus {
  private static final ApduFraming FRAMING = new ApduFraming.External(5);
  private static final int FIRST_LOOK = 64;
  private static final int LIMIT = 1 << 20;

  private P1Apdus() {}

  static void check(byte[] input) {
    FuzzTarget.stable(input, MtsApdu::decode, P1Apdus::encode);
    FuzzTarget.stable(input, MessageEnvelope::decode, MessageEnvelope::encoded);
    FuzzTarget.stable(input, MtaBind::decodeArgument, bind -> bind.encodeArgument(MtaBind.Mode.NORMAL));
    FuzzTarget.stable(input, MtaBind::decodeResult, bind -> bind.encodeResult(MtaBind.Mode.NORMAL));
    try {
      MtaBind.decodeError(input);
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
    lookAtHead(input);
  }

  private static byte[] encode(MtsApdu apdu) {
    return switch (apdu) {
      case MtsApdu.Message message -> message.prefix(FRAMING, 0);
      case MtsApdu.Probe probe -> probe.encode(FRAMING);
      case MtsApdu.Report report -> report.encode(FRAMING);
    };
  }

  /** As the MTA does with what arrives: looks at as much as it is asked to, until it is enough. */
  private static void lookAtHead(byte[] input) {
    int look = Math.min(input.length, FIRST_LOOK);
    try {
      while (ApduHead.decode(Arrays.copyOf(input, look), look == input.length,
          LIMIT) instanceof ApduHead.Incomplete(int wanted)) {
        Finding.unless(wanted > look, "asks for no more than it has");
        Finding.unless(look < input.length, "asks for more than there is");
        look = Math.min(input.length, wanted);
      }
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    }
  }
}
