package org.angarium.osi.rtse;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.acse.External;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.ContextResult;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.presentation.ProviderReason;
import org.angarium.osi.presentation.UserData;
import org.jspecify.annotations.Nullable;

/**
 * Normal mode (X.228 §8.1): RTSE APDUs inside ACSE APDUs inside presentation, for the application context mts-transfer (X.419 §12).
 */
final class NormalModeMapping implements Mapping {
  /** id-ac-mts-transfer. */
  static final Oid MTS_TRANSFER = Oid.of("2.6.0.1.6");
  static final Oid ACSE_SYNTAX = Oid.of("2.2.1.0.1");
  /** id-as-mta-rtse: RTSE together with MTA-bind. */
  static final Oid RTSE_SYNTAX = Oid.of("2.6.0.2.12");
  /** id-as-mtse: the messages, probes and reports. */
  static final Oid MTSE_SYNTAX = Oid.of("2.6.0.2.7");
  private static final List<ContextDefinition> PROPOSED = List.of(
      ContextDefinition.inBer(1, ACSE_SYNTAX),
      ContextDefinition.inBer(3, RTSE_SYNTAX), ContextDefinition.inBer(5, MTSE_SYNTAX));
  private static final int RELEASE_NORMAL = 0;
  private static final int NO_REASON_GIVEN = 1;
  private static final byte[] NOTHING = {};

  private final List<ContextDefinition> contexts;
  private final @Nullable List<ContextResult> results;
  /** Those of the contexts that have not been rejected: the defined context set. */
  private final List<ContextDefinition> inUse;
  private final int acseContext;
  private final int rtseContext;
  private final int transferContext;

  /**
   * @param contexts what the initiator proposed
   * @param results our answer to it; null at the initiator
   */
  NormalModeMapping(List<ContextDefinition> contexts, @Nullable List<ContextResult> results) {
    this.contexts = contexts;
    this.results = results;
    this.inUse = usable(contexts, results);
    this.acseContext = idOf(ACSE_SYNTAX);
    this.rtseContext = idOf(RTSE_SYNTAX);
    this.transferContext = idOf(MTSE_SYNTAX);
  }

  static NormalModeMapping ofInitiator() {
    return new NormalModeMapping(PROPOSED, null);
  }

  private static List<ContextDefinition> usable(List<ContextDefinition> contexts,
      @Nullable List<ContextResult> results) {
    List<ContextDefinition> usable = new ArrayList<>();
    for (int i = 0; i < contexts.size(); i++) {
      if (results == null || results.get(i).accepted()) {
        usable.add(contexts.get(i));
      }
    }
    return List.copyOf(usable);
  }

  /** The first of those in use: a caller may offer one syntax in several encodings. */
  private int idOf(Oid abstractSyntax) {
    for (ContextDefinition context : inUse) {
      if (context.abstractSyntax().equals(abstractSyntax)) {
        return context.id();
      }
    }
    return 1;
  }

  @Override
  public List<Layer> layers() {
    return List.of(Layer.SESSION, Layer.PRESENTATION, Layer.ACSE, Layer.RTSE);
  }

  @Override
  public byte[] open(OpenProposal proposal) {
    AcseApdu aarq = new AcseApdu.Aarq(true, MTS_TRANSFER,
        negotiating(RtseCodec.encode(OpenRequest.rtorq(proposal, -1))));
    return PpduEncoder.encode(new Ppdu.Cp(proposal.calling().presentation(), proposal.called().presentation(),
        true, contexts,
        acseValue(aarq)));
  }

  @Override
  public OpenAnswer opened(byte[] userData) {
    return new OpenAnswerReader(contexts).accepted(userData);
  }

  @Override
  public byte[] accept(RtseApdu.Rtoac rtoac) {
    AcseApdu aare = new AcseApdu.Aare(MTS_TRANSFER, AcseApdu.Aare.ACCEPTED, false, 0,
        negotiating(RtseCodec.encode(rtoac)));
    return PpduEncoder.encode(new Ppdu.Cpa(NOTHING, results, acseValue(aare)));
  }

