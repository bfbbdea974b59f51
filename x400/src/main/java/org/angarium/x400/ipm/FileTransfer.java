package org.angarium.x400.ipm;

import java.io.ByteArrayOutputStream;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.Oid;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.text.CharacterString;
import org.angarium.x400.text.StringType;
import org.jspecify.annotations.Nullable;

/**
 * The file in a file-transfer body part (X.420 Annex B).
 *
 * @param name last part of the path name, or the string meant for a person, null if neither is there
 * @param contents octets of the file
 */
public record FileTransfer(@Nullable String name, byte[] contents) {
  static final Oid TYPE = BodyPartType.FILE_TRANSFER.dataType();
  private static final int ENVIRONMENT = Tag.context(2);
  private static final int USER_VISIBLE_STRING = Tag.context(3);
  private static final int FILE_ATTRIBUTES = Tag.context(4);
  private static final int INCOMPLETE_PATH = Tag.context(0);
  private static final int COMPLETE_PATH = Tag.context(23);

  /** @throws BerException if the part does not hold a file the way X.420 says */
  public static FileTransfer of(BodyPart.Extended part) throws BerException {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (BerReader pieces = part.data().value().children(); pieces.hasNext();) {
      contents.writeBytes(External.decode(pieces.require(Tag.EXTERNAL, "file contents")).octets());
    }
    String name = part.parameters() == null ? null : name(part.parameters().value());
    return new FileTransfer(name, contents.toByteArray());
  }

  private static @Nullable String name(BerElement parameters) throws BerException {
    String visible = null;
    String path = null;
    for (BerReader fields = parameters.children(); fields.hasNext();) {
      BerElement field = fields.next();
      if (field.is(ENVIRONMENT)) {
        visible = lastString(field, USER_VISIBLE_STRING, USER_VISIBLE_STRING);
      } else if (field.is(FILE_ATTRIBUTES)) {
        path = lastString(field, INCOMPLETE_PATH, COMPLETE_PATH);
      }
    }
    return path == null ? visible : path;
  }

  /** The last string in the child with one of the tags. */
  private static @Nullable String lastString(BerElement element, int tag, int orTag) throws BerException {
    String last = null;
    for (BerReader children = element.children(); children.hasNext();) {
      BerElement child = children.next();
      if (child.is(tag) || child.is(orTag)) {
        for (BerReader strings = child.children(); strings.hasNext();) {
          BerElement string = strings.next();
          last = StringType.ofTag(string.tag()) == null ? last : CharacterString.decode(string).text();
        }
      }
    }
    return last;
  }
}
