package org.angarium.x400.mts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.angarium.osi.ber.BerElement;
import org.angarium.osi.ber.BerException;
import org.angarium.osi.ber.BerWriter;
import org.angarium.osi.ber.Tag;
import org.angarium.x400.address.OrName;
import org.jspecify.annotations.Nullable;

/**
 * The extension fields of an envelope, a recipient or a report (SET OF ExtensionField, X.411 §9.1) in the order received, with the
 * values an MTA acts on. Immutable; a type that stands twice is read from its first field.
 */
public record Extensions(List<ExtensionField> fields) {
  /** Most fields accepted in one SET. */
  private static final int MAX_FIELDS = 1000;
  public static final Extensions NONE = new Extensions(List.of());

  public Extensions {
    fields = List.copyOf(fields);
  }

  public static Extensions of(ExtensionField... fields) {
    return new Extensions(List.of(fields));
  }

  /** Takes the extensions from the SET that contains them under this tag. */
  public static Extensions take(SetComponents components, int tag) throws BerException {
    BerElement set = components.take(tag);
    if (set == null) {
      return NONE;
    }
    return new Extensions(
        SequenceOf.decode(set, MAX_FIELDS, Tag.SEQUENCE, "ExtensionField", ExtensionField::decode));
  }

  /** @throws BerException if the SET has more fields than are accepted */
  public static void checkSize(BerElement set) throws BerException {
    SequenceOf.decode(set, MAX_FIELDS, Tag.SEQUENCE, "ExtensionField", field -> field);
  }

  /** Writes the extensions under this tag; nothing if there are none. */
  public void encode(BerWriter writer, int tag) {
    if (!fields.isEmpty()) {
      writer.begin(tag);
      fields.forEach(field -> field.encode(writer));
      writer.end();
    }
  }

  public boolean isEmpty() { return fields.isEmpty(); }

  public @Nullable ExtensionField find(StandardExtension extension) {
    for (ExtensionField field : fields) {
      if (field.is(extension)) {
        return field;
      }
    }
    return null;
  }

  /** With this field in the place of the one of its type, or at the end. */
  public Extensions with(ExtensionField field) {
    List<ExtensionField> changed = new ArrayList<>(fields.size() + 1);
    boolean placed = false;
    for (ExtensionField present : fields) {
      if (!present.type().equals(field.type())) {
        changed.add(present);
      } else if (!placed) {
        changed.add(field);
        placed = true;
      }
    }
    if (!placed) {
      changed.add(field);
    }
    return new Extensions(changed);
  }

  public Extensions without(StandardExtension extension) {
    return where(field -> !field.is(extension));
  }

  /** Only the fields for which the condition holds. */
  public Extensions where(Predicate<ExtensionField> condition) {
    return new Extensions(fields.stream().filter(condition).toList());
  }

  /** All types tagged in this form, see {@link ExtensionField#withTypeForm}. */
  public Extensions withTypeForm(ExtensionField.TypeForm form) {
    return new Extensions(fields.stream().map(field -> field.withTypeForm(form)).toList());
  }

  private @Nullable ExtensionValue value(StandardExtension extension) {
    ExtensionField field = find(extension);
    return field == null ? null : field.value();
  }

  private boolean flag(StandardExtension extension) {
    return value(extension) instanceof ExtensionValue.Flag flag && flag.set();
  }

  private @Nullable OrName name(StandardExtension extension) {
    return value(extension) instanceof ExtensionValue.Name name ? name.name() : null;
  }

  private List<NameAndTime> history(StandardExtension extension) {
    return value(extension) instanceof ExtensionValue.NameHistory history ? history.entries() : List.of();
  }

  public boolean recipientReassignmentProhibited() {
    return flag(StandardExtension.RECIPIENT_REASSIGNMENT_PROHIBITED);
  }

  public boolean dlExpansionProhibited() {
    return flag(StandardExtension.DL_EXPANSION_PROHIBITED);
  }

  public boolean conversionWithLossProhibited() {
    return flag(StandardExtension.CONVERSION_WITH_LOSS_PROHIBITED);
  }

  public @Nullable OrName originatorRequestedAlternateRecipient() {
    return name(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT);
  }

  /** Who is to get nothing through a list, usually because the message reaches them by itself. */
  public List<OrName> dlExemptedRecipients() {
    return value(StandardExtension.DL_EXEMPTED_RECIPIENTS) instanceof ExtensionValue.Names names
        ? names.names()
        : List.of();
  }

  public @Nullable OrName reportingDlName() {
    return name(StandardExtension.REPORTING_DL_NAME);
  }

  public @Nullable Instant latestDeliveryTime() {
    return value(StandardExtension.LATEST_DELIVERY_TIME) instanceof ExtensionValue.Time time
        ? time.time()
        : null;
  }

  /** The whole field: a report repeats it unread. */
  public @Nullable ExtensionField contentCorrelator() {
    return find(StandardExtension.CONTENT_CORRELATOR);
  }

  public List<Redirection> redirectionHistory() {
    return value(StandardExtension.REDIRECTION_HISTORY) instanceof ExtensionValue.RedirectionHistory history
        ? history.redirections()
        : List.of();
  }

  public List<NameAndTime> dlExpansionHistory() {
    return history(StandardExtension.DL_EXPANSION_HISTORY);
  }

  public List<NameAndTime> originatorAndDlExpansionHistory() {
    return history(StandardExtension.ORIGINATOR_AND_DL_EXPANSION_HISTORY);
  }

  public List<InternalTraceElement> internalTrace() {
    return value(StandardExtension.INTERNAL_TRACE_INFORMATION) instanceof ExtensionValue.InternalTrace trace
        ? trace.elements()
        : List.of();
  }

  public ExtensionValue.@Nullable ReportingMta reportingMta() {
    return value(StandardExtension.REPORTING_MTA_NAME) instanceof ExtensionValue.ReportingMta mta
        ? mta
        : null;
  }

  /** With one more redirection at the end of the history. */
  public Extensions withRedirection(Redirection redirection) {
    return with(ExtensionField.of(StandardExtension.REDIRECTION_HISTORY,
        new ExtensionValue.RedirectionHistory(appended(redirectionHistory(), redirection))));
  }

  /** With one more expansion at the end of the history. */
  public Extensions withDlExpansion(NameAndTime expansion) {
    return with(ExtensionField.of(StandardExtension.DL_EXPANSION_HISTORY,
        new ExtensionValue.NameHistory(appended(dlExpansionHistory(), expansion))));
  }

  /** With this internal trace; without the extension if the trace is empty. */
  public Extensions withInternalTrace(List<InternalTraceElement> trace) {
    return trace.isEmpty()
        ? without(StandardExtension.INTERNAL_TRACE_INFORMATION)
        : with(ExtensionField.of(StandardExtension.INTERNAL_TRACE_INFORMATION,
            new ExtensionValue.InternalTrace(trace)));
  }

  /** With one more visit at the end of the internal trace. */
  public Extensions withInternalTraceAdded(InternalTraceElement visit) {
    return withInternalTrace(appended(internalTrace(), visit));
  }

  private static <T> List<T> appended(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
