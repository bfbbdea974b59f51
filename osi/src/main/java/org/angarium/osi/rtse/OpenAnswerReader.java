package org.angarium.osi.rtse;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.acse.AcseApdu;
import org.angarium.osi.acse.AcseCodec;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.presentation.ContextDefinition;
import org.angarium.osi.presentation.ContextResult;
import org.angarium.osi.presentation.DataValue;
import org.angarium.osi.presentation.Ppdu;
import org.angarium.osi.presentation.PpduDecoder;
import org.jspecify.annotations.Nullable;

/** The initiator's reading of an accepting S-CONNECT confirm: each layer in turn has to say yes. */
final class OpenAnswerReader {
  private final List<ContextDefinition> proposed;
  private final List<Layer> passed = new ArrayList<>(List.of(Layer.SESSION));

  OpenAnswerReader(List<ContextDefinition> proposed) {
    this.proposed = proposed;
  }

  /** Normal mode: CPA, AARE, RTOAC. */
  OpenAnswer accepted(byte[] userData) {
    try {
      if (!(PpduDecoder.accept(userData) instanceof Ppdu.Cpa cpa)) {
        return protocolError(Layer.PRESENTATION, "answers in X.410 mode to a proposal of normal mode");
      }
      Failure refusedContexts = refusedContexts(proposed, cpa.results());
      if (refusedContexts != null) {
        return OpenAnswer.refused(passed, refusedContexts);
      }
      passed.add(Layer.PRESENTATION);
      return acse(cpa.userData());
    } catch (BerException e) {
      return protocolError(passed.contains(Layer.ACSE)
          ? Layer.RTSE
          : passed.contains(Layer.PRESENTATION) ? Layer.ACSE : Layer.PRESENTATION, e.getMessage());
    }
  }

  private OpenAnswer acse(List<DataValue> values) throws BerException {
    if (values.isEmpty() || !(AcseCodec.decode(values.get(0).octets()) instanceof AcseApdu.Aare aare)) {
      return protocolError(Layer.ACSE, "accepts without an AARE");
    }
    if (aare.result() != AcseApdu.Aare.ACCEPTED) {
      return OpenRefusalReader.ofAare(aare, passed);
    }
    passed.add(Layer.ACSE);
    if (aare.userInformation().isEmpty()) {
      return protocolError(Layer.RTSE, "accepts without an RTOAC");
    }
    RtseApdu.Rtoac rtoac = RtseCodec.rtoac(aare.userInformation().get(0).value());
    passed.add(Layer.RTSE);
    return OpenAnswer.accepted(passed, rtoac);
  }

  private OpenAnswer protocolError(Layer layer, @Nullable String what) {
    return OpenAnswer.refused(passed, new Failure(layer, Failure.Kind.PROTOCOL_ERROR, -1, false,
        "the answer to the association request is invalid: " + what));
  }

  /** Null if all contexts that are needed were accepted: an absent list says so, too. */
  private static @Nullable Failure refusedContexts(List<ContextDefinition> proposed,
      @Nullable List<ContextResult> results) {
    if (results == null) {
      return null;
    }
    if (results.size() != proposed.size()) {
      return new Failure(Layer.PRESENTATION, Failure.Kind.PROTOCOL_ERROR, -1, false, "the peer answers "
          + results.size() + " presentation contexts where " + proposed.size() + " were proposed");
    }
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).accepted()) {
        return new Failure(Layer.PRESENTATION, Failure.Kind.REFUSED_PERMANENT,
            results.get(i).providerReason(),
            true, "the peer does not support the presentation context for abstract syntax "
                + proposed.get(i).abstractSyntax() + " (reason " + results.get(i).providerReason() + ")");
      }
    }
    return null;
  }

  /** X.410 mode: RTOAC components inside the presentation parameters. */
  static OpenAnswer x410Accepted(byte[] userData) {
    OpenAnswerReader reader = new OpenAnswerReader(List.of());
    try {
      if (!(PpduDecoder.accept(userData) instanceof Ppdu.X410Parameters(byte[] parameters))) {
        return reader.protocolError(Layer.PRESENTATION, "answers in normal mode to a proposal of X.410 mode");
      }
      reader.passed.add(Layer.PRESENTATION);
      RtseApdu.Rtoac rtoac = RtseCodec.rtoacComponents(BerReader.of(parameters), false);
      reader.passed.add(Layer.RTSE);
      return OpenAnswer.accepted(reader.passed, rtoac);
    } catch (BerException e) {
      return reader.protocolError(
          reader.passed.contains(Layer.PRESENTATION) ? Layer.RTSE : Layer.PRESENTATION,
          e.getMessage());
    }
  }
}
