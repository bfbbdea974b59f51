package org.angarium.x400.p1;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.ExtensionField;

/** What one MTA transfers to another (MTS-APDU, X.419 §12.4; MPDU of 1984). */
public sealed interface MtsApdu {
  /** The alternatives, each with its tag. */
  enum Kind {
    MESSAGE(0), REPORT(1), PROBE(2);

    private final int tag;

    Kind(int number) {
      tag = Tag.context(number);
    }

    int tag() {
      return tag;
    }

    static Kind of(BerElement apdu) throws BerException {
      for (Kind kind : values()) {
        if (apdu.is(kind.tag)) {
          return kind;
        }
      }
      throw apdu.error("is no MTS-APDU");
    }
  }

  /** A message; its content is not held, because it may be larger than memory. */
  record Message(MessageEnvelope envelope) implements MtsApdu {
    /**
     * Everything that is sent before the content's octets; nothing is sent behind them.
     *
     * @param contentLength octets of the content, 0 or more
     */
    public byte[] prefix(ApduFraming framing, long contentLength) {
      byte[] set = envelope.encoded();
      byte[] content = BerWriter.header(Tag.OCTET_STRING, false, contentLength);
      long inside = set.length + content.length + contentLength;
      byte[] apdu = BerWriter.header(Kind.MESSAGE.tag(), true, inside);
      return new BerWriter().raw(framing.before(apdu.length + inside)).raw(apdu).raw(set).raw(content)
          .toByteArray();
    }
  }

  /** A probe. */
  record Probe(ProbeEnvelope envelope) implements MtsApdu {
    /** All octets to be sent. */
    public byte[] encode(ApduFraming framing) {
      BerWriter writer = new BerWriter();
      envelope.encode(writer, Kind.PROBE.tag());
      return framed(framing, writer);
    }
  }

  /** A report. */
  record Report(ReportEnvelope envelope, ReportContent content) implements MtsApdu {
    /** With every extension type tagged in one form. */
    public Report withExtensionTypeForm(ExtensionField.TypeForm form) {
      return new Report(envelope.withExtensions(envelope.extensions().withTypeForm(form)),
          content.withExtensions(content.extensions().withTypeForm(form))
              .withRecipients(content.recipients().stream().map(
                  recipient -> recipient.withExtensions(recipient.extensions().withTypeForm(form)))
                  .toList()));
    }

    /** All octets to be sent. */
    public byte[] encode(ApduFraming framing) {
      BerWriter writer = new BerWriter().begin(Kind.REPORT.tag());
      envelope.encode(writer);
      content.encode(writer);
      return framed(framing, writer.end());
    }
  }

  private static byte[] framed(ApduFraming framing, BerWriter apdu) {
    return new BerWriter().raw(framing.before(apdu.size())).raw(apdu.toByteArray()).toByteArray();
  }

  /**
   * Decodes a complete APDU with whatever framing it has; of a message, only that a content follows the envelope is checked. Large
   * messages are decoded through {@link ApduHead}.
   */
  static MtsApdu decode(byte[] octets) throws BerException {
    BerElement apdu = ApduFraming.unwrap(octets);
    return switch (Kind.of(apdu)) {
      case MESSAGE -> {
        BerReader reader = apdu.children();
        MessageEnvelope envelope = MessageEnvelope
            .decode(reader.require(Tag.SET, "MessageTransferEnvelope"));
        reader.require(Tag.OCTET_STRING, "content");
        reader.finish("Message");
        yield new Message(envelope);
      }
      case REPORT -> {
        BerReader reader = apdu.children();
        ReportEnvelope envelope = ReportEnvelope.decode(reader.require(Tag.SET, "ReportTransferEnvelope"));
        ReportContent content = ReportContent.decode(reader.require(Tag.SET, "ReportTransferContent"));
        reader.finish("Report");
        yield new Report(envelope, content);
      }
      case PROBE -> new Probe(ProbeEnvelope.decode(apdu));
    };
  }
}
