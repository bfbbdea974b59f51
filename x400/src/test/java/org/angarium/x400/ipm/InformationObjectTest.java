package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformationObjectTest {
  private static Ipm ipm(String content) throws BerException {
    return (Ipm) InformationObject.decode(hex(content));
  }

  @Test
  void messageOfARealMtaIsRead() throws BerException {
    Ipm ipm = ipm(Samples.P22);
    Heading heading = ipm.heading();
    assertThat(heading.thisIpm()).hasToString("(q)17808 Mon Nov 23 13:56:27 2026(q)(a)mtaa.test");
    assertThat(heading.originator()).hasToString("C=GB;A=TEST;P=PPA;S=pp");
    assertThat(heading.primaryRecipients()).extracting(r -> r.recipient().toString())
        .containsExactly("C=GB;A=TEST;P=PPB;S=test");
    assertThat(heading.subjectText()).isEqualTo("short ipm");
    assertThat(heading.importance()).isEqualTo(Importance.NORMAL);
    assertThat(ipm.body()).singleElement().extracting(BodyPart::name, BodyPart::text).containsExactly(
        "ia5-text",
        "This is line 1 of a short IPM\r\nThis is line 2 of a short IPM\r\nThis is line 3 of a short IPM\r\n");
    assertThat(ipm.encodedInformationTypes()).isEqualTo(EncodedInformationTypes.ofBuiltIn(2));
    assertThat(ipm.isLegalIn1984()).isTrue();
  }

  @Test
  void messageOf1984IsReadAlike() throws BerException {
    assertThat(ipm(Samples.P2).heading().subjectText()).isEqualTo("1984 mode");
    assertThat(ipm(Samples.P2).body()).extracting(BodyPart::text).containsExactly("1984 mode\r\n");
  }

  @Test
  void messageInDefiniteLengthsIsWrittenBackOctetForOctet() throws BerException {
    assertThat(ipm(Samples.HAND_MADE).encode()).isEqualTo(hex(Samples.HAND_MADE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a0 00", "a2 00", "a1 02 3000", "a0 04 3100 3000",
      "a0 0b 3107 6b05 1303 616263",
      "a0 0d 3107 6b05 1303 616263 3002 0500", "a0 0f 3107 6b05 1303 616263 3004 a002 3100"})
  void malformedContentsAreCheckedErrors(String content) {
    assertThatThrownBy(() -> InformationObject.decode(hex(content))).isInstanceOf(BerException.class);
  }

  @Test
  void everyFieldOfTheHeadingRoundTrips() throws Exception {
    Random random = new Random(420);
    for (int i = 0; i < 500; i++) {
      Ipm ipm = new Ipm(heading(random), List.of());
      assertThat(InformationObject.decode(ipm.encode())).isEqualTo(ipm);
    }
  }

  private static Heading heading(Random random) throws AddressSyntaxException {
    Heading.Builder heading = Heading.builder(identifier(random))
        .authorizingUsers(list(random, () -> descriptor(random)))
        .primaryRecipients(list(random, () -> recipient(random)))
        .copyRecipients(list(random, () -> recipient(random)))
        .blindCopyRecipients(list(random, () -> recipient(random)))
        .obsoleted(list(random, () -> identifier(random)))
        .related(list(random, () -> identifier(random)))
        .replyRecipients(list(random, () -> descriptor(random)))
        .importance(Importance.values()[random.nextInt(3)]).autoForwarded(random.nextBoolean());
    if (random.nextBoolean()) {
      heading.originator(descriptor(random)).repliedTo(identifier(random))
          .subject("Größe " + random.nextInt())
          .expiryTime(Instant.ofEpochSecond(random.nextInt(2_000_000_000)))
          .replyTime(Instant.ofEpochSecond(random.nextInt(2_000_000_000)))
          .sensitivity(Sensitivity.values()[random.nextInt(3)]).extensions(extensions());
    }
    return heading.build();
  }

  private static <T> List<T> list(Random random, Supplier<T> element) {
    List<T> elements = new ArrayList<>();
    for (int more = random.nextInt(3); more > 0; more--) {
      elements.add(element.get());
    }
    return elements;
  }

  private static List<IpmsExtension> extensions() {
    return List.of(new IpmsExtension(IpmsExtension.INCOMPLETE_COPY, null),
        new IpmsExtension(Oid.of("1.2.3"), RawElement.primitive(Tag.INTEGER, new byte[]{5})));
  }

  private static OrName name(Random random) {
    try {
      return OrName.parse("C=DE;A= ;P=p;S=s" + random.nextInt(100));
    } catch (AddressSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static IpmIdentifier identifier(Random random) {
    return IpmIdentifier.of(random.nextBoolean() ? name(random) : null, "id " + random.nextInt());
  }

  private static OrDescriptor descriptor(Random random) {
    return new OrDescriptor(random.nextBoolean() ? name(random) : null,
        random.nextBoolean() ? CharacterString.of(StringType.TELETEX, "Jörg") : null,
        random.nextBoolean() ? CharacterString.printable("+49 30 1") : null, List.of());
  }

  private static RecipientSpecifier recipient(Random random) {
    RecipientSpecifier plain = new RecipientSpecifier(descriptor(random), RecipientSpecifier.of(name(random))
        .notificationRequests(), random.nextBoolean(), random.nextBoolean() ? extensions() : List.of(),
        List.of());
    return random.nextBoolean() ? plain.requesting(RecipientSpecifier.NON_RECEIPT_NOTIFICATION) : plain;
  }

  @Test
  void unknownFieldsAreKept() throws BerException {
    String content = "a0 13 310f 6b05 1303 616263 9f21 02 0101 bf22 00 3000";
    Ipm ipm = ipm(content);
    assertThat(ipm.heading().unknown()).hasSize(2);
    assertThat(ipm.encode()).isEqualTo(hex(content));
  }

  @Test
  void notificationsRoundTrip() throws Exception {
    Random random = new Random(8);
    Ipn receipt = Ipn.receipt(identifier(random), Instant.parse("2026-11-23T13:56:27Z"));
    Ipm returned = ipm(Samples.HAND_MADE);
    Ipn nonReceipt = new Ipn(identifier(random), descriptor(random), descriptor(random),
        EncodedInformationTypes.ofBuiltIn(5), extensions(),
        new Ipn.NonReceipt(Ipn.NonReceipt.AUTO_FORWARDED, 1, CharacterString.printable("gone"), returned,
            extensions(), List.of()),
        List.of());
    Ipn automatic = Ipn.of(identifier(random), new Ipn.Receipt(Instant.EPOCH, true,
        CharacterString.printable("read by a machine"), extensions(), List.of()));
    Ipn absence = Ipn.of(identifier(random),
        new Ipn.Other(List.of(new IpmsExtension(IpmsExtension.ABSENCE_ADVICE, null))));
    Ipn unknown = Ipn.of(identifier(random),
        new Ipn.UnknownOutcome(RawElement.written(writer -> writer.begin(Tag.context(3)).end())));
    for (Ipn ipn : List.of(receipt, nonReceipt, automatic, absence, unknown,
        Ipn.of(identifier(random), new Ipn.Other(List.of())), Ipn.discarded(identifier(random), 1),
        Ipn.autoForwarded(identifier(random), "to Anna").from(descriptor(random))
            .intendedFor(descriptor(random)))) {
      assertThat(InformationObject.decode(ipn.encode())).isEqualTo(ipn);
    }
    assertThat(receipt.encode()).startsWith(0xA1).endsWith(hex("a1 0f 80 0d 3236313132333133353632375a"));
  }

  @Test
  void mutatedContentsGiveAValueOrACheckedError() throws Exception {
    Random random = new Random(22);
    List<byte[]> contents = new ArrayList<>();
    Samples.ALL.forEach(sample -> contents.add(hex(sample)));
    contents.add(new Ipm(heading(random), List.of(BodyPart.General.of("Grüße"),
        new BodyPart.ForwardedMessage(Instant.EPOCH, List.of(), ipm(Samples.HAND_MADE)))).encode());
    contents.add(Ipn.receipt(identifier(random), Instant.EPOCH).encode());
    int refused = 0;
    for (int i = 0; i < 8_000; i++) {
      byte[] content = contents.get(random.nextInt(contents.size())).clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      try {
        InformationObject object = InformationObject.decode(content);
        assertThat(String.join("", Rendering.lines(object))).doesNotContain("\n", "\u001b");
        assertThat(InformationObject.decode(object.encode())).isEqualTo(object);
        if (object instanceof Ipm ipm) {
          assertThat(ipm.encodedInformationTypes()).isNotNull();
          assertThat(ipm.withBasicForms().body()).hasSameSizeAs(ipm.body());
        }
      } catch (BerException e) {
        assertThat(e.getMessage()).contains("octet");
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 7_999);
  }
}
