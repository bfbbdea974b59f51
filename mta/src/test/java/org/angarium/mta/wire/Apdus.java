package org.angarium.mta.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.angarium.mta.RequestException;
import org.angarium.mta.TestMta;
import org.angarium.mta.access.SubmittedEnvelope;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.ApduHead;
import org.angarium.x400.p1.ContentPlace;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;

/** APDUs as an MTA of another domain would send them. */
public final class Apdus {
  private static final ApduFraming FRAMING = new ApduFraming.External(5);

  private Apdus() {}

  /** A message from a user of one domain, which it has just left, to an address elsewhere. */
  public static byte[] message(String domain, String localIdentifier, String recipient, String text) {
    return message(envelope(domain, localIdentifier, recipient), text);
  }

  public static byte[] message(MessageEnvelope envelope, String text) {
    return message(envelope, text.getBytes(StandardCharsets.US_ASCII));
  }

  public static byte[] message(MessageEnvelope envelope, byte[] content) {
    return new BerWriter().raw(new MtsApdu.Message(envelope).prefix(FRAMING, content.length)).raw(content)
        .toByteArray();
  }

  /** A message with some components of its envelope in another form, null for none; new ones come last. */
  public static byte[] changed(MessageEnvelope envelope, Map<Integer, byte[]> components, byte[] content) {
    Map<Integer, byte[]> left = new LinkedHashMap<>(components);
    try {
      BerWriter writer = new BerWriter().begin(Tag.EXTERNAL).integer(5).begin(Tag.context(0))
          .begin(Tag.context(0)).begin(Tag.SET);
      for (BerReader parts = BerReader.single(envelope.encoded()).children(); parts.hasNext();) {
        BerElement part = parts.next();
        byte[] other = left.containsKey(part.tag()) ? left.remove(part.tag()) : part.encoded();
        if (other != null) {
          writer.raw(other);
        }
      }
      left.values().forEach(writer::raw);
      writer.end().octets(Tag.OCTET_STRING, content);
      return writer.end().end().end().toByteArray();
    } catch (BerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A probe, or a report, as it is transferred. */
  public static byte[] of(MtsApdu apdu) {
    return switch (apdu) {
      case MtsApdu.Probe probe -> probe.encode(FRAMING);
      case MtsApdu.Report report -> report.encode(FRAMING);
      case MtsApdu.Message message ->
        throw new IllegalArgumentException("a message has a content: " + message);
    };
  }

  /** The envelope of a message that a peer has received. */
  public static MessageEnvelope receivedMessage(byte[] apdu) {
    try {
      ApduHead head = ApduHead.decode(apdu, true, apdu.length);
      return MessageEnvelope.decode(((ApduHead.Message) head).envelope());
    } catch (BerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A probe or report that a peer has received. */
  public static MtsApdu received(byte[] apdu) {
    try {
      return MtsApdu.decode(apdu);
    } catch (BerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The content of a message that our MTA has sent, which never segments it. */
  public static byte[] content(byte[] apdu) {
    int length = apdu.length;
    try {
      ContentPlace place = ((ApduHead.Message) ApduHead.decode(apdu, true, length)).content();
      return Arrays.copyOfRange(apdu, (int) place.start(), (int) (place.start() + place.length()));
    } catch (BerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether what a peer has received is a message. */
  public static boolean isMessage(byte[] apdu) {
    try {
      return ApduHead.decode(apdu, true, apdu.length) instanceof ApduHead.Message;
    } catch (BerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static MessageEnvelope envelope(String domain, String localIdentifier, String recipient) {
    GlobalDomainIdentifier origin = GlobalDomainIdentifier.of("XX", "TEST", domain);
    try {
      return SubmittedEnvelope
          .message(TestMta.submission(ReportRequest.NON_DELIVERY_REPORT, recipient).build(),
              OrName.parse("C=XX;A=TEST;P=" + domain + ";S=Sender"),
              MtsIdentifier.of(origin, localIdentifier))
          .withTraceAdded(TraceInformationElement.relayed(origin, Instant.parse("2026-11-23T12:00:00Z")));
    } catch (RequestException | AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
