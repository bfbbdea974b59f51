package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.GeneralText;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/** A part of the body of an interpersonal message (X.420 §7.3). Parts of types without a record here are kept as received. */
public sealed interface BodyPart {
  /** What kind of part it is, for a person: the name in X.420, or the object identifier. */
  String name();

  /** The text for a person, null if the part is no text. */
  default @Nullable String text() {
    return null;
  }

  /** What the envelope of a message of this part alone says of it. */
  default EncodedInformationTypes encodedInformationTypes() {
    return new InformationTypes().add(this).result();
  }

  /** Text of International Alphabet 5; the parameters are the SET with the repertoire. */
  record Ia5Text(RawElement parameters, CharacterString data) implements BodyPart {
    /** @param text characters below 128, lines ending in CR LF */
    public static Ia5Text of(String text) {
      return new Ia5Text(RawElement.written(writer -> writer.begin(Tag.SET).end()),
          CharacterString.of(StringType.IA5, text));
    }

    @Override
    public String name() {
      return "ia5-text";
    }

    @Override
    public String text() {
      return data.text();
    }
  }

  /** Pages of teletex; the parameters are the SET of number of pages and non-basic parameters. */
  record TeletexText(RawElement parameters, List<CharacterString> pages) implements BodyPart {
    public TeletexText {
      pages = List.copyOf(pages);
    }

    @Override
    public String name() {
      return "teletex";
    }

    @Override
    public String text() {
      return pages.stream().map(CharacterString::text).collect(Collectors.joining("\f"));
    }
  }

  /** Text in any registered character sets; the registrations are their numbers in the ISO 2375 register. */
  record General(SortedSet<Integer> registrations, CharacterString data) implements BodyPart {
    public General {
      registrations = new TreeSet<>(registrations);
    }

    /**
     * Text in the character sets of these ISO 2375 numbers: 6 ASCII, 100 Latin-1, 101 Latin-2, 126 Greek, 144 Cyrillic, 87
     * Japanese… Null if they do not have all its characters.
     */
    public static @Nullable General of(String text, SortedSet<Integer> registrations) {
      byte[] octets = GeneralText.encode(text, registrations);
      return octets == null
          ? null
          : new General(registrations, CharacterString.ofOctets(StringType.GENERAL, octets));
    }

    /** Text in the first of: ASCII, a part of ISO 8859, UTF-8. */
    public static General of(String text) {
      GeneralText.Encoded encoded = GeneralText.encode(text);
      return new General(encoded.registrations(),
          CharacterString.ofOctets(StringType.GENERAL, encoded.octets()));
    }

    @Override
    public String name() {
      return "general-text";
    }

    @Override
    public String text() {
      return GeneralText.decode(data.octets(), registrations);
    }
  }

  /**
   * A forwarded message.
   *
   * @param deliveryTime when it was delivered to who forwards it, null if not said
   * @param parameters the delivery envelope and unknown parameters, as received
   */
  record ForwardedMessage(@Nullable Instant deliveryTime, List<RawElement> parameters,
      Ipm message) implements BodyPart {
    public ForwardedMessage {
      parameters = List.copyOf(parameters);
    }

    @Override
    public String name() {
      return "message";
    }
  }

  /** A part whose type an object identifier names; general text and those with a basic form have a record of their own. */
  record Extended(@Nullable External parameters, External data) implements BodyPart {
    @Override
    public String name() {
      return BodyPartType.nameOf(data.type());
    }

    /** The object identifier of the type, null if it was left out. */
    public @Nullable Oid type() {
      return data.type();
    }

    /** Whether it is a file-transfer body part; {@link FileTransfer} reads it. */
    public boolean isFileTransfer() {
      return data.type() != null && data.type().equals(FileTransfer.TYPE);
    }
  }

  /** A basic part of another type: facsimile ({@link Facsimile} reads it), videotex, encrypted, bilaterally-defined… as received. */
  record Basic(int tagNumber, RawElement element) implements BodyPart {
    private static final int NATIONALLY_DEFINED = 7;
    private static final int BILATERALLY_DEFINED = 14;

    /** Octets whose meaning sender and recipient have agreed upon. */
    public static Basic bilaterallyDefined(byte[] octets) {
      return new Basic(BILATERALLY_DEFINED, RawElement.primitive(Tag.context(BILATERALLY_DEFINED), octets));
    }

    @Override
    public String name() {
      return BodyPartType.nameOf(tagNumber);
    }

    /** A value whose meaning a country has defined. */
    public static Basic nationallyDefined(RawElement value) {
      return new Basic(NATIONALLY_DEFINED, RawElement.written(
          writer -> writer.begin(Tag.context(NATIONALLY_DEFINED)).raw(value.encoded()).end()));
    }

    /** The value of a nationally-defined part. */
    public RawElement value() throws BerException {
      return RawElement.of(element.element().only());
    }

    /** The octets of a bilaterally-defined part. */
    public byte[] octets() throws BerException {
      return element.element().octets();
    }
  }
}
