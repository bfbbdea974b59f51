package org.angarium.x400.ipm;

import java.time.Instant;
import java.util.function.Consumer;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.UtcTime;
import org.jspecify.annotations.Nullable;

/** What a notification tells that is neither a receipt nor a non-receipt (X.420 §8.4). */
public sealed interface Advice {
  /**
   * The recipient is away.
   *
   * @param text what he wants to say, null if nothing
   * @param nextAvailability when he is back, whole seconds; null if not said
   */
  record Absence(@Nullable BodyPart text, @Nullable Instant nextAvailability) implements Advice {
    public IpmsExtension toExtension() {
      return extension(IpmsExtension.ABSENCE_ADVICE, writer -> {
        if (text != null) {
          BodyPartCodec.encode(text, writer);
        }
        if (nextAvailability != null) {
          UtcTime.encode(writer, Tag.UTC_TIME, nextAvailability);
        }
      });
    }
  }

  /**
   * The recipient has another address.
   *
   * @param effectiveFrom since when or from when on, whole seconds; null if not said
   */
  record ChangeOfAddress(OrDescriptor newAddress, @Nullable Instant effectiveFrom) implements Advice {
    public IpmsExtension toExtension() {
      return extension(IpmsExtension.CHANGE_OF_ADDRESS_ADVICE, writer -> {
        newAddress.encode(writer, Tag.context(0));
        if (effectiveFrom != null) {
          UtcTime.encode(writer, Tag.context(1), effectiveFrom);
        }
      });
    }
  }

  /** The advice that an extension of {@link Ipn.Other} is; null if it is another, or none that can be read. */
  static @Nullable Advice of(IpmsExtension extension) {
    if (extension.value() == null) {
      return null;
    }
    try {
      BerElement value = extension.value().element();
      if (extension.type().equals(IpmsExtension.ABSENCE_ADVICE)) {
        return absence(value);
      }
      return extension.type().equals(IpmsExtension.CHANGE_OF_ADDRESS_ADVICE) ? change(value) : null;
    } catch (BerException malformed) {
      return null;
    }
  }

  private static Absence absence(BerElement element) throws BerException {
    BodyPart text = null;
    Instant back = null;
    for (BerReader parts = element.children(); parts.hasNext();) {
      BerElement part = parts.next();
      if (part.is(Tag.UTC_TIME)) {
        back = UtcTime.decode(part, "next-availability");
      } else {
        text = BodyPartCodec.decode(part, 1);
      }
    }
    return new Absence(text, back);
  }

  private static ChangeOfAddress change(BerElement element) throws BerException {
    BerReader parts = element.children();
    OrDescriptor address = OrDescriptor.decode(parts.require(Tag.context(0), "new-address"));
    Instant from = null;
    while (parts.hasNext()) {
      BerElement part = parts.next();
      if (part.is(Tag.context(1))) {
        from = UtcTime.decode(part, "effective-from");
      }
    }
    return new ChangeOfAddress(address, from);
  }

  private static IpmsExtension extension(Oid type, Consumer<BerWriter> parts) {
    return new IpmsExtension(type, RawElement.written(writer -> {
      writer.begin(Tag.SEQUENCE);
      parts.accept(writer);
      writer.end();
    }));
  }
}
