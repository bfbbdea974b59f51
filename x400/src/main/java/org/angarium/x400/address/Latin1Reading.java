package org.angarium.x400.address;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.MistakenLatin1;
import org.angarium.x400.text.StringType;
import org.angarium.x400.text.Teletex;
import org.jspecify.annotations.Nullable;

/** Addresses of writers that take a TeletexString for ISO 8859-1, as they would be if written as the standard wants it. */
final class Latin1Reading {
  private static final int TELETEX_PERSONAL_NAME = 4;

  private boolean different;

  private Latin1Reading() {}

  /** Null if no string in it can be meant so. */
  static @Nullable OrAddress of(OrAddress address) {
    if (address.extensionAttributes().isEmpty()) {
      return null;
    }
    Latin1Reading reading = new Latin1Reading();
    List<ExtensionAttribute> read = new ArrayList<>();
    for (ExtensionAttribute extension : address.extensionAttributes()) {
      read.add(mayHoldTeletex(extension.type()) ? reading.read(extension) : extension);
    }
    return reading.different ? address.withExtensionAttributes(read) : null;
  }

  /** Types 2 to 6 are the teletex forms, 10 to 21 parts of postal addresses, which have one beside the printable form. */
  private static boolean mayHoldTeletex(int type) {
    return type >= 2 && type <= 6 || type >= 10 && type <= 21;
  }

  private ExtensionAttribute read(ExtensionAttribute extension) {
    boolean before = different;
    try {
      BerWriter writer = new BerWriter();
      read(BerReader.single(extension.value()), extension.type() == TELETEX_PERSONAL_NAME, writer);
      return new ExtensionAttribute(extension.type(), writer.toByteArray());
    } catch (BerException malformed) {
      different = before;
      return extension;
    }
  }

  /** @param partsOfName whether strings of this type have implicit tags */
  private void read(BerElement element, boolean partsOfName, BerWriter writer) throws BerException {
    boolean string = element.is(StringType.TELETEX.tag()) || partsOfName && Tag.classOf(element.tag()) != 0;
    String text = string ? MistakenLatin1.read(element.octets()) : null;
    if (text != null) {
      different = true;
      writer.octets(element.tag(), Teletex.encode(text));
    } else if (element.constructed() && !string) {
      writer.begin(element.tag());
      for (BerReader parts = element.children(); parts.hasNext();) {
        read(parts.next(), partsOfName, writer);
      }
      writer.end();
    } else {
      writer.raw(element.encoded());
    }
  }
}
