package org.angarium.x400.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.External;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmIdentifier;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.OrDescriptor;
import org.angarium.x400.ipm.RecipientSpecifier;
import org.angarium.x400.mts.RawElement;
import org.junit.jupiter.api.Test;

class ContentDowngradeTest {
  private static final String ANNA = "C=XX;A=TEST;P=ALPHA;S=Anna";

  private static OrName name(String text) {
    try {
      return OrName.parse(text);
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Heading.Builder heading() {
    return Heading.builder(IpmIdentifier.of(name(ANNA), "1")).originator(OrDescriptor.of(name(ANNA)))
        .subject("hello");
  }

  private static ContentDowngrade.Done done(InformationObject content) {
    return (ContentDowngrade.Done) ContentDowngrade.of(content.encode());
  }

  private static Ipm downgraded(Ipm ipm) throws BerException {
    return (Ipm) InformationObject.decode(done(ipm).content());
  }

  @Test
  void aContentThatIsBothStaysOctetForOctet() {
    byte[] content = new Ipm(heading().build(),
        List.of(BodyPart.Ia5Text.of("text"), BodyPart.Basic.bilaterallyDefined(new byte[]{1, 2})))
        .encode();
    ContentDowngrade.Done done = (ContentDowngrade.Done) ContentDowngrade.of(content);
    assertThat(done.changed()).isFalse();
    assertThat(done.content()).isSameAs(content);
    assertThat(done.losses()).isEmpty();
  }

  @Test
  void generalTextWithinIa5BecomesIa5AndOtherRefuses() throws BerException {
    Ipm plain = new Ipm(heading().build(), List.of(BodyPart.General.of("plain")));
    assertThat(downgraded(plain).body()).containsExactly(BodyPart.Ia5Text.of("plain"));
    assertThat(done(plain).converted()).isNotNull();
    Ipm german = new Ipm(heading().build(), List.of(BodyPart.General.of("Grüße")));
    assertThat(ContentDowngrade.of(german.encode()))
        .isInstanceOfSatisfying(ContentDowngrade.Impossible.class,
            impossible -> assertThat(impossible.why()).contains("International Alphabet 5"));
  }

  @Test
  void aBodyPartWithoutBasicFormRefusesAlsoWithinAForwardedMessage() {
    BodyPart file = new BodyPart.Extended(null, External.of(Oid.of("1.2.3.4"),
        RawElement.written(writer -> writer.begin(Tag.SEQUENCE).end())));
    Ipm inner = new Ipm(heading().build(), List.of(file));
    Ipm outer = new Ipm(heading().build(), List.of(new BodyPart.ForwardedMessage(null, List.of(), inner)));
    assertThat(ContentDowngrade.of(outer.encode())).isInstanceOfSatisfying(ContentDowngrade.Impossible.class,
        impossible -> assertThat(impossible.why()).contains("1.2.3.4"));
  }

  @Test
  void extensionsOfTheHeadingAreLostAndNamed() throws BerException {
    Ipm ipm = new Ipm(heading()
        .extensions(List.of(new IpmsExtension(IpmsExtension.AUTO_SUBMITTED, RawElement.written(
            writer -> writer.enumerated(1)))))
        .build(), List.of(BodyPart.Ia5Text.of("text")));
    assertThat(done(ipm).losses()).containsExactly("heading extension " + IpmsExtension.AUTO_SUBMITTED);
    assertThat(downgraded(ipm).heading().extensions()).isEmpty();
    assertThat(downgraded(ipm).heading().subjectText()).isEqualTo("hello");
  }

  @Test
  void namesBecomeThoseOf1984() throws BerException {
    Ipm ipm = new Ipm(
        heading().primaryRecipients(List.of(RecipientSpecifier.of(name("C=XX;A=TEST;P=BRAVO;CN=Bert"))))
            .copyRecipients(List.of(RecipientSpecifier.of(name("C=XX;A=TEST;PD-STREET=Main street 1"))))
            .build(),
        List.of(BodyPart.Ia5Text.of("text")));
    Heading heading = downgraded(ipm).heading();
    assertThat(heading.primaryRecipients().getFirst().recipient().formalName())
        .isEqualTo(name("C=XX;A=TEST;P=BRAVO;DDA:Common=Bert"));
    assertThat(heading.copyRecipients().getFirst().recipient().formalName())
        .isEqualTo(name("C=XX;A=TEST"));
    assertThat(done(ipm).losses()).containsExactly("extension attributes of names");
  }

  @Test
  void aReceiptStaysAsItIs() {
    assertThat(done(Ipn.receipt(IpmIdentifier.of(name(ANNA), "1"), Instant.EPOCH)).changed()).isFalse();
  }

  @Test
  void octetsThatAreNoP22Refuse() {
    assertThat(ContentDowngrade.of(new byte[]{1, 2, 3})).isInstanceOf(ContentDowngrade.Impossible.class);
    assertThat(ContentDowngrade.of(new byte[0])).isInstanceOf(ContentDowngrade.Impossible.class);
  }
}
