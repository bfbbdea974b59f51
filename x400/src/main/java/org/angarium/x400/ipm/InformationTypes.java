package org.angarium.x400.ipm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.jspecify.annotations.Nullable;

/** Gathers the encoded information types of a body (X.420 §20.4). */
final class InformationTypes {
  /** Character sets of general text: the ISO 2375 number follows. */
  private static final String CHARACTER_SETS = "1.0.10021.7.1.0.";
  private static final Oid FILE_TRANSFER = Oid.of("2.6.1.12.0");

  private final Set<Integer> builtIn = new TreeSet<>();
  private final Set<Oid> extended = new LinkedHashSet<>();

  InformationTypes add(Ipm ipm) {
    return add(ipm, 0);
  }

  InformationTypes add(BodyPart part) {
    add(part, 0);
    return this;
  }

  private InformationTypes add(Ipm ipm, int level) {
    ipm.body().forEach(part -> add(part, level));
    return this;
  }

  private void add(BodyPart part, int level) {
    switch (part) {
      case BodyPart.Ia5Text ia5 -> builtIn.add(EncodedInformationTypes.IA5_TEXT);
      case BodyPart.TeletexText teletex -> builtIn.add(EncodedInformationTypes.TELETEX);
      case BodyPart.General general ->
        general.registrations().forEach(number -> extended.add(Oid.of(CHARACTER_SETS + number)));
      case BodyPart.ForwardedMessage forwarded -> {
        // A message in the extended form is read only here, so that decoding has not bounded its depth.
        if (level < Ipm.MOST_FORWARDED) {
          add(forwarded.message(), level + 1);
        } else {
          builtIn.add(EncodedInformationTypes.UNKNOWN);
        }
      }
      case BodyPart.Basic basic -> add(BodyPartType.ofTag(basic.tagNumber()), null);
      case BodyPart.Extended other -> {
        BodyPart basic = BodyPartCodec.basicForm(other, level);
        if (other.isFileTransfer()) {
          extended.add(FILE_TRANSFER);
        } else if (basic instanceof BodyPart.Extended) {
          add(BodyPartType.ofData(other.type()), other.type());
        } else {
          add(basic, level);
        }
      }
    }
  }

  private void add(@Nullable BodyPartType type, @Nullable Oid named) {
    if (type != null && type.builtInType() >= 0) {
      builtIn.add(type.builtInType());
    } else {
      builtIn.add(EncodedInformationTypes.UNKNOWN);
      if (named != null) {
        extended.add(named);
      }
    }
  }

  EncodedInformationTypes result() {
    int[] bits = builtIn.stream().mapToInt(Integer::intValue).toArray();
    BitString built = EncodedInformationTypes.ofBuiltIn(bits).builtIn();
    return new EncodedInformationTypes(built, null, null, null, List.copyOf(extended), List.of());
  }
}
