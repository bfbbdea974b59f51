package org.angarium.mta.wire;

import java.util.Arrays;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.presentation.UserData;
import org.angarium.osi.session.Enclosure;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.x400.p1.ApduFraming;

/** One recorded association of normal mode that other APDUs are put into, so that an analyser reads them. */
final class Wrapped {
  private static final int RTSE_CONTEXT = 3;
  private static final int MTSE_CONTEXT = 5;
  private static final int PIECE = 1024;

  private final Pcap.Stream stream;
  private int activities;

  /** Begins with the bind that was recorded. */
  Wrapped(Pcap.Stream stream) {
    this.stream = stream;
    Recorded.dialogue(Recorded.IPM_1988).stream().limit(4)
        .forEach(recorded -> stream.data(recorded.byInitiator(), recorded.tpkt()));
  }

  /** An activity with this APDU, from the initiator. */
  void transfer(byte[] apdu) {
    byte[] framed = new BerWriter().raw(new ApduFraming.External(MTSE_CONTEXT).before(apdu.length)).raw(apdu)
        .toByteArray();
    send(true, new Spdu.As(new BerWriter().integer(++activities).toByteArray()));
    int serial = 0;
    for (int at = 0; at < framed.length; at += PIECE) {
      byte[] piece = Arrays.copyOfRange(framed, at, Math.min(framed.length, at + PIECE));
      byte[] slice = new BerWriter().octets(org.angarium.osi.ber.Tag.OCTET_STRING, piece).toByteArray();
      send(true, new Spdu.Dt(Enclosure.ABSENT, UserData.encode(RTSE_CONTEXT, slice)));
      if (at + PIECE < framed.length) {
        send(true, new Spdu.Mip(++serial, true));
        send(false, new Spdu.Mia(serial));
      }
    }
    send(true, new Spdu.Ae(++serial));
    send(false, new Spdu.Aea(serial));
  }

  private void send(boolean byInitiator, Spdu spdu) {
    stream.data(byInitiator, TpktFramer.frame(TpduCodec.encode(new Tpdu.Dt(true, SpduCodec.encode(spdu)))));
  }
}
