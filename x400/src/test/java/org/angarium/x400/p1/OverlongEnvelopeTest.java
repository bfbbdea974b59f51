package org.angarium.x400.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.Criticality;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.StandardExtension;
import org.junit.jupiter.api.Test;

/** What can be told of an envelope that is too long to be read. */
class OverlongEnvelopeTest {
  private static final ApduFraming FRAMING = new ApduFraming.External(5);
  private static final int LONG = 1 << 20;

  private static ExtensionField large(int octets) throws BerException {
    return ExtensionField.of(new ExtensionType.Private(Oid.of("1.2.3.4")), Criticality.NONE,
        new ExtensionValue.Opaque(
            RawElement.of(new BerWriter().octets(Tag.OCTET_STRING, new byte[octets]).toByteArray())));
  }

  private static byte[] content(ContentPlace place, byte[] apdu) throws BerException, IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    new ContentSegments(place, new ApduHeadTest.InMemory(apdu), ContentLimits.DEFAULT).copyTo(content);
    return content.toByteArray();
  }

  /** Whatever the encoding: an envelope of which everything is short is the one that reading all of it gives. */
  @Test
  void whatIsShortIsAllThere() throws BerException, IOException {
    Random random = new Random(41);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 200; i++) {
      byte[] text = apdus.octets(300);
      byte[] apdu = ApduHeadTest.reshapedMessage(apdus.message(), text, random);
      OverlongEnvelope<MessageEnvelope> kept = OverlongEnvelope.ofMessage(new ApduHeadTest.InMemory(apdu));
      ApduHead.Message whole = (ApduHead.Message) ApduHead.decode(apdu, true, apdu.length);
      assertThat(kept.envelope().encoded()).isEqualTo(MessageEnvelope.decode(whole.envelope()).encoded());
      assertThat(kept.octets()).isEqualTo(whole.envelope().length);
      assertThat(kept.content()).isEqualTo(whole.content());
      assertThat(content(kept.content(), apdu)).isEqualTo(text);

      byte[] probe = Reshaped.element(new MtsApdu.Probe(apdus.probe()).encode(FRAMING), random);
      assertThat(OverlongEnvelope.ofProbe(new ApduHeadTest.InMemory(probe)).envelope())
          .isEqualTo(((MtsApdu.Probe) MtsApdu.decode(probe)).envelope());
    }
  }

  @Test
  void whatIsLongIsLeftOutAndWhomToTellStays() throws BerException, IOException {
    RandomApdus apdus = new RandomApdus(new Random(42));
    MessageEnvelope envelope = apdus.message();
    MessageEnvelope longer = envelope.withExtension(large(LONG)).withEachRecipient(one -> {
      try {
        return one.withExtensions(one.extensions().with(large(LONG)));
      } catch (BerException e) {
        throw new IllegalStateException(e);
      }
    });
    byte[] apdu = MtsApduTest.whole(longer, new byte[]{1, 2, 3}, FRAMING);
    OverlongEnvelope<MessageEnvelope> kept = OverlongEnvelope.ofMessage(new ApduHeadTest.InMemory(apdu));
    assertThat(kept.octets()).isEqualTo(longer.encoded().length).isGreaterThan(LONG);
    assertThat(kept.envelope().encoded()).isEqualTo(envelope.encoded());
    assertThat(content(kept.content(), apdu)).containsExactly(1, 2, 3);
  }

  /** Where reports go. */
  @Test
  void theHistoryOfListsStaysBesideWhatIsLong() throws BerException, IOException {
    RandomApdus apdus = new RandomApdus(new Random(43));
    MessageEnvelope envelope = apdus.message();
    OrName list = apdus.message().originatorName();
    MessageEnvelope longer = envelope.withExtensions(envelope.extensions().with(large(LONG))
        .without(StandardExtension.DL_EXPANSION_HISTORY)
        .withDlExpansion(new NameAndTime(list, Instant.ofEpochSecond(1_000_000_000))));
    assertThat(OverlongEnvelope.ofMessage(new ApduHeadTest.InMemory(
        MtsApduTest.whole(longer, new byte[1], FRAMING))).envelope().extensions().dlExpansionHistory())
        .extracting(NameAndTime::name).containsExactly(list);
  }

  @Test
  void whoCannotBeNamedShortlyOrIsOneOfTooManyIsNotTold() throws BerException {
    RandomApdus apdus = new RandomApdus(new Random(44));
    OrName huge = OrName.of(apdus.message().originatorName().address(),
        new BerWriter().begin(Tag.SEQUENCE).begin(Tag.SET).begin(Tag.SEQUENCE).oid(Oid.of("2.5.4.3"))
            .ascii(Tag.PRINTABLE_STRING, "x".repeat(LONG)).end().end().end().toByteArray());
    MessageEnvelope envelope = apdus.message()
        .withEachRecipient(one -> one.withRecipientName(huge));
    assertThatThrownBy(() -> OverlongEnvelope.ofMessage(
        new ApduHeadTest.InMemory(MtsApduTest.whole(envelope, new byte[1], FRAMING))))
        .isInstanceOf(BerException.class);
    MessageEnvelope one = apdus.message();
    OrName nobody = OrName.of(OrAddress.builder().build());
    List<PerRecipientMessageFields> many = new ArrayList<>();
    while (many.size() <= PerRecipientMessageFields.MOST_READ) {
      many.add(PerRecipientMessageFields.of(nobody, 1, one.recipients().getFirst().indicators()));
    }
    assertThatThrownBy(() -> OverlongEnvelope.ofMessage(new ApduHeadTest.InMemory(
        MtsApduTest.whole(one.withRecipients(many), new byte[1], FRAMING))))
        .isInstanceOf(BerException.class).hasMessageContaining("recipients");
  }

  @Test
  void cutAndMutatedEnvelopesGiveAValueOrACheckedError() throws BerException {
    Random random = new Random(45);
    RandomApdus apdus = new RandomApdus(random);
    for (int i = 0; i < 30; i++) {
      byte[] message = ApduHeadTest.reshapedMessage(apdus.message(), apdus.octets(50), random);
      byte[] probe = Reshaped.element(new MtsApdu.Probe(apdus.probe()).encode(FRAMING), random);
      Mutations.check(message, random, 100, mutant -> ofMessage(mutant).envelope().encoded());
      Mutations.check(probe, random, 100,
          mutant -> new MtsApdu.Probe(ofProbe(mutant).envelope()).encode(FRAMING));
      for (int cut = 0; cut < probe.length; cut += 101) {
        byte[] part = Arrays.copyOf(probe, cut);
        assertThatThrownBy(() -> ofProbe(part)).isInstanceOf(BerException.class);
      }
    }
    assertThatThrownBy(() -> ofMessage(new MtsApdu.Probe(apdus.probe()).encode(FRAMING)))
        .isInstanceOf(BerException.class).hasMessageContaining("no MESSAGE");
  }

  private static OverlongEnvelope<MessageEnvelope> ofMessage(byte[] apdu) throws BerException {
    try {
      return OverlongEnvelope.ofMessage(new ApduHeadTest.InMemory(apdu));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static OverlongEnvelope<ProbeEnvelope> ofProbe(byte[] apdu) throws BerException {
    try {
      return OverlongEnvelope.ofProbe(new ApduHeadTest.InMemory(apdu));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
