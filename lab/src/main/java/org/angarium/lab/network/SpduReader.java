package org.angarium.lab.network;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.osi.transport.TransportProtocolException;

/** Reads SPDUs out of one direction of a connection. At the first octets that are none it gives up: a damaged line shows nothing more. */
final class SpduReader {
  private final Consumer<Spdu> consumer;
  private final TpktFramer framer = new TpktFramer();
  private final ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
  private boolean damaged;

  SpduReader(Consumer<Spdu> consumer) {
    this.consumer = consumer;
  }

  void read(byte[] octets) {
    if (damaged) {
      return;
    }
    try {
      framer.push(octets);
      for (byte[] tpdu = framer.next(); tpdu != null; tpdu = framer.next()) {
        if (TpduCodec.decode(tpdu) instanceof Tpdu.Dt(boolean last, byte[] data)) {
          tsdu.writeBytes(data);
          if (last) {
            SpduCodec.decode(tsdu.toByteArray()).forEach(consumer);
            tsdu.reset();
          }
        }
      }
    } catch (TransportProtocolException | SpduException e) {
      damaged = true;
    }
  }

  /** Octets of a unit that has begun and is not complete, with what TPKT and TPDU put around them. */
  int held() {
    return damaged ? 0 : tsdu.size() + framer.held();
  }
}
