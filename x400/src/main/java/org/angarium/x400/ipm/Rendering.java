package org.angarium.x400.ipm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.angarium.osi.ber.BerException;
import org.jspecify.annotations.Nullable;

/** Shows a message or a notification to a person: lines without line ends. Control characters in texts become spaces. */
public final class Rendering {
  /** More lines than this nobody reads; a hostile content could have millions. */
  private static final int MOST_LINES = 100_000;
  private final List<String> lines = new ArrayList<>();
  private long left;

  private Rendering() {}

  public static List<String> lines(InformationObject object) {
    Rendering rendering = new Rendering();
    switch (object) {
      case Ipm ipm -> rendering.message(ipm, "", 0);
      case Ipn ipn -> rendering.notification(ipn);
    }
    if (rendering.left > 0) {
      rendering.lines.add("[" + rendering.left + " more lines]");
    }
    return List.copyOf(rendering.lines);
  }

  private void message(Ipm ipm, String indent, int level) {
    heading(ipm.heading(), indent);
    for (int i = 0; i < ipm.body().size(); i++) {
      BodyPart part = BodyPartCodec.basicForm(ipm.body().get(i), level);
      add(indent);
      add(indent + "[" + (i + 1) + "/" + ipm.body().size() + " " + part.name() + details(part) + "]");
      String text = part.text();
      if (text != null) {
        text.lines().forEach(line -> add(indent, line));
      } else if (part instanceof BodyPart.ForwardedMessage forwarded) {
        if (level < Ipm.MOST_FORWARDED) {
          message(forwarded.message(), indent + "> ", level + 1);
        } else {
          add(indent + "[messages forwarded deeper are not shown]");
        }
      } else if (part instanceof BodyPart.Extended extended && extended.isFileTransfer()) {
        file(extended, indent);
      }
    }
  }

  private void file(BodyPart.Extended part, String indent) {
    try {
      FileDescription.lines(FileTransfer.of(part)).forEach(line -> add(indent, line));
    } catch (BerException malformed) {
      // The line above says so.
    }
  }

  private void add(String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    } else {
      left++;
    }
  }

  private void add(String indent, String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(indent + clean(line));
    } else {
      left++;
    }
  }

  private static String details(BodyPart part) {
    return switch (part) {
      case BodyPart.ForwardedMessage forwarded ->
        forwarded.deliveryTime() == null ? "" : ", delivered " + forwarded.deliveryTime();
      case BodyPart.Basic basic -> ", " + basic.element().size() + " octets";
      case BodyPart.Extended extended -> {
        try {
          if (extended.isFileTransfer()) {
            FileTransfer file = FileTransfer.of(extended);
            String name = file.name();
            yield (name == null ? ", " : " \"" + clean(name) + "\", ") + file.contents().length + " octets";
          }
        } catch (BerException malformed) {
          yield ", unreadable: " + malformed.getMessage();
        }
        yield ", " + extended.data().encoding().size() + " octets";
      }
      default -> "";
    };
  }

  private void heading(Heading heading, String indent) {
    field(indent, "From", heading.originator());
    heading.authorizingUsers().forEach(user -> field(indent, "Authorized-By", user));
    heading.primaryRecipients().forEach(recipient -> field(indent, "To", recipient(recipient)));
    heading.copyRecipients().forEach(recipient -> field(indent, "Cc", recipient(recipient)));
    heading.blindCopyRecipients().forEach(recipient -> field(indent, "Bcc", recipient(recipient)));
    field(indent, "Subject", heading.subjectText());
    field(indent, "Message-Id", heading.thisIpm());
    field(indent, "In-Reply-To", heading.repliedTo());
    heading.obsoleted().forEach(message -> field(indent, "Obsoletes", message));
    heading.related().forEach(message -> field(indent, "Related-To", message));
    heading.replyRecipients().forEach(user -> field(indent, "Reply-To", user));
    field(indent, "Reply-By", heading.replyTime());
    field(indent, "Expires", heading.expiryTime());
    if (heading.importance() != Importance.NORMAL) {
      field(indent, "Importance", heading.importance().name().toLowerCase(Locale.ROOT));
    }
    field(indent, "Sensitivity", heading.sensitivity());
    if (heading.autoForwarded()) {
      field(indent, "Auto-Forwarded", "yes");
    }
    heading.extensions().forEach(extension -> {
      if (!extension.type().equals(IpmsExtension.EXTENDED_SUBJECT)) {
        ExtensionText.lines(extension).forEach(line -> field(indent, "Extension", line));
      }
    });
  }

  private static String recipient(RecipientSpecifier recipient) {
    List<String> requests = new ArrayList<>();
    if (recipient.notificationRequests().get(RecipientSpecifier.RECEIPT_NOTIFICATION)) {
      requests.add("receipt notification");
    }
    if (recipient.notificationRequests().get(RecipientSpecifier.NON_RECEIPT_NOTIFICATION)) {
      requests.add("non-receipt notification");
    }
    if (recipient.replyRequested()) {
      requests.add("reply");
    }
    return recipient.recipient()
        + (requests.isEmpty() ? "" : " (asked for: " + String.join(", ", requests) + ")");
  }

  private void notification(Ipn ipn) {
    field("", "Notification-For", ipn.subjectIpm());
    field("", "From", ipn.originator());
    field("", "Intended-Recipient", ipn.intendedRecipient());
    switch (ipn.outcome()) {
      case Ipn.Receipt receipt -> {
        field("", "Received", receipt.time() + (receipt.automatic() ? " (said automatically)" : ""));
        field("", "Comment", receipt.supplementary());
      }
      case Ipn.NonReceipt fields -> {
        field("", "Not-Received", nonReceipt(fields));
        field("", "Comment", fields.comment());
        if (fields.returned() != null) {
          message(fields.returned(), "> ", 1);
        }
      }
      case Ipn.Other other -> other.notifications()
          .forEach(notification -> ExtensionText.lines(notification)
              .forEach(line -> field("", "Other-Notification", line)));
      case Ipn.UnknownOutcome other -> field("", "Unknown-Outcome", other.element());
    }
  }

  private static String nonReceipt(Ipn.NonReceipt fields) {
    String reason = switch (fields.reason()) {
      case Ipn.NonReceipt.DISCARDED -> "discarded";
      case Ipn.NonReceipt.AUTO_FORWARDED -> "auto-forwarded";
      default -> "reason " + fields.reason();
    };
    Integer discard = fields.discardReason();
    if (discard == null) {
      return reason;
    }
    return reason + ", " + switch (discard) {
      case 0 -> "expired";
      case 1 -> "obsoleted";
      case 2 -> "subscription terminated";
      default -> "discard reason " + discard;
    };
  }

  private void field(String indent, String name, @Nullable Object value) {
    if (value != null) {
      add(indent + name + ": " + clean(value.toString()));
    }
  }

  /** Text that cannot play with a terminal. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return out.toString();
  }
}
