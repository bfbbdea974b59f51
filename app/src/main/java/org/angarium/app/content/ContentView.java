package org.angarium.app.content;

import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.ipm.Advice;
import org.angarium.x400.ipm.BodyPart;
import org.angarium.x400.ipm.BodyPartSignature;
import org.angarium.x400.ipm.CirculationMember;
import org.angarium.x400.ipm.FileDescription;
import org.angarium.x400.ipm.FileTransfer;
import org.angarium.x400.ipm.Heading;
import org.angarium.x400.ipm.HeadingExtensions;
import org.angarium.x400.ipm.InformationObject;
import org.angarium.x400.ipm.Ipm;
import org.angarium.x400.ipm.IpmSecurityLabel;
import org.angarium.x400.ipm.IpmsExtension;
import org.angarium.x400.ipm.Ipn;
import org.angarium.x400.ipm.OrDescriptor;
import org.angarium.x400.ipm.RecipientSpecifier;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.SecurityLabel;
import org.jspecify.annotations.Nullable;

/** A message or notification as maps, lists and texts. What is absent has no key; octets are given by their number. */
public final class ContentView {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private ContentView() {}

  public static Map<String, Object> of(InformationObject content) {
    return switch (content) {
      case Ipm ipm -> message(ipm);
      case Ipn ipn -> notification(ipn);
    };
  }

  private ContentView put(String name, @Nullable Object value) {
    Object shown = plain(value);
    if (shown != null) {
      fields.put(name, shown);
    }
    return this;
  }

