package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.mts.SecurityLabel;
import org.jspecify.annotations.Nullable;

/**
 * The security labels of a message and its parts (X.420 IPMSecurityLabel).
 *
 * @param heading of the heading, null if not said
 * @param bodyParts of each body part in their order, empty for one without label; an empty list if not said
 */
public record IpmSecurityLabel(SecurityLabel content, @Nullable SecurityLabel heading,
    List<Optional<SecurityLabel>> bodyParts) {
  private static final int CONTENT = Tag.context(0);
  private static final int HEADING = Tag.context(1);
  private static final int BODY_PARTS = Tag.context(2);
  private static final int UNLABELLED = Tag.context(0);
  private static final int LABELLED = Tag.context(1);

  public IpmSecurityLabel {
    bodyParts = List.copyOf(bodyParts);
  }

  static IpmSecurityLabel decode(BerElement element) throws BerException {
    BerReader parts = element.children();
    SecurityLabel content = SecurityLabel.decode(parts.require(CONTENT, "content-security-label"));
    SecurityLabel heading = null;
    List<Optional<SecurityLabel>> bodyParts = new ArrayList<>();
    while (parts.hasNext()) {
      BerElement part = parts.next();
      if (part.is(HEADING)) {
        heading = SecurityLabel.decode(part);
      } else if (part.is(BODY_PARTS)) {
        for (BerReader labels = part.children(); labels.hasNext();) {
          BerElement label = labels.next();
          bodyParts.add(label.is(LABELLED) ? Optional.of(SecurityLabel.decode(label)) : Optional.empty());
        }
      }
    }
    return new IpmSecurityLabel(content, heading, bodyParts);
  }

  void encode(BerWriter writer) {
    writer.begin(Tag.SEQUENCE);
    content.encode(writer, CONTENT);
    if (heading != null) {
      heading.encode(writer, HEADING);
    }
    if (!bodyParts.isEmpty()) {
      writer.begin(BODY_PARTS);
      for (Optional<SecurityLabel> label : bodyParts) {
        if (label.isPresent()) {
          label.get().encode(writer, LABELLED);
        } else {
          writer.nullValue(UNLABELLED);
        }
      }
      writer.end();
    }
    writer.end();
  }
}
