package org.angarium.x400.interworking;

import java.util.List;
import java.util.Objects;
import org.angarium.osi.ber.BerException;
import org.angarium.x400.address.AddressAttribute;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrAddressBuilder;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.DomainName;
import org.angarium.x400.mts.ExtensionField;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.GlobalDomainIdentifier;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.NonDeliveryReason;
import org.angarium.x400.mts.RawElement;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.mts.TraceInformationElement;
import org.angarium.x400.p1.DeliveryOutcome;
import org.angarium.x400.p1.DeliveryOutcome.MtsUserType;
import org.angarium.x400.p1.LastTraceInformation;
import org.angarium.x400.p1.MtsApdu;
import org.angarium.x400.p1.PerRecipientReportFields;
import org.angarium.x400.p1.ReportContent;
import org.angarium.x400.p1.ReportEnvelope;
import org.angarium.x400.text.Repertoire;
import org.jspecify.annotations.Nullable;

/**
 * Reports as a system of 1984 gets them. Only a destination that 1984 cannot name stops a report; codes that came later become general
 * ones, and the supplementary information says in words what they were.
 */
public final class ReportDowngrade {
  private static final int SUPPLEMENTARY_LIMIT = 64;
  /** Type of the domain-defined attribute that stands for a name of which nothing can be said; at most 8 characters. */
  private static final String NUMBER = "Number";

  private ReportDowngrade() {}

  /**
   * A report for 1984.
   *
   * @param report null if it cannot be transferred
   * @param fault why not, else null
   * @param losses what was left out, in words
   */
  public record Result(MtsApdu.@Nullable Report report, @Nullable String fault, List<String> losses) {
    public Result {
      losses = List.copyOf(losses);
    }
  }

  public static Result downgrade(MtsApdu.Report report) {
    Losses losses = new Losses();
    Names.Downgraded destination = Names.downgrade(report.envelope().reportDestinationName());
    if (destination.name() == null) {
      return new Result(null, destination.fault(), List.of());
    }
    losses.addAll(destination.losses());
    drop(report.envelope().extensions(), losses);
    ReportEnvelope envelope = new ReportEnvelope(report.envelope().reportIdentifier(), destination.name(),
        Traces.downgrade(report.envelope().trace()), Extensions.NONE, List.of());
    return new Result(new MtsApdu.Report(envelope, content(report.content(), losses)), null, losses.list());
  }

  private static ReportContent content(ReportContent content, Losses losses) {
    drop(content.extensions(), losses);
    List<TraceInformationElement> trace = content.subjectIntermediateTrace();
    // 1984 repeats neither content type nor information types of the subject.
    return new ReportContent(content.subjectIdentifier(), trace == null ? null : Traces.downgrade(trace),
        null, null, content.contentIdentifier(), returned(content, losses), content.additionalInformation(),
        Extensions.NONE,
        content.recipients().stream().map(one -> recipient(one, content.subjectIdentifier().domain(), losses))
            .toList(),
        List.of());
  }

  private static @Nullable RawElement returned(ReportContent content, Losses losses) {
    if (content.returnedContent() == null || !ContentType.BuiltIn.IPM_1988.equals(content.contentType())) {
      return content.returnedContent();
    }
    try {
      byte[] octets = Objects.requireNonNull(content.returnedContentOctets());
      if (ContentDowngrade.of(octets) instanceof ContentDowngrade.Done done) {
        losses.addAll(done.losses());
        return done.changed()
            ? content.withReturnedContent(done.content()).returnedContent()
            : content.returnedContent();
      }
    } catch (BerException e) {
      // A content that nobody can read is left out like one of which 1984 can make nothing.
    }
    losses.add("the returned content");
    return null;
  }

