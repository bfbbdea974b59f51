package org.angarium.app.submission;

import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.access.Submission;
import org.angarium.mta.access.Submission.Option;
import org.angarium.mta.access.SubmittedRecipient;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerReader;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.Priority;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.jspecify.annotations.Nullable;

/** The JSON form of a submission, in both directions. */
public final class SubmissionForm {
  private static final Map<String, Priority> PRIORITIES = new LinkedHashMap<>();
  private static final Map<String, ReportRequest> REPORTS = new LinkedHashMap<>();
  private static final Map<Option, String> OPTIONS = new EnumMap<>(Option.class);
  private static final int MOST_CONVERSION = 32767;

  static {
    PRIORITIES.put("normal", Priority.NORMAL);
    PRIORITIES.put("urgent", Priority.URGENT);
    PRIORITIES.put("non-urgent", Priority.NON_URGENT);
    REPORTS.put("non-delivery", ReportRequest.NON_DELIVERY_REPORT);
    REPORTS.put("none", ReportRequest.NO_REPORT);
    REPORTS.put("all", ReportRequest.REPORT);
    REPORTS.put("audited", ReportRequest.AUDITED_REPORT);
    OPTIONS.put(Option.DISCLOSURE_OF_OTHER_RECIPIENTS, "disclosureOfOtherRecipients");
    OPTIONS.put(Option.IMPLICIT_CONVERSION_PROHIBITED, "implicitConversionProhibited");
    OPTIONS.put(Option.CONVERSION_WITH_LOSS_PROHIBITED, "conversionWithLossProhibited");
    OPTIONS.put(Option.ALTERNATE_RECIPIENT_ALLOWED, "alternateRecipientAllowed");
    OPTIONS.put(Option.CONTENT_RETURN_REQUESTED, "contentReturnRequested");
    OPTIONS.put(Option.RECIPIENT_REASSIGNMENT_PROHIBITED, "recipientReassignmentProhibited");
    OPTIONS.put(Option.DL_EXPANSION_PROHIBITED, "dlExpansionProhibited");
  }

  private SubmissionForm() {}

  /** Reads the fields of a submission; other fields are left to the caller, and {@link JsonForm#refuseUnknownFields} too. */
  public static Submission.Builder read(JsonForm form) throws WrongFieldException {
    Submission.Builder submission = Submission.builder().key(form.text("key")).from(form.name("originator"));
    List<JsonForm> recipients = form.objects("recipients", "address");
    if (recipients.isEmpty()) {
      throw form.wrong("recipients", "must name at least one");
    }
    for (JsonForm recipient : recipients) {
      submission.to(recipient(recipient));
    }
    Long octets = form.number("contentLength", 0, Long.MAX_VALUE);
    if (form.flag("probe", false)) {
      submission.probe(octets == null ? -1 : octets);
    }
    submission.priority(form.choice("priority", Priority.NORMAL, PRIORITIES))
        .contentType(contentType(form))
        .contentIdentifier(form.text("contentIdentifier")).contentCorrelator(form.text("contentCorrelator"))
        .deferredDelivery(form.time("deferredDelivery")).latestDelivery(form.time("latestDelivery"))
        .exemptedRecipients(form.names("dlExemptedRecipients")).extensions(extensions(form));
    try {
      submission.types(InformationTypes.parse(form.texts("informationTypes")));
    } catch (IllegalArgumentException e) {
      throw form.wrong("informationTypes", "are wrong: " + e.getMessage());
    }
    for (Map.Entry<Option, String> option : OPTIONS.entrySet()) {
      submission.option(option.getKey(),
          form.flag(option.getValue(), option.getKey() == Option.ALTERNATE_RECIPIENT_ALLOWED));
    }
    return submission;
  }

  private static SubmittedRecipient recipient(JsonForm form) throws WrongFieldException {
    OrName name = form.requiredName("address");
    ReportRequest report = form.choice("report", ReportRequest.NON_DELIVERY_REPORT, REPORTS);
    Long conversion = form.number("explicitConversion", 0, MOST_CONVERSION);
    SubmittedRecipient recipient = SubmittedRecipient.of(name, report)
        .withMtaReport(form.choice("mtaReport", report, REPORTS))
        .withAlternate(form.name("alternateRecipient"))
        .withExplicitConversion(conversion == null ? null : conversion.intValue())
        .withExtensions(extensions(form));
    form.refuseUnknownFields();
    return recipient;
  }

