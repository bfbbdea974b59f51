package org.angarium.mta.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.angarium.mta.RequestException;
import org.angarium.mta.Submission;
import org.angarium.osi.ber.BitString;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.ExtensionValue;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.MessageEnvelope;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ProbeEnvelope;
import org.jspecify.annotations.Nullable;

/** Makes the envelope of what a local user submits (X.411 §14.2: message-submission and probe-submission). */
public final class Submissions {
  private static final int MOST_RECIPIENTS = 32767;
  private static final int CONTENT_RETURN_REQUEST = 3;
  private static final int ALTERNATE_RECIPIENT_ALLOWED = 2;
  private static final Map<String, Integer> BUILT_IN_TYPES = Map.of("telex", EncodedInformationTypes.TELEX,
      "ia5-text",
      EncodedInformationTypes.IA5_TEXT, "g3-facsimile", EncodedInformationTypes.G3_FACSIMILE, "g4-class-1",
      EncodedInformationTypes.G4_CLASS_1, "teletex", EncodedInformationTypes.TELETEX, "videotex",
      EncodedInformationTypes.VIDEOTEX, "voice", EncodedInformationTypes.VOICE);

  private Submissions() {}

  /** @param originator the address of the submitting mailbox */
  public static MessageEnvelope message(Submission submission, OrAddress originator, MtsIdentifier identifier)
      throws RequestException {
    List<Integer> indicators = new ArrayList<>(List.of(ALTERNATE_RECIPIENT_ALLOWED));
    if (submission.returnContent()) {
      indicators.add(CONTENT_RETURN_REQUEST);
    }
    return new MessageEnvelope(identifier, OrName.of(originator), types(submission), contentType(submission),
        contentIdentifier(submission), submission.priority(),
        PerMessageIndicators.of(indicators.stream().mapToInt(Integer::intValue).toArray()), null, List.of(),
        List.of(),
        extensions(submission), recipients(submission), List.of());
  }

  public static ProbeEnvelope probe(Submission submission, OrAddress originator, MtsIdentifier identifier)
      throws RequestException {
    return new ProbeEnvelope(identifier, OrName.of(originator), types(submission), contentType(submission),
        contentIdentifier(submission), null, PerMessageIndicators.of(ALTERNATE_RECIPIENT_ALLOWED), List.of(),
        List.of(),
        Extensions.NONE, recipients(submission), List.of());
  }

  private static List<PerRecipientMessageFields> recipients(Submission submission) throws RequestException {
    if (submission.recipients().isEmpty() || submission.recipients().size() > MOST_RECIPIENTS) {
      throw new RequestException("a submission has 1 to " + MOST_RECIPIENTS + " recipients, this one has "
          + submission.recipients().size());
    }
    // A probe is asked to learn of success, too.
    ReportRequest request = submission.deliveryReport() || submission.probe()
        ? ReportRequest.REPORT
        : ReportRequest.NON_DELIVERY_REPORT;
    PerRecipientIndicators indicators = PerRecipientIndicators.of(true, request, request);
    List<PerRecipientMessageFields> recipients = new ArrayList<>();
    for (String text : submission.recipients()) {
      recipients
          .add(PerRecipientMessageFields.of(OrName.of(address(text)), recipients.size() + 1, indicators));
    }
    return recipients;
  }

  private static OrAddress address(String text) throws RequestException {
    try {
      OrAddress address = OrAddress.parse(text);
      List<String> faults = address.validate();
      if (!faults.isEmpty()) {
        throw new RequestException("recipient " + text + ": " + String.join("; ", faults));
      }
      if (address.form() == null) {
        throw new RequestException(
            "recipient " + text + ": it names nobody; an address needs country, administration "
                + "domain (A, which may be a blank) and what tells its user from others, as a surname does");
      }
      return address;
    } catch (AddressSyntaxException e) {
      throw new RequestException("recipient " + text + ": " + e.getMessage());
    }
  }

  private static ContentType contentType(Submission submission) throws RequestException {
    String text = submission.contentType();
    try {
      return text.contains(".")
          ? new ContentType.Extended(Oid.of(text))
          : new ContentType.BuiltIn(Integer.parseInt(text));
    } catch (IllegalArgumentException e) {
      throw new RequestException("content type " + text + " is neither a number nor an object identifier");
    }
  }

  private static @Nullable EncodedInformationTypes types(Submission submission) throws RequestException {
    if (submission.textTypes().isEmpty()) {
      return null;
    }
    EncodedInformationTypes none = EncodedInformationTypes.ofBuiltIn();
    BitString builtIn = none.builtIn();
    List<Oid> extended = new ArrayList<>();
    for (String type : submission.textTypes()) {
      Integer bit = BUILT_IN_TYPES.get(type.toLowerCase(Locale.ROOT));
      if (bit != null) {
        builtIn = builtIn.with(bit, true);
        continue;
      }
      try {
        extended.add(Oid.of(type));
      } catch (IllegalArgumentException e) {
        throw new RequestException(
            "encoded information type " + type + " is neither an object identifier nor one of "
                + BUILT_IN_TYPES.keySet().stream().sorted().toList());
      }
    }
    return new EncodedInformationTypes(builtIn, null, null, null, extended, List.of());
  }

  private static Extensions extensions(Submission submission) {
    return submission.latestDelivery() == null
        ? Extensions.NONE
        : Extensions.of(ExtensionField.of(StandardExtension.LATEST_DELIVERY_TIME,
            new ExtensionValue.Time(submission.latestDelivery())));
  }

  private static @Nullable String contentIdentifier(Submission submission) throws RequestException {
    String text = submission.contentIdentifier();
    if (text != null && (text.isEmpty() || text.length() > 16)) {
      throw new RequestException("a content identifier has 1 to 16 characters: " + text);
    }
    return text;
  }
}
