package org.angarium.mta.tracking;

import java.util.Locale;

/** A named value of a step. A name that was once written to a store never changes its meaning. */
public enum TrackingField {
  /** message, probe or report. */
  KIND,
  /** O/R address of the originator. */
  ORIGINATOR,
  /** urgent, normal or non-urgent. */
  PRIORITY,
  /** Length of the content. */
  OCTETS,
  /** Number or object identifier of the content type. */
  CONTENT_TYPE,
  /** The originator's short name for the content (X.411 §8.2.1.1.1.33). */
  CONTENT_IDENTIFIER,
  /** What lets the originator correlate content and report, as text. */
  CONTENT_CORRELATOR,
  /** MTS-identifier of the message that a report is about. */
  SUBJECT,
  /** MTS-identifier of the report that was made. */
  REPORT,
  /** Connector or mailbox it came from. */
  FROM,
  /** Connector it goes over. */
  CONNECTOR,
  /** Number of the association. */
  ASSOCIATION,
  /** Number of the queue entry. */
  ENTRY,
  /** Mailbox it was delivered to. */
  MAILBOX,
  /** Number of the delivery. */
  DELIVERY,
  /** Why this was decided, one clause for a person. */
  WHY,
  /** Reason code of a non-delivery. */
  REASON,
  /** Diagnostic code of a non-delivery. */
  DIAGNOSTIC,
  /** How many attempts have failed. */
  ATTEMPTS,
  /** The time that is waited for. */
  UNTIL,
  /** What stands in the place of something now: an address, a type. */
  REPLACEMENT;

  /** As commands and files show it: {@code content-identifier}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
