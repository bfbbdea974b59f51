package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.jspecify.annotations.Nullable;

/**
 * An extension of a heading, a recipient or a notification (X.420 IPMSExtension).
 *
 * @param value null if it was left out, which means NULL
 */
public record IpmsExtension(Oid type, @Nullable RawElement value) {
  /** Subject in the characters of Unicode (X.420 Annex A). */
  public static final Oid EXTENDED_SUBJECT = Oid.of("2.6.1.5.8");
  public static final Oid AUTO_SUBMITTED = Oid.of("2.6.1.5.2");
  public static final Oid INCOMPLETE_COPY = Oid.of("2.6.1.5.0");

  static List<IpmsExtension> decodeSet(@Nullable BerElement set) throws BerException {
    if (set == null) {
      return List.of();
    }
    List<IpmsExtension> extensions = new ArrayList<>();
    for (BerReader elements = set.children(); elements.hasNext();) {
      BerReader parts = elements.require(Tag.SEQUENCE, "extension").children();
      Oid type = parts.require(Tag.OBJECT_IDENTIFIER, "extension type").oid();
      RawElement value = parts.hasNext() ? RawElement.of(parts.next()) : null;
      parts.finish("extension");
      extensions.add(new IpmsExtension(type, value));
    }
    return extensions;
  }

  static void encodeSet(BerWriter writer, int tag, List<IpmsExtension> extensions) {
    if (extensions.isEmpty()) {
      return;
    }
    writer.begin(tag);
    for (IpmsExtension extension : extensions) {
      writer.begin(Tag.SEQUENCE).oid(extension.type);
      if (extension.value != null) {
        extension.value.encode(writer);
      }
      writer.end();
    }
    writer.end();
  }
}
