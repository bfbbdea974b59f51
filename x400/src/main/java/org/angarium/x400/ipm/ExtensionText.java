package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.angarium.osi.ber.BitString;
import org.angarium.x400.ipm.HeadingExtensions.Described;
import org.angarium.x400.ipm.HeadingExtensions.DistributionCode;
import org.angarium.x400.mts.SecurityLabel;
import org.jspecify.annotations.Nullable;

/** An extension of a heading or a notification in words: a line for each thing that it says. */
final class ExtensionText {
  private ExtensionText() {}

  static List<String> lines(IpmsExtension extension) {
    if (extension.value() == null) {
      return List.of(extension.name());
    }
    List<String> values = values(extension);
    return (values == null ? List.of(RawValue.text(extension.value())) : values).stream()
        .map(value -> extension.name() + " = " + value).toList();
  }

  /** Null if the value cannot be read as what it should be. */
  private static @Nullable List<String> values(IpmsExtension extension) {
    return switch (HeadingExtensions.value(extension)) {
      case null -> advice(Advice.of(extension));
      case IpmSecurityLabel label -> label(label);
      case HeadingExtensions.AutoSubmitted how ->
        List.of(how.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case List<?> list when !list.isEmpty() && list.getFirst() instanceof String ->
        List.of(String.join(", ", list.stream().map(String::valueOf).toList()));
      case List<?> list when !list.isEmpty() -> list.stream().map(ExtensionText::element).toList();
      case List<?> list -> List.of("nothing");
      case Object simple -> List.of(simple.toString());
    };
  }

  private static String element(Object element) {
    return switch (element) {
      case CirculationMember member -> member(member);
      case BodyPartSignature signature -> signature(signature);
      case DistributionCode code -> joined(code.registered(), code.code(), code.domain());
      case Described described -> joined(described.reference(), described.description());
      default -> element.toString();
    };
  }

  private static String joined(@Nullable Object... parts) {
    List<String> present = new ArrayList<>();
    for (Object part : parts) {
      if (part != null) {
        present.add(part.toString());
      }
    }
    return String.join(", ", present);
  }

  private static String member(CirculationMember member) {
    String who = member.recipient().recipient().toString();
    return switch (member.checked()) {
      case null -> who;
      case CirculationMember.Simple simple -> who + ", checked";
      case CirculationMember.Timestamped(var time) -> who + ", checked " + time;
      case CirculationMember.Signed signed -> who + ", checked " + signed.time() + ", signed for message "
          + signed.message() + " by " + signed.signedWith().algorithm() + ", " + bits(signed.signature());
    };
  }

  private static String signature(BodyPartSignature signature) {
    return "of body part " + signature.bodyPart() + " by " + signature.algorithm().algorithm() + ", "
        + bits(signature.signature())
        + (signature.certificates() == null
            ? ""
            : ", certificates of " + signature.certificates().size() + " octets");
  }

  private static String bits(BitString signature) {
    return signature.size() + " bits";
  }

  private static List<String> label(IpmSecurityLabel label) {
    List<String> lines = new ArrayList<>();
    lines.add("content: " + label.content());
    if (label.heading() != null) {
      lines.add("heading: " + label.heading());
    }
    for (int i = 0; i < label.bodyParts().size(); i++) {
      Optional<SecurityLabel> part = label.bodyParts().get(i);
      lines.add("body part " + (i + 1) + ": " + part.map(SecurityLabel::toString).orElse("unlabelled"));
    }
    return lines;
  }

  private static @Nullable List<String> advice(@Nullable Advice advice) {
    return switch (advice) {
      case null -> null;
      case Advice.Absence(var text, var back) -> List.of(joined(text == null
          ? null
          : text.text() == null ? text.name() : "\"" + String.valueOf(text.text()).strip() + "\"",
          back == null ? null : "back " + back));
      case Advice.ChangeOfAddress(var address, var from) ->
        List.of(joined(address, from == null ? null : "from " + from));
    };
  }
}
