package org.angarium.osi.rtse;

import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.acse.External;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduDecoder;
import org.angarium.osi.presentation.ProviderReason;

/** Reads the user data of an S-U-ABORT: who aborted, and why. Understands ARU with ABRT or a bare RTAB, ARP and the X.410 form. */
final class PeerAbort {
  private PeerAbort() {}

  /** Never fails: an abort is an abort, however it is written. */
  static Failure read(byte[] userData) {
    if (userData.length == 0) {
      return new Failure(Layer.RTSE, Failure.Kind.ABORTED, -1, true,
          "the peer aborted without giving a reason");
    }
    try {
      return switch (PpduDecoder.abort(userData)) {
        case Ppdu.Arp(int reason, int event) -> new Failure(Layer.PRESENTATION, Failure.Kind.PROTOCOL_ERROR,
            reason, true,
            "the peer's presentation layer aborted: " + ProviderReason.ofAbort(reason) + " (reason "
                + reason + ", event " + event + ")");
        case Ppdu.X410Set(byte[] components) -> rtab(RtseCodec.rtabComponents(BerReader.of(components)));
        case Ppdu.Aru(var _, List<DataValue> values) -> user(values);
      };
    } catch (BerException e) {
      return new Failure(Layer.PRESENTATION, Failure.Kind.ABORTED, -1, true,
          "the peer aborted with a reason that cannot be decoded: " + e.getMessage());
    }
  }

  private static Failure user(List<DataValue> values) throws BerException {
    if (values.isEmpty()) {
      return new Failure(Layer.RTSE, Failure.Kind.ABORTED, -1, true,
          "the peer aborted without giving a reason");
    }
    byte[] value = values.get(0).octets();
    if (!BerReader.of(value).next().is(Tag.application(4))) {
      // Over session version 1 there is no room for an ABRT.
      return rtab(RtseCodec.rtab(value));
    }
    if (!(AcseCodec.decode(value) instanceof AcseApdu.Abrt abrt)) {
      throw new BerException("no ABRT", 0);
    }
    for (External external : abrt.userInformation()) {
      return rtab(RtseCodec.rtab(external.value()));
    }
    if (abrt.byProvider()) {
      return new Failure(Layer.ACSE, Failure.Kind.PROTOCOL_ERROR, abrt.diagnostic(), true,
          "the peer's ACSE provider aborted (diagnostic " + abrt.diagnostic() + ")");
    }
    return new Failure(Layer.ACSE, Failure.Kind.ABORTED, abrt.diagnostic(), true,
        "the peer's application aborted without giving a reason");
  }

  private static Failure rtab(RtseApdu.Rtab rtab) {
    int reason = rtab.reason();
    Layer layer = reason == AbortReason.USER_ERROR ? Layer.APPLICATION : Layer.RTSE;
    return new Failure(layer, AbortReason.kind(reason), reason, true,
        "the peer aborted: " + AbortReason.text(reason)
            + (reason < 0 ? "" : " (RTAB reason " + reason + ")"));
  }

  /** Whether the peer says that it has taken responsibility for the APDU under way. */
  static boolean transferCompleted(Failure failure) {
    return failure.layer() == Layer.RTSE && failure.code() == AbortReason.TRANSFER_COMPLETED;
  }
}