  /** The value for JSON, null if it says nothing. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag ? flag : null;
      case Collection<?> list -> list.isEmpty() ? null : list;
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Number number -> number;
      case Map<?, ?> map -> map.isEmpty() ? null : map;
      default -> value.toString();
    };
  }

  private static Map<String, Object> message(Ipm ipm) {
    return new ContentView().put("kind", "message").put("heading", heading(ipm.heading()))
        .put("body", ipm.body().stream().map(ContentView::part).toList()).fields;
  }

  private static Map<String, Object> heading(Heading heading) {
    HeadingExtensions extensions = HeadingExtensions.of(heading);
    return new ContentView().put("thisIpm", heading.thisIpm()).put("originator", user(heading.originator()))
        .put("authorizingUsers", users(heading.authorizingUsers()))
        .put("primaryRecipients", recipients(heading.primaryRecipients()))
        .put("copyRecipients", recipients(heading.copyRecipients()))
        .put("blindCopyRecipients", recipients(heading.blindCopyRecipients()))
        .put("repliedToIpm", heading.repliedTo()).put("obsoletedIpms", texts(heading.obsoleted()))
        .put("relatedIpms", texts(heading.related())).put("subject", heading.subjectText())
        .put("expiryTime", heading.expiryTime()).put("replyTime", heading.replyTime())
        .put("replyRecipients", users(heading.replyRecipients())).put("importance", heading.importance())
        .put("sensitivity", heading.sensitivity()).put("autoForwarded", heading.autoForwarded())
        .put("incompleteCopy", extensions.incompleteCopy()).put("languages", extensions.languages())
        .put("autoSubmitted", extensions.autoSubmitted())
        .put("authorizationTime", extensions.authorizationTime())
        .put("originatorsReference", extensions.originatorsReference())
        .put("precedencePolicy", extensions.precedencePolicy())
        .put("distributionCodes", extensions.distributionCodes().stream()
            .map(code -> new ContentView().put("oid", code.registered()).put("code", code.code())
                .put("domain", user(code.domain())).fields)
            .toList())
        .put("informationCategories", described(extensions.informationCategories()))
        .put("manualHandlingInstructions", extensions.manualHandlingInstructions())
        .put("circulationList",
            extensions.circulationList().stream().map(ContentView::circulationMember).toList())
        .put("bodyPartSignatures",
            extensions.bodyPartSignatures().stream().map(ContentView::signature).toList())
        .put("securityLabel", label(extensions.securityLabel()))
        .put("extensions", names(heading.extensions())).put("otherExtensions", values(extensions.others()))
        .put("unknown", unknown(heading.unknown())).fields;
  }

  private static List<Map<String, Object>> described(List<HeadingExtensions.Described> values) {
    return values.stream().map(value -> new ContentView().put("oid", value.reference())
        .put("description", value.description()).fields).toList();
  }

  private static Map<String, Object> circulationMember(CirculationMember member) {
    ContentView view = new ContentView();
    view.fields.putAll(recipient(member.recipient()));
    view.put("checked", member.checked() != null);
    if (member.checked() != null) {
      view.put("checkedTime", member.checked().time());
    }
    if (member.checked() instanceof CirculationMember.Signed signed) {
      view.put("signed", new ContentView().put("message", signed.message())
          .put("algorithm", signed.signedWith().algorithm())
          .put("signature", hex(signed.signature())).fields);
    }
    return view.put("unknownOfMember", unknown(member.unknown())).fields;
  }

  private static Map<String, Object> signature(BodyPartSignature signature) {
    RawElement selector = signature.certificateSelector();
    RawElement certificates = signature.certificates();
    return new ContentView().put("bodyPart", signature.bodyPart())
        .put("algorithm", signature.algorithm().algorithm()).put("signature", hex(signature.signature()))
        .put("certificateSelector", selector == null ? null : hex(selector))
        .put("certificates", certificates == null ? null : hex(certificates))
        .put("unknown", unknown(signature.unknown())).fields;
  }

  private static @Nullable Map<String, Object> label(@Nullable IpmSecurityLabel label) {
    return label == null
        ? null
        : new ContentView().put("content", label(label.content()))
            .put("heading", label.heading() == null ? null : label(label.heading()))
            .put("bodyParts", label.bodyParts().stream()
                .map(part -> part.map(ContentView::label).orElse(Map.of())).toList()).fields;
  }

  private static Map<String, Object> label(SecurityLabel label) {
    return new ContentView().put("classification", label.classificationName())
        .put("privacyMark", label.privacyMark()).put("policy", label.policy())
        .put("categories", label.categories().stream().map(category -> new ContentView()
            .put("oid", category.type()).put("value", value(category.value())).fields).toList())
        .put("unknown", unknown(label.unknown())).fields;
  }

  private static String hex(BitString bits) {
    return HexFormat.of().formatHex(bits.toOctets());
  }

  private static List<String> names(List<IpmsExtension> extensions) {
    return extensions.stream().map(IpmsExtension::name).toList();
  }

  /** By name: a number where the value is one, else the octets; nothing stands for NULL. */
  private static Map<String, Object> values(List<IpmsExtension> extensions) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (IpmsExtension extension : extensions) {
      values.put(extension.name(), extension.value() == null ? "" : value(extension.value()));
    }
    return values;
  }

  private static Object value(RawElement value) {
    try {
      if (value.element().is(Tag.INTEGER)) {
        return value.element().intValue(Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
    } catch (BerException larger) {
      // as octets, then
    }
    return hex(value);
  }

  private static String hex(RawElement element) {
    return HexFormat.of().formatHex(element.encoded());
  }

  /** Components that no edition of the standard knows, as they came. */
  private static List<String> unknown(List<RawElement> elements) {
    return elements.stream().map(ContentView::hex).toList();
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }

  private static List<Map<String, Object>> users(List<OrDescriptor> users) {
    return users.stream().map(ContentView::descriptor).toList();
  }

  private static @Nullable Map<String, Object> user(@Nullable OrDescriptor user) {
    return user == null ? null : descriptor(user);
  }

  private static Map<String, Object> descriptor(OrDescriptor user) {
    return new ContentView().put("address", user.formalName()).put("name", user.freeFormName())
        .put("telephone", user.telephone()).fields;
  }

  private static List<Map<String, Object>> recipients(List<RecipientSpecifier> recipients) {
    return recipients.stream().map(ContentView::recipient).toList();
  }

  private static Map<String, Object> recipient(RecipientSpecifier recipient) {
    ContentView view = new ContentView();
    view.fields.putAll(descriptor(recipient.recipient()));
    return view
        .put("receiptNotification",
            recipient.notificationRequests().get(RecipientSpecifier.RECEIPT_NOTIFICATION))
        .put("nonReceiptNotification",
            recipient.notificationRequests().get(RecipientSpecifier.NON_RECEIPT_NOTIFICATION))
        .put("returnOfIpm", recipient.notificationRequests().get(RecipientSpecifier.RETURN_OF_IPM))
        .put("replyRequested", recipient.replyRequested()).put("extensions", values(recipient.extensions()))
        .put("unknown", unknown(recipient.unknown())).fields;
  }

  private static Map<String, Object> part(BodyPart part) {
    ContentView view = new ContentView().put("type", part.name()).put("text", part.text());
    switch (part) {
      case BodyPart.General general -> view.put("registrations", List.copyOf(general.registrations()));
      case BodyPart.ForwardedMessage forwarded ->
        view.put("deliveryTime", forwarded.deliveryTime()).put("message", message(forwarded.message()));
      case BodyPart.Basic basic -> view.put("octets", basic.element().size());
      case BodyPart.Extended extended -> {
        view.put("oid", extended.type()).put("octets", extended.data().encoding().size());
        if (extended.isFileTransfer()) {
          try {
            view.put("file", FileDescription.of(FileTransfer.of(extended)));
          } catch (BerException malformed) {
            view.put("unreadable", malformed.getMessage());
          }
        }
      }
      case BodyPart.Ia5Text ia5 -> {
        // Its text says all.
      }
      case BodyPart.TeletexText teletex -> view.put("pages", teletex.pages().size());
    }
    return view.fields;
  }

  private static Map<String, Object> notification(Ipn ipn) {
    ContentView view = new ContentView().put("kind", "notification").put("subjectIpm", ipn.subjectIpm())
        .put("originator", user(ipn.originator())).put("intendedRecipient", user(ipn.intendedRecipient()))
        .put("conversionTypes", ipn.conversionTypes()).put("extensions", values(ipn.extensions()))
        .put("unknown", unknown(ipn.unknown()));
    switch (ipn.outcome()) {
      case Ipn.Receipt receipt ->
        view.put("receiptTime", receipt.time()).put("automatic", receipt.automatic())
            .put("comment", receipt.supplementary()).put("receiptExtensions", values(receipt.extensions()))
            .put("receiptUnknown", unknown(receipt.unknown()));
      case Ipn.NonReceipt failed -> {
        view.put("nonReceiptReason", failed.reason()).put("discardReason", failed.discardReason())
            .put("comment", failed.comment()).put("nonReceiptExtensions", values(failed.extensions()))
            .put("nonReceiptUnknown", unknown(failed.unknown()));
        if (failed.returned() != null) {
          view.put("returned", message(failed.returned()));
        }
      }
      case Ipn.Other other ->
        other.notifications().forEach(notification -> advice(notification, view));
      case Ipn.UnknownOutcome unknown -> view.put("unknownOutcome", unknown.element());
    }
    return view.fields;
  }

  private static void advice(IpmsExtension notification, ContentView view) {
    switch (Advice.of(notification)) {
      case null -> view.put("notification", values(List.of(notification)));
      case Advice.Absence(var text, var back) ->
        view.put("absence", new ContentView().put("advice", text == null ? null : part(text))
            .put("nextAvailability", back).fields);
      case Advice.ChangeOfAddress(var address, var from) ->
        view.put("changeOfAddress", new ContentView().put("newAddress", user(address))
            .put("effectiveFrom", from).fields);
    }
  }
}
