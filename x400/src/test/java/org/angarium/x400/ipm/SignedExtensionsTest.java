package org.angarium.x400.ipm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SecurityLabel;
import org.angarium.x400.text.CharacterString;
import org.junit.jupiter.api.Test;

/** Circulation lists, signatures of body parts, security labels and advice: what is made is read again. */
class SignedExtensionsTest {
  private static final int ROUNDS = 500;
  private static final Oid RSA = Oid.of("1.2.840.113549.1.1.11");
  private static final RawElement NULL = RawElement.primitive(Tag.NULL, new byte[0]);
  private static final Instant TIME = Instant.parse("2026-01-15T12:00:00Z");

  private static OrName name(int number) {
    try {
      return OrName.parse("C=XX;A=TEST;P=ALPHA;S=M" + number);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Heading again(IpmsExtension... extensions) throws BerException {
    Heading heading = Heading.builder(IpmIdentifier.of(null, "x")).extensions(List.of(extensions)).build();
    return ((Ipm) InformationObject.decode(new Ipm(heading, List.of()).encode())).heading();
  }

  private static AlgorithmIdentifier algorithm(Random random) {
    return new AlgorithmIdentifier(RSA, random.nextBoolean() ? NULL : null);
  }

  private static BitString bits(Random random) {
    byte[] octets = new byte[random.nextInt(300)];
    random.nextBytes(octets);
    return BitString.ofOctets(octets, octets.length * 8);
  }

  private static Instant time(Random random) {
    return TIME.plusSeconds(random.nextInt(100_000_000));
  }

  private static List<RawElement> unknown(Random random) {
    return random.nextInt(4) == 0
        ? List.of(RawElement.primitive(Tag.context(20), new byte[]{7}))
        : List.of();
  }

  private static CirculationMember member(Random random, int number) {
    RecipientSpecifier recipient = RecipientSpecifier.of(name(number));
    return new CirculationMember(random.nextBoolean()
        ? recipient
        : recipient.requesting(RecipientSpecifier.RECEIPT_NOTIFICATION), switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> new CirculationMember.Simple();
          case 2 -> new CirculationMember.Timestamped(time(random));
          default -> new CirculationMember.Signed(algorithm(random), IpmIdentifier.of(name(0), "m" + number),
              time(random), algorithm(random), bits(random));
        }, unknown(random));
  }

  private static BodyPartSignature signature(Random random, int number) {
    return new BodyPartSignature(number, algorithm(random), bits(random),
        random.nextBoolean() ? null : RawElement.primitive(Tag.context(1), new byte[]{1}),
        random.nextBoolean() ? null : RawElement.primitive(Tag.context(0), new byte[]{2}), unknown(random));
  }

  private static SecurityLabel label(Random random) {
    List<SecurityLabel.Category> categories = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      categories.add(new SecurityLabel.Category(Oid.of("1.2.3." + i), NULL));
    }
    return new SecurityLabel(random.nextBoolean() ? null : Oid.of("1.2.3"),
        random.nextBoolean() ? null : (Integer) random.nextInt(256),
        random.nextBoolean() ? null : CharacterString.printable("Mark " + random.nextInt(9)), categories,
        unknown(random));
  }

