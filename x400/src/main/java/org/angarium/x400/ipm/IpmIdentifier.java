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
 * What tells an interpersonal message from all others (X.420 IPMIdentifier).
 *
 * @param user who gave the identifier, null if left out
 * @param userRelativeIdentifier unique among those the user gave; up to 64 characters of PrintableString
 * @param unknown components of other tags, as received
 */
public record IpmIdentifier(@Nullable OrName user, CharacterString userRelativeIdentifier,
    List<RawElement> unknown) {
  /** {@code [APPLICATION 11]}. */
  public static final int TAG = Tag.application(11);

  public IpmIdentifier {
    unknown = List.copyOf(unknown);
  }

  public static IpmIdentifier of(@Nullable OrName user, String userRelativeIdentifier) {
    return new IpmIdentifier(user, CharacterString.printable(userRelativeIdentifier), List.of());
  }

  static IpmIdentifier decode(BerElement element) throws BerException {
    SetComponents set = SetComponents.of(element, "IPMIdentifier");
    BerElement user = set.take(OrName.TAG);
    CharacterString relative = CharacterString
        .decode(set.require(StringType.PRINTABLE.tag(), "user-relative-identifier"));
    return new IpmIdentifier(user == null ? null : OrName.decode(user), relative, set.rest());
  }

  void encode(BerWriter writer, int tag) {
    writer.begin(tag);
    if (user != null) {
      user.encode(writer, OrName.TAG);
    }
    userRelativeIdentifier.encode(writer);
    unknown.forEach(component -> component.encode(writer));
    writer.end();
  }

  @Override
  public String toString() {
    return user == null ? userRelativeIdentifier.text() : userRelativeIdentifier.text() + " " + user;
  }
}