  private static ContentType contentType(JsonForm form) throws WrongFieldException {
    String text = form.scalar("contentType");
    if (text == null) {
      return ContentType.BuiltIn.IPM_1988;
    }
    try {
      return text.contains(".")
          ? new ContentType.Extended(Oid.of(text))
          : new ContentType.BuiltIn(Integer.parseInt(text));
    } catch (IllegalArgumentException e) {
      throw form.wrong("contentType", "must be a number or an object identifier, not " + text);
    }
  }

  private static Extensions extensions(JsonForm form) throws WrongFieldException {
    Extensions extensions = Extensions.NONE;
    List<String> texts = form.texts("extensions");
    for (int i = 0; i < texts.size(); i++) {
      try {
        extensions = extensions
            .with(ExtensionField.decode(BerReader.single(Base64.getDecoder().decode(texts.get(i)))));
      } catch (BerException | IllegalArgumentException e) {
        throw form.wrong("extensions[" + i + "]",
            "must be the BER of an ExtensionField in base64: " + e.getMessage());
      }
    }
    return extensions;
  }

  /** The form that {@link #read} reads. */
  public static Map<String, Object> write(Submission submission) {
    Map<String, Object> form = new LinkedHashMap<>();
    put(form, "key", submission.key());
    put(form, "originator", submission.originator());
    form.put("recipients", submission.recipients().stream().map(SubmissionForm::write).toList());
    Long octets = submission.probeOctets();
    if (octets != null) {
      form.put("probe", true);
      if (octets >= 0) {
        form.put("contentLength", octets);
      }
    }
    form.put("priority", key(PRIORITIES, submission.priority()));
    form.put("contentType", switch (submission.contentType()) {
      case ContentType.BuiltIn(int number) -> Integer.toString(number);
      case ContentType.Extended(Oid oid) -> oid.toString();
    });
    if (submission.types() != null) {
      form.put("informationTypes", InformationTypes.names(submission.types()));
    }
    put(form, "contentIdentifier", submission.contentIdentifier());
    put(form, "contentCorrelator", submission.contentCorrelator());
    put(form, "deferredDelivery", submission.deferredDelivery());
    put(form, "latestDelivery", submission.latestDelivery());
    if (!submission.exemptedRecipients().isEmpty()) {
      form.put("dlExemptedRecipients",
          submission.exemptedRecipients().stream().map(OrName::toString).toList());
    }
    OPTIONS.forEach((option, name) -> {
      if (submission.asksFor(option) != (option == Option.ALTERNATE_RECIPIENT_ALLOWED)) {
        form.put(name, submission.asksFor(option));
      }
    });
    put(form, submission.extensions());
    return form;
  }

  private static Map<String, Object> write(SubmittedRecipient recipient) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("address", recipient.name().toString());
    form.put("report", key(REPORTS, recipient.report()));
    if (recipient.mtaReport() != recipient.report()) {
      form.put("mtaReport", key(REPORTS, recipient.mtaReport()));
    }
    put(form, "alternateRecipient", recipient.alternate());
    if (recipient.explicitConversion() != null) {
      form.put("explicitConversion", recipient.explicitConversion());
    }
    put(form, recipient.extensions());
    return form;
  }

  private static void put(Map<String, Object> form, Extensions extensions) {
    if (!extensions.isEmpty()) {
      form.put("extensions", extensions.fields().stream().map(SubmissionForm::base64).toList());
    }
  }

  private static String base64(ExtensionField field) {
    BerWriter writer = new BerWriter();
    field.encode(writer);
    return Base64.getEncoder().encodeToString(writer.toByteArray());
  }

  private static void put(Map<String, Object> form, String field, @Nullable Object value) {
    if (value instanceof Instant || value instanceof OrName) {
      form.put(field, value.toString());
    } else if (value != null) {
      form.put(field, value);
    }
  }

  private static <T> String key(Map<String, T> words, T value) {
    for (Map.Entry<String, T> word : words.entrySet()) {
      if (word.getValue().equals(value)) {
        return word.getKey();
      }
    }
    throw new IllegalArgumentException("no word for " + value);
  }
}
