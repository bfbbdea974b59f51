package org.angarium.x400.ipm;

import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is (X.420 ORDescriptor).
 *
 * @param formalName null if unknown
 * @param freeFormName a TeletexString of up to 64 characters for a person's eye
 * @param telephone a PrintableString of up to 32 characters
 * @param unknown components of other tags, as received
 */
public record OrDescriptor(@Nullable OrName formalName, @Nullable CharacterString freeFormName,
    @Nullable CharacterString telephone, List<RawElement> unknown) {
  private static final int FREE_FORM_NAME = Tag.context(0);
  private static final int TELEPHONE = Tag.context(1);

  public OrDescriptor {
    unknown = List.copyOf(unknown);
  }

  public static OrDescriptor of(OrName name) {
    return new OrDescriptor(name, null, null, List.of());
  }

  static OrDescriptor decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "ORDescriptor");
    BerElement name = set.take(OrName.TAG);
    BerElement free = set.take(FREE_FORM_NAME);
    BerElement telephone = set.take(TELEPHONE);
    return new OrDescriptor(name == null ? null : OrName.decode(name),
        free == null ? null : CharacterString.decode(free, StringType.TELETEX),
        telephone == null ? null : CharacterString.decode(telephone, StringType.PRINTABLE), set.rest());
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    if (formalName != null) {
      formalName.encode(writer, OrName.TAG);
    }
    if (freeFormName != null) {
      freeFormName.encode(writer, FREE_FORM_NAME);
    }
    if (telephone != null) {
      telephone.encode(writer, TELEPHONE);
    }
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  /** Free-form name and address, as far as they are there. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (freeFormName != null) {
      text.append('"').append(freeFormName.text()).append('"');
    }
    if (formalName != null) {
      text.append(text.isEmpty() ? "" : " ").append(formalName);
    }
    if (telephone != null) {
      text.append(text.isEmpty() ? "" : " ").append("tel. ").append(telephone.text());
    }
    return text.toString();
  }
}
