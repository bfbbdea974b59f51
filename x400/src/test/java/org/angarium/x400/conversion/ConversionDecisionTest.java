package org.angarium.x400.conversion;

import static org.angarium.x400.mts.NonDeliveryDiagnostic.ALPHABETIC_CHARACTER_LOSS;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.CONTENT_SYNTAX_ERROR;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.CONVERSION_IMPRACTICAL;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.ENCODED_INFORMATION_TYPES_UNSUPPORTED;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.IMPLICIT_CONVERSION_NOT_SUBSCRIBED;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.IMPLICIT_CONVERSION_PROHIBITED;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.LINE_TOO_LONG;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.MULTIPLE_INFORMATION_LOSS;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.PAGE_SPLIT;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.PICTORIAL_SYMBOL_LOSS;
import static org.angarium.x400.mts.NonDeliveryDiagnostic.PUNCTUATION_SYMBOL_LOSS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether a content is converted, and what is said if it cannot be (X.411 §14.3.5). */
class ConversionDecisionTest {
  private static final Acceptance IA5 = Acceptance.ofBuiltIn(EncodedInformationTypes.IA5_TEXT);
  private static final Heading HEADING = Heading.builder(IpmIdentifier.of(null, "x")).build();
  private static final Ipm LATIN = new Ipm(HEADING, List.of(BodyPart.General.of("Grüße")));
  private static final int TELETEX_TO_IA5 = 11;
  private static final int IA5_TO_TELETEX = 0;
  private static final int IA5_TO_FACSIMILE = 8;

  private static ConversionRequest request(Ipm content) {
    return new ConversionRequest(ContentType.BuiltIn.IPM_1988, content.encodedInformationTypes(), false,
        false);
  }

  private static ConversionRequest lossless(Ipm content) {
    return new ConversionRequest(ContentType.BuiltIn.IPM_1988, content.encodedInformationTypes(), false,
        true);
  }

