package org.angarium.app.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.angarium.app.Samples;
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
import org.angarium.x400.ipm.Facsimile;
import org.angarium.x400.ipm.FileAttributes;
import org.angarium.x400.ipm.FileTransfer;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.HeadingExtensions;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.IpmSecurityLabel;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.OrDescriptor;
import org.angarium.x400.ipm.RecipientSpecifier;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SecurityLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DissectionTest {
  private static byte[] recorded(String name) {
    try (InputStream in = DissectionTest.class.getResourceAsStream("pp-" + name + ".hex")) {
      return Dissection.fromHexText(Objects.requireNonNull(in).readAllBytes()).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(byte[] octets) {
    return String.join("\n", AnnotatedHex.lines(Dissection.of(octets, Layer.recognise(octets)), false));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** What a real MTA sends is understood to the last octet. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1988-normal-short-ipm-caller   | mta-name  "PP-MTA-A" ; application-context-name ; rtorq ; AE activity end ; data  "This is line 1
      1988-normal-short-ipm-listener | mta-name  "PP-MTA-B" ; aare ; rtoac ; rlre ; AEA activity end ack
      1988-x410mode-short-caller     | x410-1984 ; application-protocol  3072 (p1-as-pp-sends-it) ; piece of the APDU ; subject
      1988-x410mode-short-listener   | x410-1984 ; AC accept ; AEA activity end ack
      1984-short-caller              | application-protocol  1 (p1-1984) ; content-type: built-in  2 (interp ; "1984 mode
      1984-short-listener            | AC accept ; CC connection confirm ; AEA activity end ack
      """, quoteCharacter = '~')
  void associationsOfARealMtaAreUnderstood(String name, String expected) {
    byte[] octets = recorded(name);
    assertThat(Layer.recognise(octets)).isEqualTo(Layer.TPKT);
    assertThat(Dissection.of(octets, Layer.TPKT).firstBroken()).isNull();
    assertThat(text(octets)).contains(expected.split(" ; ")).doesNotContain("unknown [", "unexpected",
        "broken");
  }

  private static Ipm rich() throws AddressSyntaxException {
    OrName anna = OrName.parse(Samples.ANNA);
    Heading heading = Heading.builder(IpmIdentifier.of(anna, "id")).originator(OrDescriptor.of(anna))
        .primaryRecipients(List.of(RecipientSpecifier.of(anna).requesting(0, 1))).subject("Größe 漢")
        .extensions(List.of(HeadingExtensions.languages(List.of("de")))).build();
    FileTransfer file = FileTransfer.builder(new byte[]{1, 2, 3})
        .attributes(FileAttributes.builder().pathname("dir", "plan.doc").size(3)
            .times(new FileAttributes.Times(Instant.EPOCH, null, null, null)).build())
        .environment(new FileTransfer.Environment(FileTransfer.GeneralIdentifier.of("Word"), null, null,
            List.of("plan")))
        .build();
    return new Ipm(heading, List.of(BodyPart.Ia5Text.of("plain"), BodyPart.General.of("Grüße"),
        file.toBodyPart(), new Facsimile(List.of(BitString.of(8, 1)), null).toBodyPart(),
        BodyPart.Basic.bilaterallyDefined(new byte[]{7}),
        new BodyPart.ForwardedMessage(Instant.EPOCH, List.of(), new Ipm(heading, List.of()))));
  }

  @Test
  void everyBodyPartAndFieldOfAContentIsNamed() throws AddressSyntaxException {
    byte[] content = rich().encode();
    assertThat(Layer.recognise(content)).isEqualTo(Layer.P2);
    assertThat(text(content)).contains("subject", "general-text", "incomplete-pathname", "\"plan.doc\"",
        "object-size", "g3-facsimile", "bilaterally-defined", "body", "delivery-time",
        "notification-requests  '110'B (rn, nrn)", "2.6.1.5.1 (languages)")
        .doesNotContain("unknown [", "unexpected", "broken");
    byte[] ipn = Ipn.receipt(IpmIdentifier.of(null, "x"), Instant.EPOCH).encode();
    assertThat(Layer.recognise(ipn)).isEqualTo(Layer.P2);
    assertThat(text(ipn)).contains("receipt-time").doesNotContain("unexpected", "unknown [");
  }

  @Test
  void extensionsOfHeadingsAndAdviceAreTakenApart() throws Exception {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(Oid.of("1.2.840.113549.1.1.11"),
        RawElement.primitive(Tag.NULL, new byte[0]));
    RecipientSpecifier anna = RecipientSpecifier.of(OrName.parse(Samples.ANNA));
    SecurityLabel label = new SecurityLabel(Oid.of("1.2.3"), 4, null, List.of(), List.of());
    Heading heading = Heading.builder(IpmIdentifier.of(null, "id")).extensions(List.of(
        HeadingExtensions.circulationList(List.of(
            new CirculationMember(anna, new CirculationMember.Timestamped(Instant.EPOCH), List.of()),
            new CirculationMember(anna, new CirculationMember.Signed(algorithm, IpmIdentifier.of(null, "id"),
                Instant.EPOCH, algorithm, BitString.of(8, 1)), List.of()))),
        HeadingExtensions.bodyPartSignatures(
            List.of(new BodyPartSignature(1, algorithm, BitString.of(8, 1), null, null, List.of()))),
        HeadingExtensions.securityLabel(new IpmSecurityLabel(label, null, List.of(Optional.empty()))),
        HeadingExtensions.autoSubmitted(HeadingExtensions.AutoSubmitted.AUTO_REPLIED),
        HeadingExtensions.manualHandlingInstructions(List.of("by hand")),
        HeadingExtensions.distributionCodes(
            List.of(new HeadingExtensions.DistributionCode(Oid.of("1.2.3"), "A7", anna.recipient()))),
        HeadingExtensions.informationCategories(
            List.of(new HeadingExtensions.Described(Oid.of("1.2.3"), "plan"))),
        new IpmsExtension(Oid.of("1.2.3.4"), RawElement.written(writer -> writer.integer(7)))))
        .build();
    assertThat(text(new Ipm(heading, List.of()).encode())).contains("circulationMember", "timestamped",
        "signed", "this-ipm", "body-part-number  1", "classification  4 (secret)", "body-part-unlabelled",
        "2 (auto-replied)", "\"by hand\"", "\"A7\"", "or-descriptor", "description", "\"plan\"")
        .doesNotContain("unknown [", "unexpected", "broken");
    byte[] advice = Ipn.of(IpmIdentifier.of(null, "x"), new Ipn.Other(List.of(
        new Advice.Absence(BodyPart.Ia5Text.of("on leave"), Instant.EPOCH).toExtension(),
        new Advice.ChangeOfAddress(anna.recipient(), Instant.EPOCH).toExtension()))).encode();
    assertThat(text(advice)).contains("next-availability", "\"on leave\"", "new-address", "effective-from")
        .doesNotContain("unexpected", "unknown [");
  }

  @Test
  void reportsAndEnvelopesAreRecognised() throws Exception {
    byte[] report = Samples.report().envelope();
    assertThat(Layer.recognise(report)).isEqualTo(Layer.P1);
    assertThat(text(report)).contains("diagnostic  0 (unrecognised-OR-name)",
        "supplementary-information  \"no such mailbox\"").doesNotContain("unknown [", "unexpected");
    byte[] envelope = Samples.message(1, Priority.URGENT, new byte[0]).envelope();
    assertThat(Layer.recognise(envelope)).isEqualTo(Layer.ENVELOPE);
    assertThat(text(envelope)).contains("priority  2 (urgent)").doesNotContain("unexpected");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      b6 03 80 01 06          | rtse  | abort-reason  6 (user-error)
      02 f0 80 01 00          | tpdu  | GT give tokens
      06 e0 00 00 00 01 00    | tpdu  | CR connection request
      19 03 11 01 01          | spdu  | transport disconnect
      64 03 80 01 00          | acse  | abort-source  0 (acse-service-user)
      30 03 02 01 05          | ber   | INTEGER  5
      """)
  void layersAreRecognisedByThemselves(String octets, String layer, String line) {
    assertThat(Layer.of(layer)).contains(Layer.recognise(hex(octets)));
    assertThat(text(hex(octets))).contains(line);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a0 03 31 7f 00          | 2 | length 127 runs past the end: 1 octets are left
      a0 06 31 84 ff ff ff ff | 2 | length
      a0 80 31 80 6b          | 0 | end-of-contents octets are missing
      30 06 02 00 02 01 05 00 | 2 | is not an INTEGER
      03 00 00 20 02 f0 80    | 0 | length 32 runs past the end: 7 octets are left
      """)
  void brokenOctetsAreNamedWithTheirPlace(String octets, int at, String what) {
    Finding whole = Dissection.of(hex(octets), Layer.recognise(hex(octets)));
    Finding broken = whole.firstBroken();
    assertThat(broken).isNotNull();
    assertThat(broken.problem()).contains(what);
    assertThat(broken.problemAt()).isEqualTo(at);
  }

  private static int covered(Finding finding) {
    assertThat(finding.start()).isLessThanOrEqualTo(finding.end());
    int last = finding.end();
    for (Finding part : finding.parts()) {
      if (part.octets().equals(finding.octets())) {
        assertThat(part.start()).isGreaterThanOrEqualTo(finding.start());
        last = Math.max(last, covered(part));
      } else {
        covered(part);
      }
    }
    return last;
  }

  @Test
  void cutAndMutatedOctetsAreShownAsFarAsTheyGo() throws Exception {
    Random random = new Random(10021);
    List<byte[]> inputs = new ArrayList<>(List.of(recorded("1988-normal-short-ipm-caller"),
        recorded("1988-normal-short-ipm-listener"), recorded("1984-short-caller"), rich().encode(),
        Samples.report().envelope()));
    int broken = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] octets = inputs.get(i % inputs.size()).clone();
      Layer layer = random.nextInt(4) == 0 ? Layer.values()[random.nextInt(10)] : Layer.recognise(octets);
      if (random.nextBoolean()) {
        octets = Arrays.copyOf(octets, random.nextInt(octets.length) + 1);
      }
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Finding whole = Dissection.of(octets, layer);
      assertThat(covered(whole)).isLessThanOrEqualTo(octets.length);
      assertThat(AnnotatedHex.lines(whole, random.nextBoolean())).isNotEmpty();
      broken += whole.firstBroken() == null ? 0 : 1;
    }
    assertThat(broken).isBetween(1_000, 3_999);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a080", "3080", "24803180"})
  void deepAndWideNonsenseIsBounded(String unit) {
    byte[] deep = hex(unit.repeat(400_000 / unit.length()));
    assertThat(Dissection.of(deep, Layer.BER).firstBroken()).isNotNull();
    byte[] wide = new byte[1 << 20];
    Arrays.fill(wide, (byte) 5);
    for (int i = 1; i < wide.length; i += 2) {
      wide[i] = 0;
    }
    assertThat(Dissection.of(wide, Layer.BER).firstBroken().problem()).contains("more than");
  }

  @Test
  void hexadecimalTextIsTakenAsTheOctetsItNames() {
    assertThat(Dissection.fromHexText("# a comment\n05 00\r\n0201 # five\n05".getBytes())).get()
        .isEqualTo(hex("0500020105"));
    assertThat(Dissection.fromHexText("hello".getBytes())).isEmpty();
    assertThat(Dissection.fromHexText(hex("a000"))).isEmpty();
    assertThat(Dissection.fromHexText("050".getBytes())).isEmpty();
  }
}
