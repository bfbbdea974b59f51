package org.angarium.osi.rtse;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.ContextResult;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduDecoder;
import org.angarium.osi.presentation.PpduEncoder;
import org.angarium.osi.presentation.ProviderReason;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.OsiAddress;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.osi.session.FunctionalUnits;
import org.angarium.osi.session.SessionAction;
import org.angarium.osi.session.SessionConnectionReference;
import org.angarium.osi.session.SessionEvent;
import org.jspecify.annotations.Nullable;

/**
 * The responder's reading of an S-CONNECT indication: which mode it is in, and whether presentation, ACSE and RTSE can take part. What
 * they cannot is refused here, before the user is asked.
 */
final class OpenRequest {
  private static final int USER_SAYS_WHY = 2;
  private static final int NO_REASON_GIVEN = 1;
  private static final int CONTEXT_NAME_NOT_SUPPORTED = 2;
  private static final int NO_COMMON_ACSE_VERSION = 2;
  private static final int VALIDATION_FAILURE = 2;
  private static final byte[] NOTHING = {};

  /** What came of reading. */
  sealed interface Outcome {
    record Proposed(OpenProposal proposal, Mapping mapping) implements Outcome {}

    record Refused(SessionEvent.Refuse answer, Failure failure) implements Outcome {}
  }

  private final SessionAction.ConnectIndicated connect;

  OpenRequest(SessionAction.ConnectIndicated connect) {
    this.connect = connect;
  }

  /** The RTORQ that a proposal makes. {@code protocol}: the application protocol of X.410 mode, else -1. */
  static RtseApdu.Rtorq rtorq(OpenProposal proposal, int protocol) {
    SessionConnectionReference recover = proposal.recover();
    RtseApdu.ConnectionData data = recover == null
        ? new RtseApdu.ConnectionData.Open(proposal.userData())
        : new RtseApdu.ConnectionData.Recover(recover);
    int dialogue = proposal.dialogue() == Dialogue.MONOLOGUE
        ? RtseApdu.Rtorq.MONOLOGUE
        : RtseApdu.Rtorq.TWO_WAY_ALTERNATE;
    return new RtseApdu.Rtorq(proposal.checkpointKilooctets(), proposal.window(), dialogue, data, protocol);
  }

  Outcome read() {
    try {
      return switch (PpduDecoder.connect(connect.userData())) {
        case Ppdu.X410Parameters(byte[] parameters) -> x410(parameters);
        case Ppdu.Cp cp -> normal(cp);
      };
    } catch (BerException e) {
      return presentationRefused(ProviderReason.USER_DATA_NOT_READABLE, null,
          "the association request is invalid: "
              + e.getMessage());
    }
  }

  private Outcome x410(byte[] parameters) {
    X410ModeMapping mapping = new X410ModeMapping();
    if (lacksFunctionalUnits()) {
      return refused(Layer.SESSION, mapping.refuse(true, VALIDATION_FAILURE, NOTHING), unitsMissing());
    }
    RtseApdu.Rtorq rtorq;
    try {
      rtorq = RtseCodec.rtorqComponents(BerReader.of(parameters), false);
    } catch (BerException e) {
      return refused(Layer.RTSE, mapping.refuse(true, VALIDATION_FAILURE, NOTHING),
          "the association request is invalid: " + e.getMessage());
    }
    ProtocolMode mode = switch (rtorq.applicationProtocol()) {
      case X410ModeMapping.PROTOCOL_1984, -1 -> ProtocolMode.X410_1984;
      // A known implementation sends the number with its two octets swapped.
      case X410ModeMapping.PROTOCOL_1988, X410ModeMapping.PROTOCOL_1988 << 8 -> ProtocolMode.X410_1988;
      case X410ModeMapping.PROTOCOL_1984 << 8 -> ProtocolMode.X410_1984;
      default -> null;
    };
    if (mode == null) {
      return refused(Layer.RTSE, mapping.refuse(true, VALIDATION_FAILURE, NOTHING),
          "the caller wants application protocol " + rtorq.applicationProtocol()
              + ", which is no message transfer");
    }
    return new Outcome.Proposed(proposal(rtorq, mode, NOTHING, NOTHING), mapping);
  }

