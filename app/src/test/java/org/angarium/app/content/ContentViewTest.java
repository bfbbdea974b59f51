package org.angarium.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.Advice;
import org.angarium.x400.ipm.AlgorithmIdentifier;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.BodyPartSignature;
import org.angarium.x400.ipm.CirculationMember;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.HeadingExtensions;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.IpmSecurityLabel;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.OrDescriptor;
import org.angarium.x400.ipm.RecipientSpecifier;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SecurityLabel;
import org.angarium.x400.text.CharacterString;
import org.junit.jupiter.api.Test;

/** Nothing that a heading or notification says is left out of the JSON form. */
class ContentViewTest {
  private static final IpmIdentifier ID = IpmIdentifier.of(null, "1");
  private static final Oid PRIVATE = Oid.of("1.3.6.1.4.1.9999.7");
  private static final RawElement OCTETS = RawElement.primitive(Tag.OCTET_STRING, new byte[]{1, 2});
  private static final RawElement LATER = RawElement.primitive(Tag.context(90), new byte[]{3});

  private static OrDescriptor user() {
    try {
      return OrDescriptor.of(OrName.parse("C=XX;A=TEST;P=ALPHA;S=Anna"));
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> heading(Heading.Builder heading) throws BerException {
    byte[] encoded = new Ipm(heading.build(), List.of(BodyPart.Ia5Text.of("x"))).encode();
    return (Map<String, Object>) ContentView.of(InformationObject.decode(encoded)).get("heading");
  }

  @Test
  void extensionsOfTheHeadingHaveKeysOfTheirOwnOrTheirOctets() throws BerException {
    Map<String, Object> shown = heading(Heading.builder(ID).extensions(List.of(
        HeadingExtensions.precedencePolicy(PRIVATE),
        HeadingExtensions
            .distributionCodes(List.of(new HeadingExtensions.DistributionCode(PRIVATE, "A7", user()))),
        HeadingExtensions.informationCategories(List.of(new HeadingExtensions.Described(null, "private"))),
        HeadingExtensions.manualHandlingInstructions(List.of("by hand")),
        new IpmsExtension(IpmsExtension.CIRCULATION_LIST_RECIPIENTS, OCTETS),
        new IpmsExtension(PRIVATE, null))));
    assertThat(shown).containsEntry("precedencePolicy", PRIVATE.toString())
        .containsEntry("informationCategories", List.of(Map.of("description", "private")))
        .containsEntry("manualHandlingInstructions",
            List.of("by hand"))
        .containsEntry("otherExtensions",
            Map.of("circulation-list-recipients", "04020102", PRIVATE.toString(), ""));
    assertThat(shown.get("distributionCodes")).asString().contains("A7").contains(PRIVATE.toString())
        .contains("S=Anna");
  }

  @Test
  void circulationListsSignaturesAndLabelsAreReadable() throws BerException {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PRIVATE, null);
    Instant time = Instant.parse("2026-01-15T12:00:00Z");
    Map<String, Object> shown = heading(Heading.builder(ID).extensions(List.of(
        HeadingExtensions.circulationList(List.of(
            new CirculationMember(new RecipientSpecifier(user(), BitString.EMPTY, true, List.of(), List.of()),
                new CirculationMember.Signed(algorithm, ID, time, algorithm, BitString.of(8, 0)), List.of()),
            new CirculationMember(new RecipientSpecifier(user(), BitString.EMPTY, false, List.of(),
                List.of()), null, List.of()))),
        HeadingExtensions.bodyPartSignatures(List.of(
            new BodyPartSignature(1, algorithm, BitString.of(16, 15), null,
                RawElement.primitive(Tag.context(0), new byte[]{5}), List.of()))),
        HeadingExtensions.securityLabel(new IpmSecurityLabel(
            new SecurityLabel(PRIVATE, 4, CharacterString.printable("NATO"),
                List.of(new SecurityLabel.Category(PRIVATE, OCTETS)), List.of()),
            null, List.of(Optional.empty()))))));
    String address = user().formalName().toString();
    assertThat(shown).containsEntry("circulationList", List.of(
        Map.of("address", address, "replyRequested", true, "checked", true, "checkedTime", time.toString(),
            "signed", Map.of("message", "1", "algorithm", PRIVATE.toString(), "signature", "80")),
        Map.of("address", address)))
        .containsEntry("bodyPartSignatures", List.of(Map.of("bodyPart", 1, "algorithm", PRIVATE.toString(),
            "signature", "0001", "certificates", "800105")))
        .containsEntry("securityLabel", Map.of("content", Map.of("classification", "secret", "privacyMark",
            "NATO", "policy", PRIVATE.toString(), "categories",
            List.of(Map.of("oid", PRIVATE.toString(), "value", "04020102"))), "bodyParts", List.of(Map.of())))
        .doesNotContainKey("otherExtensions");
  }

  @Test
  void anAdviceShowsWhatItSays() {
    Instant time = Instant.parse("2026-01-15T12:00:00Z");
    Ipn advice = Ipn.of(ID, new Ipn.Other(List.of(
        new Advice.Absence(BodyPart.Ia5Text.of("on leave"), time).toExtension(),
        new Advice.ChangeOfAddress(user(), null).toExtension(), new IpmsExtension(PRIVATE, OCTETS))));
    assertThat(ContentView.of(advice))
        .containsEntry("absence",
            Map.of("advice", Map.of("type", "ia5-text", "text", "on leave"), "nextAvailability",
                time.toString()))
        .containsEntry("changeOfAddress",
            Map.of("newAddress", Map.of("address", user().formalName().toString())))
        .containsEntry("notification", Map.of(PRIVATE.toString(), "04020102"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatIsSaidOfARecipientIsShownWithIt() throws BerException {
    RecipientSpecifier recipient = new RecipientSpecifier(user(),
        BitString.of(3, RecipientSpecifier.RETURN_OF_IPM), true,
        List.of(IpmsExtension.precedence(7),
            new IpmsExtension(IpmsExtension.CIRCULATION_LIST_INDICATOR, null)),
        List.of(LATER));
    Map<String, Object> shown = ((List<Map<String, Object>>) heading(
        Heading.builder(ID).primaryRecipients(List.of(recipient))).get("primaryRecipients")).getFirst();
    assertThat(shown).containsEntry("returnOfIpm", true).containsEntry("replyRequested", true)
        .containsEntry("extensions", Map.of("precedence", 7, "circulation-list-indicator", ""))
        .containsEntry("unknown", List.of("9f5a0103"));
  }

  @Test
  void aNotificationShowsItsTypesAndExtensions() {
    EncodedInformationTypes types = EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT);
    Ipn receipt = new Ipn(ID, null, null, types, List.of(new IpmsExtension(PRIVATE, OCTETS)),
        new Ipn.Receipt(Instant.parse("2026-01-15T12:00:00Z"), false, null,
            List.of(new IpmsExtension(PRIVATE, null)), List.of(LATER)),
        List.of(LATER));
    assertThat(ContentView.of(receipt)).containsEntry("conversionTypes", types.toString())
        .containsEntry("extensions", Map.of(PRIVATE.toString(), "04020102"))
        .containsEntry("receiptExtensions", Map.of(PRIVATE.toString(), ""))
        .containsEntry("receiptUnknown", List.of("9f5a0103")).containsEntry("unknown", List.of("9f5a0103"));
  }
}
