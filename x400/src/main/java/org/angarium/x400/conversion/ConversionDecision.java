package org.angarium.x400.conversion;

import java.io.IOException;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;

/** Whether and how a content is converted for recipients whose system takes certain types only (X.411 §14.3.5). */
public sealed interface ConversionDecision {
  /** Longest content that is looked into: it is held in memory then. */
  long MOST_OCTETS = 32L << 20;

  /** It goes as it is. */
  record AsItIs() implements ConversionDecision {}

  /**
   * It goes converted.
   *
   * @param content octets in place of the original ones, of the same content type
   * @param types what it is made of now, for the trace
   * @param losses characters for which others stand now, and lines and pages that go on elsewhere
   */
  record Converted(byte[] content, EncodedInformationTypes types,
      ConversionLosses losses) implements ConversionDecision {}

  /**
   * It cannot go: what the report says.
   *
   * @param why one clause for a person
   */
  record Refused(NonDeliveryReason reason, NonDeliveryDiagnostic diagnostic, String why)
      implements
        ConversionDecision {}

  /** The octets of a content, read only if they must be looked at. */
  interface Octets {
    long length();

    byte[] read() throws IOException;
  }

  /**
   * Conversion that the recipient's system makes necessary.
   *
   * @param offered whether it is done for this recipient at all
   */
  static ConversionDecision implicit(ConversionRequest request, Octets octets, Acceptance acceptance,
      boolean offered) throws IOException {
    if (!request.needs(acceptance)) {
      return new AsItIs();
    }
    Refused refused = refusedUnread(request, octets.length());
    return refused != null
        ? refused
        : decided(request, ContentConversion.convert(octets.read(), acceptance), true, offered);
  }

  /**
   * Both kinds for one recipient: what its originator asks for, then what its system needs besides.
   *
   * @param explicit code of the conversion asked for, null if none
   * @param acceptance what the recipient's system takes; null for everything
   * @param offered whether implicit conversion is done for this recipient at all
   */
  static ConversionDecision of(ConversionRequest request, @Nullable Integer explicit,
      @Nullable Acceptance acceptance, boolean offered, Octets octets) throws IOException {
    ConversionDecision asked = explicit == null ? new AsItIs() : explicit(request, explicit, octets);
    if (acceptance == null || asked instanceof Refused) {
      return asked;
    }
    if (!(asked instanceof Converted done)) {
      return implicit(request, octets, acceptance, offered);
    }
    ConversionDecision more = implicit(request.of(done.types()), new OctetsAtHand(done.content()), acceptance,
        offered);
    return more instanceof AsItIs ? done : more;
  }

  /**
   * Whether a conversion that the originator asks for is made here of a content of this type, so that it need not be left to another MTA
   * on the way.
   */
  static boolean isMadeHere(ConversionRequest request, int code) {
    return request.isInterpersonal() && ExplicitConversion.of(code) != null;
  }

  /** Conversion that the originator has asked for by this code, whatever the recipient takes. */
  static ConversionDecision explicit(ConversionRequest request, int code, Octets octets)
      throws IOException {
    ExplicitConversion conversion = ExplicitConversion.of(code);
    if (conversion == null) {
      return impractical("the conversion with the code " + code + ", which its originator asks for, is not "
          + "made here");
    }
    Refused refused = refusedUnread(request, octets.length());
    return refused != null
        ? refused
        : decided(request, conversion.convert(octets.read()), false, true);
  }

  /** What a probe learns: what becomes of a message whose content is unknown yet. A loss cannot be foreseen, and counts as none. */
  static @Nullable Refused probed(ConversionRequest request, @Nullable Integer explicit,
      @Nullable Acceptance acceptance, boolean offered) {
    if (explicit != null && ExplicitConversion.of(explicit) == null) {
      return impractical("the conversion with the code " + explicit + " is not made here");
    }
    EncodedInformationTypes types = request.types();
    if (acceptance == null || types == null || acceptance.accepts(types)) {
      return null;
    }
    if (!request.isInterpersonal() || !acceptance.missesTextOnly(types) || !acceptance.hasText()) {
      return unsupported(
          "the recipient's system does not take all of its types, and nothing else can be made "
              + "of them");
    }
    return prohibited(request, offered);
  }

  private static @Nullable Refused refusedUnread(ConversionRequest request, long length) {
    if (!request.isInterpersonal()) {
      return unsupported("a content of type " + request.contentType() + " cannot be converted");
    }
    return length > MOST_OCTETS
        ? impractical("a content of " + length + " octets is too long to be converted")
        : null;
  }

  private static ConversionDecision decided(ConversionRequest request, ContentConversion.Result result,
      boolean implicit, boolean offered) {
    return switch (result) {
      case ContentConversion.Unchanged unchanged -> new AsItIs();
      case ContentConversion.Impossible(NonDeliveryDiagnostic diagnostic, String why) ->
        new Refused(NonDeliveryReason.UNABLE_TO_TRANSFER, diagnostic, why);
      case ContentConversion.Done done -> {
        Refused prohibited = implicit ? prohibited(request, offered) : null;
        if (prohibited != null) {
          yield prohibited;
        }
        yield !done.losses().isNone() && request.lossProhibited()
            ? new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED, done.losses().diagnostic(),
                "its originator prohibits conversion with loss, and " + done.losses().words())
            : new Converted(done.content(), done.types(), done.losses());
      }
    };
  }

  private static @Nullable Refused prohibited(ConversionRequest request, boolean offered) {
    if (request.implicitProhibited()) {
      return new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED, "its originator prohibits conversion");
    }
    return offered
        ? null
        : new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
            NonDeliveryDiagnostic.IMPLICIT_CONVERSION_NOT_SUBSCRIBED,
            "conversion is not offered for this recipient");
  }

  private static Refused unsupported(String why) {
    return new Refused(NonDeliveryReason.UNABLE_TO_TRANSFER,
        NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED, why);
  }

  private static Refused impractical(String why) {
    return new Refused(NonDeliveryReason.CONVERSION_NOT_PERFORMED,
        NonDeliveryDiagnostic.CONVERSION_IMPRACTICAL, why);
  }
}
