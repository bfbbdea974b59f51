package org.angarium.x400.mts;

import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.jspecify.annotations.Nullable;

/** What the content octets of a message are (X.411 §8.2.1.1.1.34); types unknown here are relayed like any other. */
public sealed interface ContentType {
  /** [APPLICATION 6], the tag of {@link BuiltIn}. */
  int BUILT_IN_TAG = Tag.application(6);

  /** A type known by number. */
  record BuiltIn(int number) implements ContentType {
    public static final BuiltIn UNIDENTIFIED = new BuiltIn(0);
    public static final BuiltIn EXTERNAL = new BuiltIn(1);
    /** P2, the interpersonal message of 1984. */
    public static final BuiltIn IPM_1984 = new BuiltIn(2);
    /** P22, the interpersonal message of 1988. */
    public static final BuiltIn IPM_1988 = new BuiltIn(22);
    public static final BuiltIn EDI = new BuiltIn(35);
    public static final BuiltIn VOICE = new BuiltIn(40);

    @Override
    public String toString() {
      return switch (number) {
        case 0 -> "unidentified";
        case 1 -> "external";
        case 2 -> "interpersonal-messaging-1984";
        case 22 -> "interpersonal-messaging-1988";
        case 35 -> "edi-messaging";
        case 40 -> "voice-messaging";
        default -> "built-in " + number;
      };
    }
  }

  /** A type known by object identifier. */
  record Extended(Oid oid) implements ContentType {
    @Override
    public String toString() {
      return oid.toString();
    }
  }

  /** Takes the content-type of a SET, in either form; null if there is none. */
  static @Nullable ContentType take(SetComponents components) throws BerException {
    BerElement builtIn = components.take(BUILT_IN_TAG);
    BerElement extended = components.take(Tag.OBJECT_IDENTIFIER);
    if (builtIn != null && extended != null) {
      throw extended.error("is a second content-type");
    }
    if (builtIn != null) {
      return new BuiltIn(builtIn.intValue());
    }
    return extended == null ? null : new Extended(extended.oid());
  }

  default void encode(BerWriter writer) {
    switch (this) {
      case BuiltIn builtIn -> writer.integer(BUILT_IN_TAG, builtIn.number());
      case Extended extended -> writer.oid(extended.oid());
    }
  }
}