  private static PerRecipientReportFields recipient(PerRecipientReportFields one,
      GlobalDomainIdentifier domain, Losses losses) {
    drop(one.extensions(), losses);
    OrName actual = Names.informing(one.actualRecipientName(), losses);
    OrName intended = one.originallyIntendedRecipientName() == null
        ? null
        : Names.informing(one.originallyIntendedRecipientName(), losses);
    LastTraceInformation last = one.lastTraceInformation();
    String supplementary = one.supplementaryInformation();
    if (actual == null) {
      actual = intended == null ? standIn(domain, one.originallySpecifiedNumber()) : intended;
      supplementary = before("named by a directory name", supplementary);
    }
    DeliveryOutcome outcome = switch (last.outcome()) {
      case DeliveryOutcome.Delivered delivered ->
        new DeliveryOutcome.Delivered(delivered.deliveryTime(), userType(delivered.mtsUserType()));
      case DeliveryOutcome.NotDelivered not -> {
        DeliveryOutcome.NotDelivered older = codes(not);
        boolean same = older.reasonCode() == not.reasonCode()
            && Objects.equals(older.diagnosticCode(), not.diagnosticCode());
        if (!same) {
          supplementary = before(not.describe(), supplementary);
        }
        yield older;
      }
    };
    if (supplementary != null && supplementary.length() > SUPPLEMENTARY_LIMIT) {
      supplementary = supplementary.substring(0, SUPPLEMENTARY_LIMIT);
      losses.add("the end of supplementary information");
    }
    return new PerRecipientReportFields(actual, one.originallySpecifiedNumber(), one.indicators(),
        new LastTraceInformation(last.arrivalTime(), InformationTypes.downgrade(last.converted(), losses),
            outcome, List.of()),
        intended, supplementary, Extensions.NONE, List.of());
  }

  /**
   * Nothing can be said of the name, and 1984 must have one: the domain in which the message was submitted, with the number by which the
   * recipient is known there.
   */
  private static OrName standIn(GlobalDomainIdentifier domain, int number) {
    OrAddressBuilder address = OrAddress.builder().domainDefined(NUMBER, String.valueOf(number));
    set(address, AddressAttribute.COUNTRY, domain.country());
    set(address, AddressAttribute.ADMD, domain.administrationDomain());
    if (domain.privateDomain() != null) {
      set(address, AddressAttribute.PRMD, domain.privateDomain());
    }
    return OrName.of(address.build());
  }

  private static void set(OrAddressBuilder address, AddressAttribute attribute, DomainName name) {
    // The domain stands in an identifier that a peer may have written: it can hold anything.
    if (Repertoire.PRINTABLE.holds(name.value())) {
      address.set(attribute, name.value());
    }
  }

  private static String before(String words, @Nullable String supplementary) {
    return supplementary == null ? words : words + ": " + supplementary;
  }

  private static DeliveryOutcome.NotDelivered codes(DeliveryOutcome.NotDelivered not) {
    boolean reason = not.reasonCode() >= 0
        && not.reasonCode() <= NonDeliveryReason.CONVERSION_NOT_PERFORMED.code();
    Integer diagnostic = not.diagnosticCode();
    boolean known = diagnostic != null && diagnostic >= 0
        && diagnostic <= NonDeliveryDiagnostic.INVALID_ARGUMENTS.code();
    return new DeliveryOutcome.NotDelivered(
        reason ? not.reasonCode() : NonDeliveryReason.TRANSFER_FAILURE.code(), known ? diagnostic : null,
        List.of());
  }

  /** 1984 knows public and private users; a message store belongs to a private one. */
  private static MtsUserType userType(int code) {
    return code == MtsUserType.PRIVATE.code() || code == MtsUserType.MESSAGE_STORE.code()
        ? MtsUserType.PRIVATE
        : MtsUserType.PUBLIC;
  }

  private static void drop(Extensions extensions, Losses losses) {
    for (ExtensionField field : extensions.fields()) {
      if (!field.is(StandardExtension.INTERNAL_TRACE_INFORMATION)) {
        losses.add("extension " + Downgrade.name(field));
      }
    }
  }
}
