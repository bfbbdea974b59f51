package org.angarium.lab.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.ApduHead;
import org.angarium.x400.p1.ContentPlace;
import org.angarium.x400.p1.ContentSegments;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtaBind;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.OverlongEnvelope;
import org.angarium.x400.p1.ProbeEnvelope;

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
    goOver(input);
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

  /** As the MTA does with an envelope that is too long to be read: of one that is short everything is kept. */
  private static void goOver(byte[] input) {
    ContentSegments.ApduOctets apdu = new ContentSegments.ApduOctets() {
      @Override
      public long length() {
        return input.length;
      }

      @Override
      public byte[] read(long offset, int length) {
        Finding.unless(offset >= 0 && length > 0 && offset + length <= input.length,
            "reads " + length + " octets at " + offset);
        return Arrays.copyOfRange(input, (int) offset, (int) offset + length);
      }
    };
    try {
      OverlongEnvelope<MessageEnvelope> kept = OverlongEnvelope.ofMessage(apdu);
      Finding.unless(kept.octets() <= input.length, "an envelope longer than the APDU");
      if (ApduHead.decode(input, true,
          LIMIT) instanceof ApduHead.Message(byte[] envelope, ContentPlace content)) {
        Finding.unless(content.equals(kept.content()), "another place of the content");
        Finding.unless(Arrays.equals(MessageEnvelope.decode(envelope).encoded(), kept.envelope().encoded()),
            "another envelope is kept");
      }
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    try {
      OverlongEnvelope<ProbeEnvelope> kept = OverlongEnvelope.ofProbe(apdu);
      Finding.unless(kept.octets() <= input.length, "an envelope longer than the APDU");
      if (MtsApdu.decode(input) instanceof MtsApdu.Probe whole) {
        Finding.unless(
            Arrays.equals(whole.encode(FRAMING), new MtsApdu.Probe(kept.envelope()).encode(FRAMING)),
            "another probe is kept");
      }
    } catch (BerException said) {
      Finding.unless(said.getMessage() != null, "an error without words");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