  @Override
  public byte[] refuse(boolean permanent, int refuseReason, byte[] userData) {
    // The refuse reason belongs to X.410 mode; here the bind error says it.
    int result = permanent ? AcseApdu.Aare.REJECTED_PERMANENT : AcseApdu.Aare.REJECTED_TRANSIENT;
    return reject(new AcseApdu.Aare(MTS_TRANSFER, result, false, NO_REASON_GIVEN,
        negotiating(RtseCodec.encode(new RtseApdu.Rtorj(-1, userData)))));
  }

  /** A refusal by ACSE, before RTSE was asked. {@code diagnostic}: X.227 associate source diagnostic. */
  byte[] reject(boolean byProvider, int diagnostic) {
    return reject(new AcseApdu.Aare(MTS_TRANSFER, AcseApdu.Aare.REJECTED_PERMANENT, byProvider, diagnostic,
        List.of()));
  }

  private byte[] reject(AcseApdu.Aare aare) {
    return PpduEncoder.encode(new Ppdu.Cpr(NOTHING, results, ProviderReason.NONE, acseValue(aare)));
  }

  @Override
  public byte[] data(byte[] octets) {
    return UserData.encode(rtseContext, RtseCodec.rttrHeader(octets.length), octets);
  }

  @Override
  public byte[] octets(byte[] ssdu) throws BerException {
    List<DataValue> values = UserData.decode(ssdu);
    if (values.size() == 1) {
      return RtseCodec.rttr(known(values.get(0)).octets());
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(ssdu.length);
    for (DataValue value : values) {
      joined.writeBytes(RtseCodec.rttr(known(value).octets()));
    }
    return joined.toByteArray();
  }

  private DataValue known(DataValue value) throws BerException {
    if (value.context() != DataValue.DEFAULT_CONTEXT
        && inUse.stream().noneMatch(context -> context.id() == value.context())) {
      throw new BerException("presentation context " + value.context() + " was never defined", 0);
    }
    return value;
  }

  @Override
  public int transferContext() {
    return transferContext;
  }

  @Override
  public byte[] turnPlease(int priority) {
    return UserData.encode(rtseContext, RtseCodec.rttpEncode(priority));
  }

  @Override
  public int priority(byte[] userData) throws BerException {
    List<DataValue> values = UserData.decode(userData);
    if (values.isEmpty()) {
      throw new BerException("turn request without RTTP", 0);
    }
    return RtseCodec.rttp(values.get(0).octets());
  }

  @Override
  public byte[] releaseRequest() {
    return UserData.encode(acseContext, AcseCodec.encode(new AcseApdu.Rlrq(RELEASE_NORMAL)));
  }

  @Override
  public byte[] releaseResponse() {
    return UserData.encode(acseContext, AcseCodec.encode(new AcseApdu.Rlre(RELEASE_NORMAL)));
  }

  @Override
  public byte[] abort(int reason, int sessionVersion) {
    if (sessionVersion < 2) {
      // Nine octets do not even hold the smallest ARU with an RTAB.
      return NOTHING;
    }
    byte[] rtab = RtseCodec.encode(new RtseApdu.Rtab(reason));
    AcseApdu abrt = new AcseApdu.Abrt(false, -1, List.of(new External(null, rtseContext, rtab)));
    List<Integer> ids = new ArrayList<>();
    for (ContextDefinition context : inUse) {
      ids.add(context.id());
    }
    return PpduEncoder.encode(new Ppdu.Aru(ids, acseValue(abrt)));
  }

  @Override
  public byte[] unreadable(int event) {
    return PpduEncoder.encode(new Ppdu.Arp(ProviderReason.ABORT_INVALID_PARAMETER_VALUE, event));
  }

  private List<DataValue> acseValue(AcseApdu apdu) {
    return List.of(new DataValue(acseContext, AcseCodec.encode(apdu)));
  }

  /** While contexts are being negotiated an EXTERNAL names its transfer syntax, too. */
  private List<External> negotiating(byte[] rtseApdu) {
    return List.of(new External(ContextDefinition.BER, rtseContext, rtseApdu));
  }
}
