package org.angarium.osi.rtse;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Tag;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduDecoder;
import org.angarium.osi.presentation.ProviderReason;

/** The initiator's reading of a refusing S-CONNECT confirm: finds the layer that said no, and whether it may say yes later. */
final class OpenRefusalReader {
  private static final int SESSION_PROVIDER = 128;
  private static final int CONTEXT_NAME_NOT_SUPPORTED = 2;
  private static final int NULL_DIAGNOSTIC = 0;
  private static final int NO_REASON_GIVEN = 1;

  private OpenRefusalReader() {}

  /** Never fails: a refusal is a refusal, however it is written. */
  static OpenAnswer read(int sessionReason, byte[] userData) {
    if (sessionReason >= SESSION_PROVIDER || userData.length == 0) {
      return OpenAnswer.refused(List.of(), session(sessionReason));
    }
    List<Layer> passed = List.of(Layer.SESSION);
    try {
      return switch (PpduDecoder.refuse(userData)) {
        case Ppdu.X410Set(byte[] components) -> x410(components);
        case Ppdu.Cpr cpr -> presentation(cpr);
      };
    } catch (BerException e) {
      return OpenAnswer.refused(passed,
          new Failure(Layer.PRESENTATION, Failure.Kind.REFUSED_TRANSIENT, -1, true,
              "the peer refused with a reason that cannot be decoded: " + e.getMessage()));
    }
  }

  private static Failure session(int reason) {
    boolean permanent = switch (reason) {
      case 129, 132, 134 -> true;
      default -> false;
    };
    String text = switch (reason) {
      case 0 -> "session user, no reason given";
      case 1 -> "session user, temporary congestion";
      case 2 -> "session user, without the data that should say why";
      case 129 -> "session selector unknown";
      case 130 -> "session user not attached to its access point";
      case 131 -> "session provider congested";
      case 132 -> "no session protocol version in common";
      case 134 -> "session provider, implementation restriction";
      default -> "session provider, no reason given";
    };
    return new Failure(Layer.SESSION, kind(permanent), reason, true,
        "the peer's session layer refused: " + text + " (reason " + reason + ")");
  }

  private static Failure.Kind kind(boolean permanent) {
    return permanent ? Failure.Kind.REFUSED_PERMANENT : Failure.Kind.REFUSED_TRANSIENT;
  }

  private static OpenAnswer presentation(Ppdu.Cpr cpr) throws BerException {
    List<DataValue> values = cpr.userData();
    if (!values.isEmpty() && AcseCodec.decode(values.get(0).octets()) instanceof AcseApdu.Aare aare) {
      if (aare.userInformation().isEmpty() && rejectsContexts(cpr)) {
        return contextsRejected(cpr.providerReason());
      }
      return ofAare(aare, List.of(Layer.SESSION, Layer.PRESENTATION));
    }
    if (cpr.providerReason() == ProviderReason.NONE && rejectsContexts(cpr)) {
      return contextsRejected(cpr.providerReason());
    }
    int reason = cpr.providerReason();
    boolean permanent = reason > ProviderReason.TEMPORARY_CONGESTION;
    return OpenAnswer.refused(List.of(Layer.SESSION),
        new Failure(Layer.PRESENTATION, kind(permanent), reason, true,
            "the peer's presentation layer refused: "
                + (reason < 0
                    ? "no reason given"
                    : ProviderReason.ofRefusal(reason) + " (reason " + reason + ")")));
  }

  private static boolean rejectsContexts(Ppdu.Cpr cpr) {
    return cpr.results() != null && cpr.results().stream().anyMatch(result -> !result.accepted());
  }

  private static OpenAnswer contextsRejected(int code) {
    return OpenAnswer.refused(List.of(Layer.SESSION), new Failure(Layer.PRESENTATION,
        Failure.Kind.REFUSED_PERMANENT, code, true, "the peer refused the presentation contexts"));
  }

