package org.angarium.x400.ipm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.HeadingExtensions.AutoSubmitted;
import org.angarium.x400.ipm.HeadingExtensions.Described;
import org.angarium.x400.ipm.HeadingExtensions.DistributionCode;
import org.angarium.x400.mts.RawElement;
import org.junit.jupiter.api.Test;

class HeadingExtensionsTest {
  private static Heading again(List<IpmsExtension> extensions) throws BerException {
    Heading heading = Heading.builder(IpmIdentifier.of(null, "x")).extensions(extensions).build();
    return ((Ipm) InformationObject.decode(new Ipm(heading, List.of()).encode())).heading();
  }

  @Test
  void everyExtensionOfTheStandardIsReadAsItWasMade() throws Exception {
    Instant time = Instant.parse("2026-01-15T12:00:00Z");
    Oid policy = Oid.of("1.2.3");
    OrDescriptor domain = OrDescriptor.of(OrName.parse("C=DE;A= ;P=x"));
    List<Described> described = List.of(new Described(policy, null), new Described(null, "Größe 漢字"));
    List<DistributionCode> codes = List.of(new DistributionCode(policy, "ABC", domain),
        new DistributionCode(null, "D", null));
    HeadingExtensions read = HeadingExtensions.of(again(List.of(
        new IpmsExtension(IpmsExtension.INCOMPLETE_COPY, null),
        HeadingExtensions.languages(List.of("de", "en-GB")),
        HeadingExtensions.autoSubmitted(AutoSubmitted.AUTO_REPLIED),
        HeadingExtensions.authorizationTime(time), HeadingExtensions.extendedSubject("Ж 漢字 \uD83D\uDCEE"),
        HeadingExtensions.originatorsReference("ref 7"), HeadingExtensions.precedencePolicy(policy),
        HeadingExtensions.informationCategories(described),
        HeadingExtensions.manualHandlingInstructions(List.of("by hand", "Größe 漢字")),
        HeadingExtensions.distributionCodes(codes))));
    assertThat(read.incompleteCopy()).isTrue();
    assertThat(read.languages()).containsExactly("de", "en-GB");
    assertThat(read.autoSubmitted()).isEqualTo(AutoSubmitted.AUTO_REPLIED);
    assertThat(read.authorizationTime()).isEqualTo(time);
    assertThat(read.extendedSubject()).isEqualTo("Ж 漢字 \uD83D\uDCEE");
    assertThat(read.originatorsReference()).isEqualTo("ref 7");
    assertThat(read.precedencePolicy()).isEqualTo(policy);
    assertThat(read.informationCategories()).isEqualTo(described);
    assertThat(read.manualHandlingInstructions()).containsExactly("by hand", "Größe 漢字");
    assertThat(read.distributionCodes()).isEqualTo(codes);
    assertThat(read.securityLabel()).isNull();
    assertThat(read.others()).isEmpty();
  }

  /** Each a UniversalOrBMPString, as the octets of another system have it. */
  @Test
  void manualHandlingInstructionsAreStrings() throws BerException {
    RawElement value = RawElement.of(HexFormat.of().parseHex("300a" + "3108" + "1e06" + "004a0061002e"));
    HeadingExtensions read = HeadingExtensions
        .of(again(List.of(new IpmsExtension(IpmsExtension.MANUAL_HANDLING_INSTRUCTIONS, value))));
    assertThat(read.manualHandlingInstructions()).containsExactly("Ja.");
  }

  /** What accessors do not tell is told as an extension that they do not know. */
  @Test
  void whatCannotBeReadIsAmongTheOthers() throws BerException {
    IpmsExtension wrong = new IpmsExtension(IpmsExtension.CIRCULATION_LIST_RECIPIENTS,
        RawElement.primitive(Tag.INTEGER, new byte[]{9}));
    IpmsExtension second = HeadingExtensions.languages(List.of("fr"));
    IpmsExtension unknown = new IpmsExtension(Oid.of("1.2.3"), null);
    HeadingExtensions read = HeadingExtensions
        .of(again(List.of(HeadingExtensions.languages(List.of("de")), wrong, second, unknown)));
    assertThat(read.others()).containsExactly(wrong, second, unknown);
    assertThat(read.circulationList()).isEmpty();
    assertThat(read.languages()).containsExactly("de");
  }

  @Test
  void absentAndMalformedExtensionsReadAsNothing() throws BerException {
    HeadingExtensions none = HeadingExtensions.of(again(List.of()));
    assertThat(none.incompleteCopy()).isFalse();
    assertThat(none.languages()).isEmpty();
    assertThat(none.autoSubmitted()).isNull();
    RawElement wrong = RawElement.primitive(Tag.INTEGER, new byte[]{9});
    HeadingExtensions malformed = HeadingExtensions.of(again(List.of(
        new IpmsExtension(IpmsExtension.LANGUAGES, wrong),
        new IpmsExtension(IpmsExtension.AUTO_SUBMITTED, wrong),
        new IpmsExtension(IpmsExtension.AUTHORIZATION_TIME, wrong),
        new IpmsExtension(IpmsExtension.DISTRIBUTION_CODES, wrong),
        new IpmsExtension(IpmsExtension.EXTENDED_SUBJECT, wrong))));
    assertThat(malformed.languages()).isEmpty();
    assertThat(malformed.autoSubmitted()).isNull();
    assertThat(malformed.authorizationTime()).isNull();
    assertThat(malformed.distributionCodes()).isEmpty();
    assertThat(malformed.extendedSubject()).isNull();
  }

  @Test
  void extensionsAreShownByNameWithTheirValue() throws BerException {
    Heading heading = again(List.of(HeadingExtensions.languages(List.of("de")),
        HeadingExtensions.authorizationTime(Instant.EPOCH), HeadingExtensions.originatorsReference("ref"),
        new IpmsExtension(Oid.of("1.2.3"), null)));
    assertThat(Rendering.lines(new Ipm(heading, List.of()))).contains("Extension: languages = de",
        "Extension: authorization-time = 1970-01-01T00:00:00Z", "Extension: originators-reference = ref",
        "Extension: 1.2.3");
  }

  @Test
  void pagesOfAFacsimileAreReadAsTheyWereMade() throws BerException {
    Facsimile fax = new Facsimile(List.of(BitString.of(12, 3), BitString.of(8)), BitString.of(9, 8));
    BodyPart part = fax.toBodyPart();
    assertThat(Facsimile.isOne(part)).isTrue();
    assertThat(Facsimile.of((BodyPart.Basic) part)).isEqualTo(fax);
    RawElement value = RawElement.written(writer -> writer.integer(5));
    assertThat(BodyPart.Basic.nationallyDefined(value).value()).isEqualTo(value);
    assertThat(BodyPart.Basic.nationallyDefined(value).name()).isEqualTo("nationally-defined");
  }
}