  /** Octets that must not be looked at. */
  private static ConversionDecision.Octets unread(long length) {
    return new ConversionDecision.Octets() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public byte[] read() {
        throw new AssertionError("the content is looked at");
      }
    };
  }

  private static ConversionDecision.Octets octets(byte[] content) {
    return new ConversionDecision.Octets() {
      @Override
      public long length() {
        return content.length;
      }

      @Override
      public byte[] read() {
        return content;
      }
    };
  }

  private static ConversionDecision decide(ConversionRequest request, Ipm content) throws IOException {
    return ConversionDecision.implicit(request, octets(content.encode()), IA5, true);
  }

  private static void refuses(@Nullable ConversionDecision decision, NonDeliveryReason reason,
      NonDeliveryDiagnostic diagnostic) {
    assertThat(decision).isInstanceOfSatisfying(ConversionDecision.Refused.class, refused -> {
      assertThat(refused.diagnostic()).isEqualTo(diagnostic);
      assertThat(refused.reason()).isEqualTo(reason);
      assertThat(refused.why()).isNotEmpty();
    });
  }

  @Test
  void whatTheEnvelopeSaysIsTakenIsNotLookedAt() throws IOException {
    Ipm ascii = new Ipm(HEADING, List.of(BodyPart.Ia5Text.of("x")));
    assertThat(ConversionDecision.implicit(request(ascii), unread(1L << 40), IA5, true))
        .isInstanceOf(ConversionDecision.AsItIs.class);
    ConversionRequest silent = new ConversionRequest(ContentType.BuiltIn.IPM_1988, null, false, false);
    assertThat(ConversionDecision.implicit(silent, unread(5), IA5, true))
        .isInstanceOf(ConversionDecision.AsItIs.class);
  }

  @Test
  void whatIsNotTakenIsConverted() throws IOException, BerException {
    ConversionDecision decision = decide(request(LATIN), LATIN);
    ConversionDecision.Converted converted = (ConversionDecision.Converted) decision;
    assertThat(converted.types()).isEqualTo(EncodedInformationTypes.ofBuiltIn(2));
    assertThat(((Ipm) InformationObject.decode(converted.content())).body().getFirst().text())
        .isEqualTo("Grusse");
    assertThat(converted.losses().characters()).isEqualTo(2);
  }

  @Test
  void whatTheOriginatorOrTheRecipientDoesNotWantIsRefused() throws IOException {
    ConversionRequest prohibited = new ConversionRequest(ContentType.BuiltIn.IPM_1988,
        LATIN.encodedInformationTypes(), true, false);
    refuses(decide(prohibited, LATIN), NonDeliveryReason.CONVERSION_NOT_PERFORMED,
        IMPLICIT_CONVERSION_PROHIBITED);
    refuses(ConversionDecision.implicit(request(LATIN), octets(LATIN.encode()), IA5, false),
        NonDeliveryReason.CONVERSION_NOT_PERFORMED, IMPLICIT_CONVERSION_NOT_SUBSCRIBED);
  }

  @Test
  void aProhibitedLossIsNamedByWhatWouldBeLost() throws IOException {
    for (var each : List.of(new Object[]{"Grüße", ALPHABETIC_CHARACTER_LOSS},
        new Object[]{"a – b", PUNCTUATION_SYMBOL_LOSS}, new Object[]{"5 €", PICTORIAL_SYMBOL_LOSS},
        new Object[]{"für 5 €", MULTIPLE_INFORMATION_LOSS})) {
      Ipm ipm = new Ipm(HEADING, List.of(BodyPart.General.of((String) each[0])));
      refuses(decide(lossless(ipm), ipm), NonDeliveryReason.CONVERSION_NOT_PERFORMED,
          (NonDeliveryDiagnostic) each[1]);
    }
    Ipm plain = new Ipm(HEADING, List.of(BodyPart.General.of("plain")));
    assertThat(decide(lossless(plain), plain)).isInstanceOf(ConversionDecision.Converted.class);
  }

  /** Of what is no message, or holds no text, nothing is asked. */
  @Test
  void aLayoutIsALossThatMayBeProhibitedToo() throws IOException {
    Acceptance narrow = new Acceptance(
        Set.of(EncodedInformationTypes.IA5_TEXT, EncodedInformationTypes.VOICE),
        Set.of(), new TextLayout(10, 2));
    for (var each : List.of(new Object[]{"eleven char", LINE_TOO_LONG},
        new Object[]{"1\r\n2\r\n3", PAGE_SPLIT},
        new Object[]{"eleven char\r\n3", MULTIPLE_INFORMATION_LOSS})) {
      Ipm ipm = new Ipm(HEADING, List.of(BodyPart.Ia5Text.of((String) each[0])));
      ConversionDecision.Octets octets = octets(ipm.encode());
      refuses(ConversionDecision.implicit(lossless(ipm), octets, narrow, true),
          NonDeliveryReason.CONVERSION_NOT_PERFORMED, (NonDeliveryDiagnostic) each[1]);
      assertThat(ConversionDecision.implicit(request(ipm), octets, narrow, true))
          .isInstanceOf(ConversionDecision.Converted.class);
      refuses(ConversionDecision.implicit(request(ipm), octets, narrow, false),
          NonDeliveryReason.CONVERSION_NOT_PERFORMED, IMPLICIT_CONVERSION_NOT_SUBSCRIBED);
      ConversionRequest silent = new ConversionRequest(ContentType.BuiltIn.IPM_1988, null, false, false);
      assertThat(ConversionDecision.implicit(silent, octets, narrow, true)).as("it may be text")
          .isInstanceOf(ConversionDecision.Converted.class);
      assertThat(ConversionDecision.probed(request(ipm), null, narrow, false)).as("it may fit").isNull();
    }
    Ipm fits = new Ipm(HEADING, List.of(BodyPart.Ia5Text.of("fits")));
    assertThat(ConversionDecision.implicit(lossless(fits), octets(fits.encode()), narrow, false))
        .isInstanceOf(ConversionDecision.AsItIs.class);
    ConversionRequest edi = new ConversionRequest(ContentType.BuiltIn.EDI, null, false, false);
    assertThat(ConversionDecision.implicit(edi, unread(5), narrow, true))
        .isInstanceOf(ConversionDecision.AsItIs.class);
    assertThat(ConversionDecision.implicit(request(fits).of(EncodedInformationTypes.ofBuiltIn(7)), unread(5),
        narrow, true)).isInstanceOf(ConversionDecision.AsItIs.class);
  }

  @Test
  void whatCannotBeConvertedIsRefusedUnread() throws IOException {
    ConversionRequest edi = new ConversionRequest(ContentType.BuiltIn.EDI, LATIN.encodedInformationTypes(),
        false, false);
    refuses(ConversionDecision.implicit(edi, unread(5), IA5, true), NonDeliveryReason.UNABLE_TO_TRANSFER,
        ENCODED_INFORMATION_TYPES_UNSUPPORTED);
    refuses(
        ConversionDecision.implicit(request(LATIN), unread(ConversionDecision.MOST_OCTETS + 1), IA5, true),
        NonDeliveryReason.CONVERSION_NOT_PERFORMED, CONVERSION_IMPRACTICAL);
    refuses(ConversionDecision.implicit(request(LATIN), octets(new byte[]{1, 2}), IA5, true),
        NonDeliveryReason.UNABLE_TO_TRANSFER, CONTENT_SYNTAX_ERROR);
  }

  /** What the originator asks for is done though implicit conversion is prohibited. */
  @Test
  void explicitConversionIsMadeBetweenTextsOnly() throws IOException, BerException {
    Ipm ascii = new Ipm(HEADING, List.of(BodyPart.Ia5Text.of("x"), BodyPart.General.of("ü")));
    ConversionRequest prohibited = new ConversionRequest(ContentType.BuiltIn.IPM_1988,
        ascii.encodedInformationTypes(), true, false);
    ConversionDecision.Converted there = (ConversionDecision.Converted) ConversionDecision
        .explicit(prohibited, IA5_TO_TELETEX, octets(ascii.encode()));
    Ipm teletex = (Ipm) InformationObject.decode(there.content());
    assertThat(teletex.body()).extracting(BodyPart::name).containsExactly("teletex", "general-text");
    ConversionDecision.Converted back = (ConversionDecision.Converted) ConversionDecision
        .explicit(prohibited, TELETEX_TO_IA5, octets(there.content()));
    assertThat(((Ipm) InformationObject.decode(back.content())).body()).extracting(BodyPart::name)
        .containsExactly("ia5-text", "general-text");
    assertThat(ConversionDecision.explicit(prohibited, TELETEX_TO_IA5, octets(ascii.encode())))
        .as("there is nothing of that kind").isInstanceOf(ConversionDecision.AsItIs.class);
    refuses(ConversionDecision.explicit(prohibited, IA5_TO_FACSIMILE, unread(5)),
        NonDeliveryReason.CONVERSION_NOT_PERFORMED, CONVERSION_IMPRACTICAL);
  }

  @Test
  void aProbeLearnsWhatCanBeKnownWithoutAContent() {
    assertThat(ConversionDecision.probed(request(LATIN), null, IA5, true)).isNull();
    assertThat(ConversionDecision.probed(lossless(LATIN), null, IA5, true)).as("perhaps nothing is lost")
        .isNull();
    assertThat(ConversionDecision.probed(request(LATIN), null, null, false)).isNull();
    refuses(ConversionDecision.probed(request(LATIN), null, IA5, false),
        NonDeliveryReason.CONVERSION_NOT_PERFORMED, IMPLICIT_CONVERSION_NOT_SUBSCRIBED);
    refuses(ConversionDecision.probed(request(LATIN), IA5_TO_FACSIMILE, null, true),
        NonDeliveryReason.CONVERSION_NOT_PERFORMED, CONVERSION_IMPRACTICAL);
    ConversionRequest voice = request(LATIN).of(EncodedInformationTypes.ofBuiltIn(7));
    refuses(ConversionDecision.probed(voice, null, IA5, true), NonDeliveryReason.UNABLE_TO_TRANSFER,
        ENCODED_INFORMATION_TYPES_UNSUPPORTED);
    refuses(
        ConversionDecision.probed(request(LATIN), null, new Acceptance(Set.of(7), Set.of()), true),
        NonDeliveryReason.UNABLE_TO_TRANSFER, ENCODED_INFORMATION_TYPES_UNSUPPORTED);
  }
}
