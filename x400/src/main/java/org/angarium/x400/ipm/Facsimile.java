package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SetComponents;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a group 3 facsimile (X.420 §7.3.2), each the bits of T.4. Read from and made into a {@link BodyPart.Basic}, which
 * keeps the octets as received.
 *
 * @param nonBasic parameters beyond those every device has, null if none are needed
 */
public record Facsimile(List<BitString> pages, @Nullable BitString nonBasic) {
  private static final int G3_FACSIMILE = 3;
  private static final int NUMBER_OF_PAGES = Tag.context(0);
  private static final int NON_BASIC = Tag.context(1);

  public Facsimile {
    pages = List.copyOf(pages);
  }

  /** Whether a body part is one. */
  public static boolean isOne(BodyPart part) {
    return part instanceof BodyPart.Basic basic && basic.tagNumber() == G3_FACSIMILE;
  }

  /** @throws BerException if the part is not one or does not hold pages the way X.420 says */
  public static Facsimile of(BodyPart.Basic part) throws BerException {
    BerReader parts = part.element().element().expect(Tag.context(G3_FACSIMILE), "g3-facsimile").children();
    SetComponents parameters = SetComponents.of(parts.require(Tag.SET, "g3-facsimile parameters"),
        "g3-facsimile parameters");
    BerElement nonBasic = parameters.take(NON_BASIC);
    List<BitString> pages = new ArrayList<>();
    for (BerReader data = parts.require(Tag.SEQUENCE, "g3-facsimile data").children(); data.hasNext();) {
      pages.add(data.require(Tag.BIT_STRING, "page").bitString());
    }
    return new Facsimile(pages, nonBasic == null ? null : nonBasic.bitString());
  }

  public BodyPart.Basic toBodyPart() {
    return new BodyPart.Basic(G3_FACSIMILE, RawElement.written(writer -> {
      writer.begin(Tag.context(G3_FACSIMILE)).begin(Tag.SET).integer(NUMBER_OF_PAGES, pages.size());
      if (nonBasic != null) {
        writer.bitString(NON_BASIC, nonBasic);
      }
      writer.end().begin(Tag.SEQUENCE);
      pages.forEach(page -> writer.bitString(Tag.BIT_STRING, page));
      writer.end().end();
    }));
  }
}