  /** A refusal by ACSE or by what is above it. */
  static OpenAnswer ofAare(AcseApdu.Aare aare, List<Layer> below) {
    boolean permanent = aare.result() == AcseApdu.Aare.REJECTED_PERMANENT;
    String often = permanent ? "permanently" : "for now";
    String why = AcseApdu.diagnosticText(aare.byProvider(), aare.diagnostic()) + " (diagnostic "
        + aare.diagnostic() + ")";
    if (aare.byProvider()) {
      return OpenAnswer.refused(below, new Failure(Layer.ACSE, kind(permanent), aare.diagnostic(), true,
          "the peer's ACSE provider refused " + often + ": " + why));
    }
    if (!aare.userInformation().isEmpty()) {
      List<Layer> passed = new ArrayList<>(below);
      passed.add(Layer.ACSE);
      try {
        RtseApdu.Rtorj rtorj = RtseCodec.rtorj(aare.userInformation().get(0).value());
        return rtse(rtorj, permanent, passed);
      } catch (BerException e) {
        return OpenAnswer.refused(passed, new Failure(Layer.RTSE, kind(permanent), -1, true,
            "the peer's RTSE refused " + often + " with a reason that cannot be decoded: " + e.getMessage()));
      }
    }
    boolean acse = aare.diagnostic() != NULL_DIAGNOSTIC && aare.diagnostic() != NO_REASON_GIVEN;
    if (acse) {
      String hint = aare.diagnostic() == CONTEXT_NAME_NOT_SUPPORTED
          ? "; it does not offer message transfer at this address"
          : "";
      return OpenAnswer.refused(below, new Failure(Layer.ACSE, kind(permanent), aare.diagnostic(), true,
          "the peer refused the association " + often + ": " + why + hint));
    }
    List<Layer> passed = new ArrayList<>(below);
    passed.add(Layer.ACSE);
    return OpenAnswer.refused(passed, new Failure(Layer.RTSE, kind(permanent), aare.diagnostic(), true,
        "the peer refused the association " + often + ": no reason given"));
  }

  private static OpenAnswer rtse(RtseApdu.Rtorj rtorj, boolean permanent, List<Layer> passed) {
    String often = permanent ? "permanently" : "for now";
    if (rtorj.userData().length > 0) {
      passed.add(Layer.RTSE);
      int code = bindError(rtorj.userData());
      return OpenAnswer.refused(passed, new Failure(Layer.APPLICATION, kind(permanent), code, true,
          "the peer's application refused " + often + (code < 0 ? "" : " (bind error " + code + ")")),
          rtorj.userData());
    }
    int reason = rtorj.refuseReason();
    return OpenAnswer.refused(passed, new Failure(Layer.RTSE, kind(permanent), reason, true,
        "the peer's RTSE refused " + often + ": " + refuseReason(reason)));
  }

  /** The INTEGER that a bind error is, with or without its tag around it; -1 if it is something else. */
  private static int bindError(byte[] userData) {
    try {
      BerElement error = BerReader.single(userData);
      BerElement value = error.constructed() ? error.only() : error;
      return value.is(Tag.INTEGER) ? value.intValue(0, Integer.MAX_VALUE) : -1;
    } catch (BerException _) {
      return -1;
    }
  }

  private static OpenAnswer x410(byte[] components) throws BerException {
    List<Layer> passed = List.of(Layer.SESSION, Layer.PRESENTATION);
    int reason = RtseCodec.rtorjComponents(BerReader.of(components)).refuseReason();
    boolean validation = reason == 2;
    boolean permanent = validation || reason == 3;
    Layer layer = validation ? Layer.APPLICATION : Layer.RTSE;
    return OpenAnswer.refused(passed, new Failure(layer, kind(permanent), reason, true,
        "the peer refused: " + refuseReason(reason)));
  }

  private static String refuseReason(int reason) {
    return switch (reason) {
      case -1 -> "no reason given";
      case 0 -> "busy (refuse reason 0)";
      case 1 -> "cannot recover the association (refuse reason 1)";
      case 2 -> "validation failure (refuse reason 2)";
      case 3 -> "unacceptable dialogue mode (refuse reason 3)";
      default -> "refuse reason " + reason;
    };
  }
}
