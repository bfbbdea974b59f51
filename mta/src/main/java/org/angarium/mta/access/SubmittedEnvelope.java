package org.angarium.mta.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.RequestException;
import org.angarium.mta.access.Submission.Option;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionType;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.UtcTime;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/** Makes the transfer envelope of what is submitted (X.411 §14.2), or says what of it is not acceptable. */
public final class SubmittedEnvelope {
  private static final int MOST_RECIPIENTS = 32767;
  private static final int MOST_CORRELATOR_CHARACTERS = 512;
  private static final Map<Option, Integer> INDICATORS = new EnumMap<>(Option.class);
  private static final Map<Option, StandardExtension> FLAGS = new EnumMap<>(Option.class);

  static {
    INDICATORS.put(Option.DISCLOSURE_OF_OTHER_RECIPIENTS, 0);
    INDICATORS.put(Option.IMPLICIT_CONVERSION_PROHIBITED, 1);
    INDICATORS.put(Option.ALTERNATE_RECIPIENT_ALLOWED, 2);
    INDICATORS.put(Option.CONTENT_RETURN_REQUESTED, 3);
    FLAGS.put(Option.RECIPIENT_REASSIGNMENT_PROHIBITED, StandardExtension.RECIPIENT_REASSIGNMENT_PROHIBITED);
    FLAGS.put(Option.DL_EXPANSION_PROHIBITED, StandardExtension.DL_EXPANSION_PROHIBITED);
    FLAGS.put(Option.CONVERSION_WITH_LOSS_PROHIBITED, StandardExtension.CONVERSION_WITH_LOSS_PROHIBITED);
  }

  private SubmittedEnvelope() {}

  public static MessageEnvelope message(Submission submission, OrName originator, MtsIdentifier identifier)
      throws RequestException {
    return new MessageEnvelope(identifier, originator, submission.types(), submission.contentType(),
        contentIdentifier(submission), submission.priority(), indicators(submission),
        expressible("deferred delivery", submission.deferredDelivery()), List.of(), List.of(),
        extensions(submission), recipients(submission), List.of());
  }

  public static ProbeEnvelope probe(Submission submission, OrName originator, MtsIdentifier identifier)
      throws RequestException {
    Long octets = submission.probeOctets();
    return new ProbeEnvelope(identifier, originator, submission.types(), submission.contentType(),
        contentIdentifier(submission), octets == null || octets < 0 ? null : octets, indicators(submission),
        List.of(), List.of(), extensions(submission), recipients(submission), List.of());
  }

  private static PerMessageIndicators indicators(Submission submission) {
    return PerMessageIndicators.of(INDICATORS.entrySet().stream()
        .filter(each -> submission.asksFor(each.getKey())).mapToInt(Map.Entry::getValue).toArray());
  }

  private static List<PerRecipientMessageFields> recipients(Submission submission) throws RequestException {
    if (submission.recipients().isEmpty() || submission.recipients().size() > MOST_RECIPIENTS) {
      throw new RequestException("a submission has 1 to " + MOST_RECIPIENTS + " recipients, this one has "
          + submission.recipients().size());
    }
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    for (SubmittedRecipient recipient : submission.recipients()) {
      usable("recipient", recipient.name());
      OrName alternate = recipient.alternate();
      Extensions extensions = recipient.extensions();
      if (alternate != null) {
        usable("alternate recipient", alternate);
        extensions = extensions
            .with(ExtensionField.of(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
                new ExtensionValue.Name(alternate)));
      }
      recipients.add(new PerRecipientMessageFields(recipient.name(), recipients.size() + 1,
          reports(recipient, submission.isProbe()), recipient.explicitConversion(), extensions, List.of()));
    }
    return recipients;
  }

  /** The MTA must learn at least what the originator is to be told (X.411 §12.2.1.1.1.6); of a probe that is everything. */
  private static PerRecipientIndicators reports(SubmittedRecipient recipient, boolean probe) {
    ReportRequest user = probe ? ReportRequest.REPORT : recipient.report();
    ReportRequest mta = user.compareTo(recipient.mtaReport()) > 0 ? user : recipient.mtaReport();
    return PerRecipientIndicators.of(true, mta, user);
  }

  private static void usable(String what, OrName name) throws RequestException {
    List<String> faults = name.address().validate();
    if (!faults.isEmpty()) {
      throw new RequestException(what + " " + name + ": " + String.join("; ", faults));
    }
    if (name.address().form() == null) {
      throw new RequestException(
          what + " " + name + ": it names nobody; an address needs country, administration domain (A, which "
              + "may be a blank) and what tells its user from others, as a surname does");
    }
  }

  private static Extensions extensions(Submission submission) throws RequestException {
    Extensions extensions = submission.extensions();
    for (Map.Entry<Option, StandardExtension> flag : FLAGS.entrySet()) {
      if (submission.asksFor(flag.getKey())) {
        extensions = extensions
            .with(ExtensionField.of(flag.getValue(), new ExtensionValue.Flag(true)));
      }
    }
    Instant latest = expressible("latest delivery", submission.latestDelivery());
    if (latest != null) {
      extensions = extensions.with(ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME,
          new ExtensionValue.Time(latest)));
    }
    if (submission.contentCorrelator() != null) {
      extensions = extensions.with(ExtensionField.of(StandardExtension.CONTENT_CORRELATOR,
          new ExtensionValue.Opaque(correlator(submission.contentCorrelator()))));
    }
    if (!submission.exemptedRecipients().isEmpty()) {
      extensions = extensions.with(ExtensionField.of(StandardExtension.DL_EXEMPTED_RECIPIENTS,
          new ExtensionValue.Names(submission.exemptedRecipients())));
    }
    for (ExtensionField field : extensions.fields()) {
      if (field.type() instanceof ExtensionType.Standard standard
          && standard.number() == StandardExtension.INTERNAL_TRACE_INFORMATION.number()) {
        throw new RequestException("the internal trace is written by MTAs, a submission has none");
      }
    }
    return extensions;
  }

  private static RawElement correlator(String text) throws RequestException {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    if (octets.length == 0 || octets.length > MOST_CORRELATOR_CHARACTERS
        || !new String(octets, StandardCharsets.US_ASCII).equals(text)) {
      throw new RequestException(
          "a content correlator has 1 to " + MOST_CORRELATOR_CHARACTERS + " ASCII characters: " + text);
    }
    return RawElement.primitive(Tag.IA5_STRING, octets);
  }

  private static @Nullable String contentIdentifier(Submission submission) throws RequestException {
    String text = submission.contentIdentifier();
    if (text != null && (text.isEmpty() || text.length() > 16)) {
      throw new RequestException("a content identifier has 1 to 16 characters: " + text);
    }
    return text;
  }

  private static @Nullable Instant expressible(String what, @Nullable Instant time) throws RequestException {
    if (time != null && !UtcTime.isExpressible(time)) {
      throw new RequestException("the time of " + what + " must be between 1950 and 2049, not " + time);
    }
    return time;
  }
}
