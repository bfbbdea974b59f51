package org.angarium.x400.ipm;

import static org.angarium.x400.ipm.Samples.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.junit.jupiter.api.Test;

class TextMessageTest {
  private static OrName name(String text) {
    try {
      return OrName.parse(text);
    } catch (AddressSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static TextMessage message() {
    return new TextMessage(name("C=XX;A=ADMD;P=PRMD;O=Org;S=Sender"), "1 261123120000Z")
        .to(name("C=XX;A=ADMD;P=PRMD;O=Org;S=Recip")).subject("Test");
  }

  @Test
  void asciiTextIsSentAsIa5Text() {
    TextMessage.Composed composed = message().text("Hello").compose();
    assertThat(composed.content()).isEqualTo(hex(Samples.HAND_MADE));
    assertThat(composed.contentType()).isEqualTo(ContentType.BuiltIn.IPM_1988);
    assertThat(composed.types())
        .isEqualTo(EncodedInformationTypes.ofBuiltIn(EncodedInformationTypes.IA5_TEXT));
  }

  /** Legal, and some take it for no message at all: a heading alone says that there is no text. */
  @Test
  void noTextIsSentAsNoBodyPart() throws BerException {
    TextMessage.Composed composed = message().text("").compose();
    assertThat(((Ipm) InformationObject.decode(composed.content())).body()).isEmpty();
    assertThat(composed.types()).isEqualTo(EncodedInformationTypes.ofBuiltIn());
    assertThat(((Ipm) InformationObject.decode(message().text("\n").compose().content())).body()).hasSize(1);
  }

  @Test
  void otherTextIsSentAsGeneralTextInLatin1() throws BerException {
    TextMessage.Composed composed = message().text("Grüße\nund ¡olé!\r\n").compose();
    assertThat(composed.types().extended()).containsExactly(Oid.of("1.0.10021.7.1.0.1"),
        Oid.of("1.0.10021.7.1.0.6"), Oid.of("1.0.10021.7.1.0.100"));
    Ipm ipm = (Ipm) InformationObject.decode(composed.content());
    assertThat(ipm.body()).singleElement().extracting(BodyPart::name, BodyPart::text).containsExactly(
        "general-text",
        "Grüße\r\nund ¡olé!\r\n");
    assertThat(ipm.isLegalIn1984()).isFalse();
  }

  @Test
  void subjectBeyondTeletexIsSentAsExtendedSubjectToo() throws BerException {
    Ipm ipm = (Ipm) InformationObject.decode(message().subject("Ж 漢字").compose().content());
    assertThat(ipm.heading().subject()).hasToString("? ??");
    assertThat(ipm.heading().subjectText()).isEqualTo("Ж 漢字");
    assertThat(message().subject("Größe").message().heading().extensions()).isEmpty();
  }

  @Test
  void subjectIsCutAtItsLimit() {
    Heading heading = message().subject("x".repeat(200)).message().heading();
    assertThat(heading.subjectText()).hasSize(Heading.SUBJECT_LIMIT);
  }

  @Test
  void requestsAndImportanceAreShownToThePerson() throws BerException {
    Ipm ipm = message().importance(Importance.HIGH).copyTo(name("C=DE;A= ;S=Copy"))
        .to(RecipientSpecifier.of(name("C=DE;A= ;S=B")).requesting(0, 1))
        .repliedTo(IpmIdentifier.of(null, "earlier")).text("one\ntwo").message();
    assertThat(Rendering.lines(InformationObject.decode(ipm.encode()))).containsExactly(
        "From: C=XX;A=ADMD;P=PRMD;O=Org;S=Sender", "To: C=XX;A=ADMD;P=PRMD;O=Org;S=Recip",
        "To: C=DE;A= ;S=B (asked for: receipt notification, non-receipt notification)", "Cc: C=DE;A= ;S=Copy",
        "Subject: Test", "Message-Id: 1 261123120000Z C=XX;A=ADMD;P=PRMD;O=Org;S=Sender",
        "In-Reply-To: earlier",
        "Importance: high", "", "[1/1 ia5-text]", "one", "two");
  }

  @Test
  void forwardedMessagesAreShownIndentedAndOtherPartsBySize() throws BerException {
    Ipm inner = message().text("in\u001bside").message();
    Ipm outer = new Ipm(Heading.builder(IpmIdentifier.of(null, "fwd")).build(),
        List.of(new BodyPart.ForwardedMessage(Instant.EPOCH, List.of(), inner),
            new BodyPart.Basic(14, RawElement.of(hex("8e 02 0102")))));
    assertThat(Rendering.lines(outer)).contains("[1/2 message, delivered 1970-01-01T00:00:00Z]",
        "> Subject: Test",
        "> in side", "[2/2 bilaterally-defined, 4 octets]");
  }

  @Test
  void notificationsAreShown() {
    IpmIdentifier subject = IpmIdentifier.of(null, "7");
    assertThat(Rendering.lines(Ipn.receipt(subject, Instant.EPOCH))).containsExactly("Notification-For: 7",
        "Received: 1970-01-01T00:00:00Z");
    Ipn nonReceipt = new Ipn(subject, null, null, null, List.of(),
        new Ipn.NonReceipt(0, 2, CharacterString.printable("bye"), null, List.of(), List.of()), List.of());
    assertThat(Rendering.lines(nonReceipt)).containsExactly("Notification-For: 7",
        "Not-Received: discarded, subscription terminated", "Comment: bye");
  }
}
