package org.angarium.osi.ber;

/**
 * ASN.1 tags packed in an {@code int}: two bits of class above a 28-bit number (X.690 §8.1.2). The constructed bit is not part of a
 * tag, because BER allows string types in either form.
 */
public final class Tag {
  private static final int CLASS_SHIFT = 28;
  private static final int NUMBER_MASK = (1 << CLASS_SHIFT) - 1;
  /** Highest tag number that can be represented. */
  static final int MAX_NUMBER = NUMBER_MASK;

  public static final int BOOLEAN = universal(1);
  public static final int INTEGER = universal(2);
  public static final int BIT_STRING = universal(3);
  public static final int OCTET_STRING = universal(4);
  public static final int NULL = universal(5);
  public static final int OBJECT_IDENTIFIER = universal(6);
  public static final int EXTERNAL = universal(8);
  public static final int ENUMERATED = universal(10);
  public static final int UTF8_STRING = universal(12);
  public static final int SEQUENCE = universal(16);
  public static final int SET = universal(17);
  public static final int NUMERIC_STRING = universal(18);
  public static final int PRINTABLE_STRING = universal(19);
  public static final int TELETEX_STRING = universal(20);
  public static final int VIDEOTEX_STRING = universal(21);
  public static final int IA5_STRING = universal(22);
  public static final int UTC_TIME = universal(23);
  public static final int GENERALIZED_TIME = universal(24);
  public static final int GRAPHIC_STRING = universal(25);
  public static final int VISIBLE_STRING = universal(26);
  public static final int GENERAL_STRING = universal(27);
  public static final int UNIVERSAL_STRING = universal(28);
  public static final int BMP_STRING = universal(30);

  private Tag() {}

  public static int universal(int number) {
    return number;
  }

  /** {@code [APPLICATION number]}. */
  public static int application(int number) {
    return 1 << CLASS_SHIFT | number;
  }

  /** {@code [number]}. */
  public static int context(int number) {
    return 2 << CLASS_SHIFT | number;
  }

  /** {@code [PRIVATE number]}. */
  public static int privateUse(int number) {
    return 3 << CLASS_SHIFT | number;
  }

  /** Class bits as they stand in the identifier octet: 0 universal, 1 application, 2 context, 3 private. */
  public static int classOf(int tag) {
    return tag >>> CLASS_SHIFT;
  }

  public static int numberOf(int tag) {
    return tag & NUMBER_MASK;
  }

  static int of(int tagClass, int number) {
    return tagClass << CLASS_SHIFT | number;
  }

  /** The tag as it is written in ASN.1, for messages to people. */
  public static String describe(int tag) {
    int number = numberOf(tag);
    return switch (classOf(tag)) {
      case 0 -> "[UNIVERSAL " + number + "]";
      case 1 -> "[APPLICATION " + number + "]";
      case 2 -> "[" + number + "]";
      default -> "[PRIVATE " + number + "]";
    };
  }
}
