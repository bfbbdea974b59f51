package org.angarium.x400.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.TraceInformationElement;
import org.junit.jupiter.api.Test;

/** What can be told of an envelope that cannot be decoded. */
class DefectiveEnvelopeTest {
  private static final int RECIPIENTS = Tag.context(2);

  private static MessageEnvelope envelope() {
    return new RandomApdus(new Random(7)).message();
  }

  /** Every component but those of a tag, and then another. */
  private static byte[] changed(MessageEnvelope envelope, int tag, byte[] instead) throws BerException {
    BerWriter writer = new BerWriter().begin(Tag.SET);
    for (BerReader parts = BerReader.single(envelope.encoded()).children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (!part.is(tag)) {
        writer.raw(part.encoded());
      }
    }
    return writer.raw(instead).end().toByteArray();
  }

  @Test
  void aGoodEnvelopeHasNoDefect() {
    assertThat(DefectiveEnvelope.ofMessage(envelope().encoded())).isNull();
  }

  @Test
  void withoutIdentifierOriginatorOrRecipientsNobodyCanBeTold() throws BerException {
    for (int tag : List.of(Tag.application(4), Tag.application(0), RECIPIENTS)) {
      assertThat(DefectiveEnvelope.ofMessage(changed(envelope(), tag, new byte[0]))).isNull();
    }
  }

  @Test
  void theFirstDefectIsNamedAndTheRestOfTheEnvelopeStays() throws BerException {
    DefectiveEnvelope<MessageEnvelope> found = DefectiveEnvelope
        .ofMessage(changed(envelope(), TraceInformationElement.TRACE_TAG, new byte[0]));
    assertThat(found.diagnostic()).isEqualTo(NonDeliveryDiagnostic.PROTOCOL_VIOLATION);
    assertThat(found.what()).contains("trace-information");
    assertThat(found.envelope().recipients()).extracting(PerRecipientMessageFields::recipientName)
        .isEqualTo(
            envelope().recipients().stream().map(PerRecipientMessageFields::recipientName).toList());
    assertThat(found.envelope().messageIdentifier()).isEqualTo(envelope().messageIdentifier());
  }

  @Test
  void ofANameIsKeptWhatCanBeRead() throws BerException {
    byte[] recipients = new BerWriter().begin(RECIPIENTS).begin(Tag.SET)
        .raw(HexFormat.of().parseHex("600a" + "3008" + "610413025858" + "6200"))
        .integer(Tag.context(0), 5).raw(HexFormat.of().parseHex("810200a8")).end().end().toByteArray();
    DefectiveEnvelope<MessageEnvelope> found = DefectiveEnvelope
        .ofMessage(changed(envelope(), RECIPIENTS, recipients));
    assertThat(found.diagnostic()).isEqualTo(NonDeliveryDiagnostic.INVALID_ARGUMENTS);
    assertThat(found.envelope().recipients()).singleElement().satisfies(one -> {
      assertThat(one.recipientName().address().get(AddressAttribute.COUNTRY)).isEqualTo("XX");
      assertThat(one.originallySpecifiedNumber()).isEqualTo(5);
    });
  }

  /** Cut and changed anywhere: it is decoded, or something that can be encoded and decoded comes of it, or nothing. */
  @Test
  void whateverIsReturnedCanBeEncoded() throws BerException {
    Random random = new Random(11);
    int returned = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] octets = new RandomApdus(new Random(i % 50)).message().encoded();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      byte[] given = random.nextInt(10) == 0 ? Arrays.copyOf(octets, random.nextInt(octets.length)) : octets;
      try {
        MessageEnvelope.decode(given);
      } catch (BerException e) {
        DefectiveEnvelope<MessageEnvelope> found = DefectiveEnvelope.ofMessage(given);
        if (found != null) {
          returned++;
          assertThat(MessageEnvelope.decode(found.envelope().encoded()).recipients())
              .hasSameSizeAs(found.envelope().recipients());
        }
      }
    }
    assertThat(returned).isGreaterThan(100);
  }
}
