package org.angarium.x400.p1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.EncodedInformationTypes;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.MtsIdentifier;
import org.angarium.x400.mts.PerMessageIndicators;
import org.angarium.x400.mts.SetComponents;
import org.angarium.x400.mts.TraceInformationElement;
import org.jspecify.annotations.Nullable;

/**
 * What the envelopes of messages and of probes have in common (X.411 §12.2.1.1 and §12.2.1.2): all on which a recipient's way is decided, and
 * all that a report can have for its subject.
 *
 * @param <E> the envelope itself
 */
public sealed interface SubjectEnvelope<E extends SubjectEnvelope<E>> permits MessageEnvelope, ProbeEnvelope {
  /** Identifier of the message or probe, as a report names its subject. */
  MtsIdentifier subjectIdentifier();

  OrName originatorName();

  @Nullable
  EncodedInformationTypes originalEncodedInformationTypes();

  ContentType contentType();

  /** Up to 16 characters, repeated in reports; null if absent. */
  @Nullable
  String contentIdentifier();

  PerMessageIndicators perMessageIndicators();

  /** Visits to domains, oldest first. */
  List<TraceInformationElement> trace();

  Extensions extensions();

  List<PerRecipientMessageFields> recipients();

  E withTrace(List<TraceInformationElement> changed);

  E withExtensions(Extensions changed);

  E withRecipients(List<PerRecipientMessageFields> changed);

  /** With one more visit at the end of the trace. */
  default E withTraceAdded(TraceInformationElement visit) {
    List<TraceInformationElement> longer = new ArrayList<>(trace());
    longer.add(visit);
    return withTrace(longer);
  }

  /** With this extension in the place of the one of its type. */
  default E withExtension(ExtensionField field) {
    return withExtensions(extensions().with(field));
  }

  /** Every recipient changed by a rule; the others stay as they are. */
  default E withEachRecipient(UnaryOperator<PerRecipientMessageFields> rule) {
    return withRecipients(recipients().stream().map(rule).toList());
  }

  /** Responsibility set for the recipients for which the condition holds, cleared for the others. */
  default E withResponsibilityFor(Predicate<PerRecipientMessageFields> condition) {
    return withEachRecipient(recipient -> recipient.withResponsibility(condition.test(recipient)));
  }

  /** With every extension type, of the envelope and of its recipients, tagged in one form. */
  default E withExtensionTypeForm(ExtensionField.TypeForm form) {
    return withExtensions(extensions().withTypeForm(form)).withEachRecipient(
        recipient -> recipient.withExtensions(recipient.extensions().withTypeForm(form)));
  }

  /** The per-message-indicators of an envelope's SET; absent, none is set. */
  static PerMessageIndicators takeIndicators(SetComponents set) throws BerException {
    BerElement indicators = set.take(PerMessageIndicators.TAG);
    return indicators == null ? PerMessageIndicators.NONE : new PerMessageIndicators(indicators.bitString());
  }
}
