package org.angarium.mta.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.angarium.mta.config.ReportPolicy;
import org.angarium.mta.directory.DistributionList;
import org.angarium.x400.address.OrName;
import org.angarium.x400.mts.AdditionalActions;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.NameAndTime;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.PerRecipientIndicators;
import org.angarium.x400.p1.PerRecipientIndicators.ReportRequest;
import org.angarium.x400.p1.PerRecipientMessageFields;

/** What a list makes of one recipient (DL expansion, X.411 §14.3.10). */
record Expansion(DistributionList list, PerRecipientMessageFields recipient) {
  /** The envelope of the copies for the members, without recipients that count. */
  Subject subject(Subject subject, Instant now) {
    Subject noted = TraceStamp.noted(subject, AdditionalActions::withDlOperation);
    return noted.withTrace(noted.trace(),
        noted.extensions().withDlExpansion(new NameAndTime(list.address(), now)));
  }

  /** The members as recipients, each with the number of the list and with the requests that its policy makes of the originator's. */
  List<PerRecipientMessageFields> members(Subject subject, List<OrName> members) {
    List<OrName> exempted = subject.extensions().dlExemptedRecipients();
    Extensions extensions = recipient.extensions().where(
        field -> !field.is(StandardExtension.REDIRECTION_HISTORY)
            && !field.is(StandardExtension.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT));
    PerRecipientIndicators indicators = indicators();
    List<PerRecipientMessageFields> fields = new ArrayList<>(members.size());
    for (OrName member : members) {
      if (exempted.stream().noneMatch(name -> name.matches(member))) {
        fields.add(
            recipient.withRecipientName(member).withExtensions(extensions).withIndicators(indicators));
      }
    }
    return fields;
  }

  private PerRecipientIndicators indicators() {
    ReportRequest ofMta = recipient.indicators().originatingMtaRequest();
    ReportRequest ofOriginator = recipient.indicators().originatorRequest();
    return switch (list.reports()) {
      case ORIGINATOR -> PerRecipientIndicators.of(true, ofMta, ofOriginator);
      case BOTH -> PerRecipientIndicators.of(true,
          ofMta == ReportRequest.NO_REPORT ? ReportRequest.NON_DELIVERY_REPORT : ofMta, ofOriginator);
      case OWNER -> PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
          ReportRequest.NON_DELIVERY_REPORT);
      // An MTA has to ask for something; what comes of it ends at the list.
      case NONE -> PerRecipientIndicators.of(true, ReportRequest.NON_DELIVERY_REPORT,
          ReportRequest.NO_REPORT);
    };
  }

  /** Whether the list itself is reported as reached: nobody else will tell the originator about the number of this recipient. */
  boolean isReported(List<PerRecipientMessageFields> members) {
    return members.isEmpty() || list.reports() == ReportPolicy.OWNER || list.reports() == ReportPolicy.NONE;
  }
}
