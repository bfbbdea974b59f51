package org.angarium.x400.mts;

import java.util.Arrays;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;

/**
 * One extension of an envelope (ExtensionField, X.411 §9.1). A field that was received is written octet for octet as it came, known
 * or not. Two are equal if their encodings are.
 */
public final class ExtensionField {
  private static final int STANDARD = Tag.context(0);
  private static final int PRIVATE = Tag.context(3);
  private static final int CRITICALITY = Tag.context(1);
  private static final int VALUE = Tag.context(2);

  /**
   * How the type is tagged. A draft of the standard made {@code type} an explicit {@code [0] CHOICE {INTEGER, OBJECT IDENTIFIER}}, and
   * PP still writes and expects that.
   */
  public enum TypeForm {
    STANDARD, DRAFT
  }

  private final ExtensionType type;
  private final Criticality criticality;
  private final boolean criticalityPresent;
  private final ExtensionValue value;
  private final TypeForm form;
  private final byte[] encoded;
  /** Where in the encoding the components behind the type begin and end. */
  private final int restAt;
  private final int restEnd;

  private ExtensionField(ExtensionType type, Criticality criticality, boolean criticalityPresent,
      ExtensionValue value, TypeForm form, byte[] encoded, int restAt, int restEnd) {
    this.type = type;
    this.criticality = criticality;
    this.criticalityPresent = criticalityPresent;
    this.value = value;
    this.form = form;
    this.encoded = encoded;
    this.restAt = restAt;
    this.restEnd = restEnd;
  }

  /** A standard extension with the criticality the standard recommends. */
  public static ExtensionField of(StandardExtension extension, ExtensionValue value) {
    return of(new ExtensionType.Standard(extension.number()), extension.recommendedCriticality(), value);
  }

  public static ExtensionField of(ExtensionType type, Criticality criticality, ExtensionValue value) {
    BerWriter rest = new BerWriter();
    if (!criticality.bits().isZero()) {
      rest.bitString(CRITICALITY, criticality.bits());
    }
    if (!(value instanceof ExtensionValue.Opaque opaque && opaque.value() == null)) {
      rest.begin(VALUE);
      value.encode(rest);
      rest.end();
    }
    return assemble(type, criticality, !criticality.bits().isZero(), value, TypeForm.STANDARD,
        rest.toByteArray());
  }

  private static ExtensionField assemble(ExtensionType type, Criticality criticality, boolean present,
      ExtensionValue value, TypeForm form, byte[] rest) {
    BerWriter writer = new BerWriter().begin(Tag.SEQUENCE);
    switch (form) {
      case STANDARD -> {
        switch (type) {
          case ExtensionType.Standard standard -> writer.integer(STANDARD, standard.number());
          case ExtensionType.Private other -> writer.oid(PRIVATE, other.oid());
        }
      }
      case DRAFT -> {
        writer.begin(STANDARD);
        switch (type) {
          case ExtensionType.Standard standard -> writer.integer(standard.number());
          case ExtensionType.Private other -> writer.oid(other.oid());
        }
        writer.end();
      }
    }
    writer.raw(rest).end();
    byte[] encoded = writer.toByteArray();
    return new ExtensionField(type, criticality, present, value, form, encoded,
        encoded.length - rest.length, encoded.length);
  }

  public static ExtensionField decode(BerElement element) throws BerException {
    BerReader reader = element.expect(Tag.SEQUENCE, "ExtensionField").children();
    if (!reader.hasNext()) {
      throw element.error("is an ExtensionField without type");
    }
    BerElement typeElement = reader.next();
    ExtensionType type = type(typeElement);
    TypeForm form = typeElement.constructed() ? TypeForm.DRAFT : TypeForm.STANDARD;
    int restAt = reader.offset() - element.offset();
    BerElement critical = reader.nextIf(CRITICALITY);
    BitString bits = critical == null ? BitString.EMPTY : critical.bitString();
    BerElement wrapped = reader.nextIf(VALUE);
    reader.finish("ExtensionField");
    BerElement open = wrapped == null ? null : wrapped.only();
    ExtensionValue value = type instanceof ExtensionType.Standard standard
        ? ExtensionValue.decode(standard.number(), open)
        : new ExtensionValue.Opaque(open == null ? null : RawElement.of(open));
    return new ExtensionField(type, new Criticality(bits), critical != null, value, form, element.encoded(),
        restAt, element.contentOffset() + element.contentLength() - element.offset());
  }

  private static ExtensionType type(BerElement element) throws BerException {
    if (element.is(STANDARD)) {
      if (!element.constructed()) {
        return new ExtensionType.Standard(element.intValue());
      }
      BerElement choice = element.only();
      return choice.is(Tag.OBJECT_IDENTIFIER)
          ? new ExtensionType.Private(choice.oid())
          : new ExtensionType.Standard(choice.expect(Tag.INTEGER, "extension type").intValue());
    }
    Oid oid = element.expect(PRIVATE, "extension type").oid();
    return new ExtensionType.Private(oid);
  }

  public void encode(BerWriter writer) {
    writer.raw(encoded);
  }

  /**
   * The same field with its type tagged in this form; everything behind the type stays octet for octet. For a peer that reads only one
   * of them.
   */
  public ExtensionField withTypeForm(TypeForm wanted) {
    if (form == wanted) {
      return this;
    }
    return assemble(type, criticality, criticalityPresent, value, wanted,
        Arrays.copyOfRange(encoded, restAt, restEnd));
  }

  public ExtensionType type() {
    return type;
  }

  public boolean is(StandardExtension extension) {
    return type instanceof ExtensionType.Standard standard && standard.number() == extension.number();
  }

  /** The criticality as it stands in the field; {@link Criticality#NONE} if absent. */
  public Criticality criticality() {
    return criticality;
  }

  /** Whether the field states a criticality: PP omits it where its own default for the type applies. */
  public boolean criticalityPresent() {
    return criticalityPresent;
  }

  public ExtensionValue value() {
    return value;
  }

  public TypeForm typeForm() {
    return form;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionField that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return type + " = " + value;
  }
}
