package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/**
 * Composes a message of one text: ia5-text if the text is ASCII, else general-text in Latin-1 or, failing that, another set that
 * holds it. Lines may end in LF or CR LF and are sent with CR LF.
 */
public final class TextMessage {
  private final OrName originator;
  private final String identifier;
  private final List<RecipientSpecifier> to = new ArrayList<>();
  private final List<RecipientSpecifier> copies = new ArrayList<>();
  private String subject = "";
  private String text = "";
  private Importance importance = Importance.NORMAL;
  private @Nullable IpmIdentifier repliedTo;

  /**
   * A content ready to be sent.
   *
   * @param contentType always P22
   * @param types what the envelope is to give as original encoded information types
   */
  public record Composed(byte[] content, ContentType contentType, EncodedInformationTypes types) {}

  /** @param identifier tells the message from all others of the originator: up to 64 characters of PrintableString */
  public TextMessage(OrName originator, String identifier) {
    this.originator = originator;
    this.identifier = identifier;
  }

  public TextMessage to(OrName recipient) {
    return to(RecipientSpecifier.of(recipient));
  }

  public TextMessage to(RecipientSpecifier recipient) {
    to.add(recipient);
    return this;
  }

  public TextMessage copyTo(OrName recipient) {
    copies.add(RecipientSpecifier.of(recipient));
    return this;
  }

  /** @param value empty for none; what TeletexString cannot hold is sent as an extended subject too */
  public TextMessage subject(String value) {
    subject = value;
    return this;
  }

  public TextMessage text(String value) {
    text = value;
    return this;
  }

  public TextMessage importance(Importance value) {
    importance = value;
    return this;
  }

  public TextMessage repliedTo(@Nullable IpmIdentifier value) {
    repliedTo = value;
    return this;
  }

  public Ipm message() {
    Heading.Builder heading = Heading.builder(IpmIdentifier.of(originator, identifier))
        .originator(OrDescriptor.of(originator)).primaryRecipients(to).copyRecipients(copies)
        .importance(importance).repliedTo(repliedTo);
    if (!subject.isEmpty()) {
      heading.subject(subject);
    }
    String lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
    BodyPart part = Repertoire.IA5.holds(lines) ? BodyPart.Ia5Text.of(lines) : BodyPart.General.of(lines);
    // A known provider refuses a text of no characters; a body of no parts says the same.
    return new Ipm(heading.build(), text.isEmpty() ? List.of() : List.of(part));
  }

  public Composed compose() {
    Ipm message = message();
    return new Composed(message.encode(), ContentType.BuiltIn.IPM_1988, message.encodedInformationTypes());
  }
}
