package org.angarium.app.compose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.TextMessage;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.RawElement;

/**
 * An interpersonal message before it has a body.
 *
 * @param identifier up to 64 characters of PrintableString that the originator never used before
 */
public record Letter(OrName originator, List<OrName> recipients, String subject, String identifier) {
  /** A file longer than this is sent as it is, whatever is in it. */
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int BILATERALLY_DEFINED = 14;
  private static final ContentType P22 = ContentType.BuiltIn.IPM_1988;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  public Letter {
    recipients = List.copyOf(recipients);
  }

  /** An identifier that is never made twice. */
  public static String identifier(Instant now, RandomGenerator random) {
    byte[] tail = new byte[8];
    random.nextBytes(tail);
    return STAMP.format(now) + "-" + HexFormat.of().formatHex(tail);
  }

  /** With a text as its body: ia5-text or, where that cannot hold it, general-text. */
  public ComposedContent withText(String text) {
    TextMessage.Composed composed = draft().text(text).compose();
    byte[] content = composed.content();
    return new ComposedContent(() -> new ByteArrayInputStream(content), content.length, P22,
        composed.types());
  }

  /**
   * With a file as its body: a text if it is one and not very long, else a bilaterally-defined body part that is read only while it is
   * sent.
   *
   * @throws IOException if the file cannot be read
   */
  public ComposedContent withFile(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IOException(
          file + (Files.exists(file) ? " is no file that can be read" : " does not exist"));
    }
    long length = Files.size(file);
    if (length <= LONGEST_TEXT) {
      Optional<String> text = text(Files.readAllBytes(file));
      if (text.isPresent()) {
        return withText(text.get());
      }
    }
    byte[] prefix = prefix(length);
    return new ComposedContent(
        () -> new SequenceInputStream(new ByteArrayInputStream(prefix), new FileOctets(file, length)),
        prefix.length + length, P22, null);
  }

  private TextMessage draft() {
    TextMessage draft = new TextMessage(originator, identifier).subject(subject);
    recipients.forEach(draft::to);
    return draft;
  }

  /** Everything before the octets of the file, whose lengths are known beforehand; nothing follows them. */
  private byte[] prefix(long length) {
    BodyPart empty = new BodyPart.Basic(BILATERALLY_DEFINED,
        RawElement.primitive(Tag.context(BILATERALLY_DEFINED), new byte[0]));
    byte[] heading = heading(new Ipm(draft().message().heading(), List.of(empty)));
    byte[] part = BerWriter.header(Tag.context(BILATERALLY_DEFINED), false, length);
    byte[] body = BerWriter.header(Tag.SEQUENCE, true, part.length + length);
    byte[] message = BerWriter.header(InformationObject.IPM, true,
        heading.length + body.length + part.length + length);
    return new BerWriter().raw(message).raw(heading).raw(body).raw(part).toByteArray();
  }

  private static byte[] heading(Ipm message) {
    try {
      return BerReader.single(message.encode()).children().require(Tag.SET, "heading").encoded();
    } catch (BerException e) {
      throw new IllegalStateException("a message just encoded cannot be decoded", e);
    }
  }

  /** The text the octets hold, if they are UTF-8 and have no control characters but those of layout. */
  private static Optional<String> text(byte[] octets) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      boolean printable = text.chars().allMatch(c -> c >= ' ' || "\t\n\r\f".indexOf(c) >= 0);
      return printable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