  private Outcome normal(Ppdu.Cp cp) {
    List<ContextResult> results = results(cp.contexts());
    NormalModeMapping mapping = new NormalModeMapping(cp.contexts(), results);
    if (!cp.versionSupported()) {
      return presentationRefused(ProviderReason.PROTOCOL_VERSION_NOT_SUPPORTED, null,
          "the caller does not offer presentation protocol version 1");
    }
    if (!accepted(cp, results, NormalModeMapping.ACSE_SYNTAX)) {
      return presentationRefused(ProviderReason.NONE, results,
          "the caller proposes no usable presentation context for ACSE");
    }
    AcseApdu.Aarq aarq;
    try {
      aarq = aarq(cp);
    } catch (BerException e) {
      return refused(Layer.ACSE, mapping.reject(false, NO_REASON_GIVEN),
          "the association request is invalid: "
              + e.getMessage());
    }
    if (!aarq.versionSupported()) {
      return refused(Layer.ACSE, mapping.reject(true, NO_COMMON_ACSE_VERSION),
          "the caller does not offer ACSE version 1");
    }
    if (!aarq.applicationContext().equals(NormalModeMapping.MTS_TRANSFER)) {
      return refused(Layer.ACSE, mapping.reject(false, CONTEXT_NAME_NOT_SUPPORTED),
          "the caller wants application context " + aarq.applicationContext()
              + ", which is not mts-transfer");
    }
    for (Oid syntax : List.of(NormalModeMapping.RTSE_SYNTAX, NormalModeMapping.MTSE_SYNTAX)) {
      if (!accepted(cp, results, syntax)) {
        return refused(Layer.PRESENTATION, mapping.reject(false, NO_REASON_GIVEN),
            "the caller proposes no usable presentation context for abstract syntax " + syntax);
      }
    }
    if (lacksFunctionalUnits()) {
      return refused(Layer.SESSION, mapping.reject(false, NO_REASON_GIVEN), unitsMissing());
    }
    if (aarq.userInformation().isEmpty()) {
      return refused(Layer.RTSE, mapping.reject(false, NO_REASON_GIVEN), "the caller's AARQ has no RTORQ");
    }
    try {
      RtseApdu.Rtorq rtorq = RtseCodec.rtorq(aarq.userInformation().get(0).value());
      return new Outcome.Proposed(
          proposal(rtorq, ProtocolMode.NORMAL, cp.callingSelector(), cp.calledSelector()), mapping);
    } catch (BerException e) {
      return refused(Layer.RTSE, mapping.reject(false, NO_REASON_GIVEN),
          "the association request is invalid: "
              + e.getMessage());
    }
  }

  private static AcseApdu.Aarq aarq(Ppdu.Cp cp) throws BerException {
    if (cp.userData().isEmpty()
        || !(AcseCodec.decode(cp.userData().get(0).octets()) instanceof AcseApdu.Aarq aarq)) {
      throw new BerException("no AARQ in the user data of CP", 0);
    }
    return aarq;
  }

  private static List<ContextResult> results(List<ContextDefinition> proposed) {
    List<ContextResult> results = new ArrayList<>();
    for (ContextDefinition context : proposed) {
      Oid syntax = context.abstractSyntax();
      if (!syntax.equals(NormalModeMapping.ACSE_SYNTAX) && !syntax.equals(NormalModeMapping.RTSE_SYNTAX)
          && !syntax.equals(NormalModeMapping.MTSE_SYNTAX)) {
        results.add(ContextResult.rejectedByProvider(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED));
      } else if (!context.transferSyntaxes().contains(ContextDefinition.BER)) {
        results.add(ContextResult.rejectedByProvider(ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED));
      } else {
        results.add(ContextResult.acceptedIn(ContextDefinition.BER));
      }
    }
    return results;
  }

  private static boolean accepted(Ppdu.Cp cp, List<ContextResult> results, Oid abstractSyntax) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).accepted() && cp.contexts().get(i).abstractSyntax().equals(abstractSyntax)) {
        return true;
      }
    }
    return false;
  }

  private boolean lacksFunctionalUnits() {
    return (connect.functionalUnits() & FunctionalUnits.RTSE) != FunctionalUnits.RTSE;
  }

  private String unitsMissing() {
    return "the caller proposes session functional units " + Integer.toHexString(connect.functionalUnits())
        + " (hexadecimal), which lack some that reliable transfer needs";
  }

  private static Outcome presentationRefused(int reason, @Nullable List<ContextResult> results,
      String text) {
    byte[] cpr = PpduEncoder.encode(new Ppdu.Cpr(NOTHING, results, reason, List.of()));
    return refused(Layer.PRESENTATION, cpr, text);
  }

  private static Outcome refused(Layer layer, byte[] userData, String text) {
    return new Outcome.Refused(new SessionEvent.Refuse(USER_SAYS_WHY, userData),
        new Failure(layer, Failure.Kind.REFUSED_PERMANENT, -1, false, text));
  }

  private OpenProposal proposal(RtseApdu.Rtorq rtorq, ProtocolMode mode, byte[] calling, byte[] called) {
    byte[] userData = NOTHING;
    SessionConnectionReference recover = null;
    switch (rtorq.connectionData()) {
      case RtseApdu.ConnectionData.Open(byte[] data) -> userData = data;
      case RtseApdu.ConnectionData.Recover(SessionConnectionReference reference) -> recover = reference;
    }
    return new OpenProposal(new OsiAddress(calling, connect.callingSelector(), NOTHING),
        new OsiAddress(called, connect.calledSelector(), NOTHING), mode,
        rtorq.dialogue() == RtseApdu.Rtorq.MONOLOGUE ? Dialogue.MONOLOGUE : Dialogue.TWO_WAY_ALTERNATE,
        connect.initiatorHasTokens() ? Turn.INITIATOR : Turn.RESPONDER, rtorq.checkpoint(),
        Math.max(1, rtorq.window()), userData, connect.reference(), recover);
  }
}