  @Test
  void whatIsMadeIsReadAgain() throws BerException {
    Random random = new Random(420);
    for (int round = 0; round < ROUNDS; round++) {
      List<CirculationMember> members = new ArrayList<>();
      List<BodyPartSignature> signatures = new ArrayList<>();
      List<Optional<SecurityLabel>> labels = new ArrayList<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        members.add(member(random, i));
        signatures.add(signature(random, i));
        labels.add(random.nextBoolean() ? Optional.empty() : Optional.of(label(random)));
      }
      IpmSecurityLabel all = new IpmSecurityLabel(label(random),
          random.nextBoolean() ? null : label(random), labels);
      HeadingExtensions read = HeadingExtensions
          .of(again(HeadingExtensions.circulationList(members), HeadingExtensions.securityLabel(all),
              HeadingExtensions.bodyPartSignatures(signatures)));
      assertThat(read.circulationList()).isEqualTo(members);
      assertThat(read.bodyPartSignatures()).isEqualTo(signatures);
      assertThat(read.securityLabel()).isEqualTo(all);
      assertThat(read.others()).isEmpty();
    }
  }

  @Test
  void theyAreShownInWords() throws BerException {
    Heading heading = again(
        HeadingExtensions.circulationList(List.of(
            new CirculationMember(RecipientSpecifier.of(name(1)), new CirculationMember.Timestamped(TIME),
                List.of()),
            new CirculationMember(RecipientSpecifier.of(name(2)), new CirculationMember.Simple(), List.of()),
            new CirculationMember(RecipientSpecifier.of(name(3)), null, List.of()),
            new CirculationMember(RecipientSpecifier.of(name(4)),
                new CirculationMember.Signed(new AlgorithmIdentifier(RSA, NULL), IpmIdentifier.of(null, "9"),
                    TIME, new AlgorithmIdentifier(RSA, NULL), BitString.of(2048, 1)),
                List.of()))),
        HeadingExtensions.bodyPartSignatures(List.of(new BodyPartSignature(2,
            new AlgorithmIdentifier(RSA, NULL), BitString.of(1024, 7), null, null, List.of()))),
        HeadingExtensions.securityLabel(new IpmSecurityLabel(
            new SecurityLabel(Oid.of("1.2.3"), 3, CharacterString.printable("EYES ONLY"), List.of(),
                List.of()),
            null, List.of(Optional.empty()))),
        HeadingExtensions.distributionCodes(
            List.of(new HeadingExtensions.DistributionCode(null, "A7", OrDescriptor.of(name(5))))));
    assertThat(Rendering.lines(new Ipm(heading, List.of()))).contains(
        "Extension: circulation-list-recipients = C=XX;A=TEST;P=ALPHA;S=M1, checked 2026-01-15T12:00:00Z",
        "Extension: circulation-list-recipients = C=XX;A=TEST;P=ALPHA;S=M2, checked",
        "Extension: circulation-list-recipients = C=XX;A=TEST;P=ALPHA;S=M3",
        "Extension: circulation-list-recipients = C=XX;A=TEST;P=ALPHA;S=M4, checked 2026-01-15T12:00:00Z, "
            + "signed for message 9 by 1.2.840.113549.1.1.11, 2048 bits",
        "Extension: body-part-signatures = of body part 2 by 1.2.840.113549.1.1.11, 1024 bits",
        "Extension: ipm-security-label = content: confidential, \"EYES ONLY\", by policy 1.2.3",
        "Extension: ipm-security-label = body part 1: unlabelled",
        "Extension: distribution-codes = A7, C=XX;A=TEST;P=ALPHA;S=M5");
  }

  @Test
  void adviceOfAbsenceAndOfAnotherAddress() throws BerException {
    Advice.Absence absence = new Advice.Absence(BodyPart.Ia5Text.of("on leave"), TIME);
    Advice.ChangeOfAddress change = new Advice.ChangeOfAddress(OrDescriptor.of(name(7)), null);
    Ipn ipn = Ipn.of(IpmIdentifier.of(null, "1"),
        new Ipn.Other(List.of(absence.toExtension(), change.toExtension())));
    Ipn read = (Ipn) InformationObject.decode(ipn.encode());
    assertThat(((Ipn.Other) read.outcome()).notifications().stream().map(Advice::of)).containsExactly(absence,
        change);
    assertThat(Rendering.lines(read)).contains(
        "Other-Notification: absence-advice = \"on leave\", back 2026-01-15T12:00:00Z",
        "Other-Notification: change-of-address-advice = C=XX;A=TEST;P=ALPHA;S=M7");
    assertThat(Advice.of(new IpmsExtension(IpmsExtension.ABSENCE_ADVICE, NULL))).isNull();
    assertThat(Advice.of(new IpmsExtension(Oid.of("1.2.3"), null))).isNull();
  }
}
