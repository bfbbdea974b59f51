package org.angarium.lab.simulation.record;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.session.Spdu;
import org.angarium.osi.session.SpduCodec;
import org.angarium.osi.session.SpduException;
import org.angarium.osi.transport.Tpdu;
import org.angarium.osi.transport.TpduCodec;
import org.angarium.osi.transport.TpktFramer;
import org.angarium.osi.transport.TransportProtocolException;

/** One direction of a connection, octets in, SPDUs out. After what it cannot read it gives nothing more. */
final class SpduTap {
  private final TpktFramer framer = new TpktFramer();
  private final ByteArrayOutputStream tsdu = new ByteArrayOutputStream();
  private boolean broken;

  List<Spdu> read(byte[] octets) {
    List<Spdu> all = new ArrayList<>();
    if (broken) {
      return all;
    }
    try {
      framer.push(octets);
      for (byte[] tpdu = framer.next(); tpdu != null; tpdu = framer.next()) {
        if (TpduCodec.decode(tpdu) instanceof Tpdu.Dt dt) {
          tsdu.writeBytes(dt.data());
          if (dt.endOfTsdu()) {
            byte[] whole = tsdu.toByteArray();
            tsdu.reset();
            all.addAll(SpduCodec.decode(whole));
          }
        }
      }
    } catch (TransportProtocolException | SpduException e) {
      broken = true;
    }
    return all;
  }
}
