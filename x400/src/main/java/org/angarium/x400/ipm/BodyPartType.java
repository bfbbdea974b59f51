package org.angarium.x400.ipm;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/**
 * The types of body parts X.420 names: tag number of the basic form, last arc of the extended form (id-et), and the built-in encoded
 * information type.
 */
enum BodyPartType {
  IA5_TEXT("ia5-text", 0, 0, EncodedInformationTypes.IA5_TEXT, true), //
  TELEX("telex", 1, -1, EncodedInformationTypes.TELEX, false), //
  VOICE_1984("voice", 2, -1, EncodedInformationTypes.VOICE, false), //
  G3_FACSIMILE("g3-facsimile", 3, 2, EncodedInformationTypes.G3_FACSIMILE, true), //
  G4_CLASS_1("g4-class1", 4, 3, EncodedInformationTypes.G4_CLASS_1, false), //
  TELETEX("teletex", 5, 4, EncodedInformationTypes.TELETEX, true), //
  VIDEOTEX("videotex", 6, 5, EncodedInformationTypes.VIDEOTEX, true), //
  NATIONALLY_DEFINED("nationally-defined", 7, 10, -1, false), //
  ENCRYPTED("encrypted", 8, 6, -1, true), //
  MESSAGE("message", 9, 7, -1, true), //
  SIMPLE_FORMATTABLE_DOCUMENT("simple-formattable-document", 10, -1,
      EncodedInformationTypes.SIMPLE_FORMATTABLE_DOCUMENT, false), //
  MIXED_MODE("mixed-mode", 11, 8, EncodedInformationTypes.MIXED_MODE, false), //
  BILATERALLY_DEFINED("bilaterally-defined", 14, 9, -1, false), //
  GENERAL_TEXT("general-text", -1, 11, -1, true), //
  FILE_TRANSFER("file-transfer", -1, 12, -1, true), //
  REPORT("report", -1, 14, -1, false), //
  NOTIFICATION("notification", -1, 15, -1, true), //
  VOICE("voice", -1, 16, EncodedInformationTypes.VOICE, true), //
  PKCS7("pkcs7", -1, 18, -1, false);

  /** id-et: the types of extended body parts. */
  private static final String DATA = "2.6.1.4.";
  /** id-ep: the types of their parameters. */
  private static final String PARAMETERS = "2.6.1.11.";
  private static final Map<Integer, BodyPartType> BY_TAG = Stream.of(values())
      .filter(type -> type.basicTag >= 0)
      .collect(Collectors.toMap(type -> type.basicTag, type -> type));
  private static final Map<Oid, BodyPartType> BY_OID = Stream.of(values()).filter(type -> type.arc >= 0)
      .collect(Collectors.toMap(BodyPartType::dataType, type -> type));

  private final String text;
  private final int basicTag;
  private final int arc;
  private final int builtInType;
  private final boolean parameters;

  BodyPartType(String text, int basicTag, int arc, int builtInType, boolean parameters) {
    this.text = text;
    this.basicTag = basicTag;
    this.arc = arc;
    this.builtInType = builtInType;
    this.parameters = parameters;
  }

  static @Nullable BodyPartType ofTag(int number) {
    return BY_TAG.get(number);
  }

  static @Nullable BodyPartType ofData(@Nullable Oid type) {
    return type == null ? null : BY_OID.get(type);
  }

  static String nameOf(int tagNumber) {
    BodyPartType type = ofTag(tagNumber);
    return type == null ? "body part [" + tagNumber + "]" : type.text;
  }

  static String nameOf(@Nullable Oid data) {
    BodyPartType type = ofData(data);
    if (type != null) {
      return type.text;
    }
    if (data == null) {
      return "body part of unnamed type";
    }
    return data.toString().startsWith(DATA + "17.")
        ? "content " + data.toString().substring(DATA.length() + 3)
        : data.toString();
  }

  /** Object identifier of the extended form's data. */
  Oid dataType() {
    return Oid.of(DATA + arc);
  }

  /** Object identifier of the extended form's parameters. */
  Oid parametersType() {
    return Oid.of(PARAMETERS + arc);
  }

  /** Tag number of the basic form, -1 if there is none. */
  int basicTag() {
    return basicTag;
  }

  /** Bit of the encoded information types, -1 if there is none. */
  int builtInType() {
    return builtInType;
  }

  /** Whether the basic form is a SEQUENCE of parameters and data. */
  boolean hasParameters() {
    return parameters;
  }
}
