package org.angarium.osi.rtse;

import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduEncoder;

/** X.410-1984 mode (X.228 §8, annex on X.410): no ACSE, no presentation framing of data, RTSE components bare in session data. */
final class X410ModeMapping implements Mapping {
  /** mts-transfer-protocol. */
  static final int PROTOCOL_1988 = 12;
  /** mts-transfer-protocol-1984. */
  static final int PROTOCOL_1984 = 1;
  private static final byte[] NOTHING = {};

  @Override
  public List<Layer> layers() {
    return List.of(Layer.SESSION, Layer.PRESENTATION, Layer.RTSE);
  }

  @Override
  public byte[] open(OpenProposal proposal) {
    int protocol = proposal.mode() == OpenProposal.ProtocolMode.X410_1984 ? PROTOCOL_1984 : PROTOCOL_1988;
    return parameters(OpenRequest.rtorq(proposal, protocol));
  }

  @Override
  public OpenAnswer opened(byte[] userData) {
    return OpenAnswerReader.x410Accepted(userData);
  }

  @Override
  public byte[] accept(RtseApdu.Rtoac rtoac) {
    return parameters(rtoac);
  }

  private static byte[] parameters(RtseApdu apdu) {
    return PpduEncoder.encode(new Ppdu.X410Parameters(RtseCodec.components(apdu)));
  }

  @Override
  public byte[] refuse(boolean permanent, int refuseReason, byte[] userData) {
    return set(new RtseApdu.Rtorj(refuseReason, NOTHING));
  }

  private static byte[] set(RtseApdu apdu) {
    return PpduEncoder.encode(new Ppdu.X410Set(RtseCodec.components(apdu)));
  }

  @Override
  public byte[] data(byte[] octets) {
    return octets;
  }

  @Override
  public byte[] octets(byte[] ssdu) {
    return ssdu;
  }

  @Override
  public int transferContext() {
    return -1;
  }

  @Override
  public byte[] turnPlease(int priority) {
    return RtseCodec.rttpEncode(priority);
  }

  @Override
  public int priority(byte[] userData) throws BerException {
    return RtseCodec.rttp(userData);
  }

  @Override
  public byte[] releaseRequest() {
    return NOTHING;
  }

  @Override
  public byte[] releaseResponse() {
    return NOTHING;
  }

  @Override
  public byte[] abort(int reason, int sessionVersion) {
    return set(new RtseApdu.Rtab(reason));
  }

  @Override
  public byte[] unreadable(int event) {
    return set(new RtseApdu.Rtab(AbortReason.PROTOCOL_ERROR));
  }
}
