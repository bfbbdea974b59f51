package org.angarium.mta.transfer;

import java.util.List;
import org.angarium.x400.mts.Extensions;
import org.angarium.x400.mts.NonDeliveryDiagnostic;
import org.angarium.x400.mts.StandardExtension;
import org.angarium.x400.p1.ApduFraming;
import org.angarium.x400.p1.MtsApdu;
import org.jspecify.annotations.Nullable;

/**
 * How long an envelope may be. An envelope grows on its way, and an MTA that cannot read one has nobody to tell; so what is read and what
 * is taken are two limits, and whatever an Angarium has taken and sends on, the next one can take.
 */
final class EnvelopeLimits {
  /** Longest envelope, probe or report that is read, framing included; of what is longer only as much as a report needs. */
  static final int MOST_READ_OCTETS = 16 << 20;
  /**
   * Longest envelope or probe for which we take responsibility, without what MTAs add to it on the way: trace, internal trace and the
   * history of lists, all of them bounded by numbers of their own (hop limit, ub-dl-expansions).
   */
  static final int MOST_TAKEN_OCTETS = 8 << 20;
  /** So much we let recipients take in what is made here: as little as is useful, for MTAs that take less than we do. */
  static final int MOST_RECIPIENT_OCTETS = MOST_TAKEN_OCTETS / 2;
  /** What is still added when a copy is transferred: framing, and in our own stamps what was done with it. */
  private static final int MOST_ADDED_ON_TRANSFER = 64 << 10;
  static final int MOST_SENT_OCTETS = MOST_READ_OCTETS - MOST_ADDED_ON_TRANSFER;

  private EnvelopeLimits() {}

  /** What keeps a subject that we have stamped from being taken, null if nothing does. */
  static Dispatcher.@Nullable Defect find(Subject stamped) {
    long whole = stamped.encoded().length;
    if (whole <= MOST_TAKEN_OCTETS) {
      return null;
    }
    String why = why(octets(stamped), whole, "has");
    return why == null ? null : new Dispatcher.Defect(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION, why);
  }

  /** What keeps recipients of so many octets from being put into an envelope; null if nothing does. */
  static Outcome.@Nullable NotDelivered find(Size withoutRecipients, long recipients) {
    String why = why(withoutRecipients.taken() + recipients, withoutRecipients.whole() + recipients,
        "would have");
    return why == null
        ? null
        : Outcome.NotDelivered.unable(NonDeliveryDiagnostic.SIZE_CONSTRAINT_VIOLATION, why);
  }

  private static @Nullable String why(long taken, long whole, String has) {
    if (taken > MOST_TAKEN_OCTETS) {
      return "its envelope " + has + " " + taken + " octets without its trace, at most " + MOST_TAKEN_OCTETS
          + " are taken";
    }
    return whole > MOST_SENT_OCTETS
        ? "its envelope " + has + " " + whole + " octets with its trace, at most " + MOST_SENT_OCTETS
            + " are sent on"
        : null;
  }

  /** Octets of a report. */
  static long octets(MtsApdu.Report report) {
    return report.encode(new ApduFraming.Bare()).length;
  }

  /**
   * Octets of an envelope.
   *
   * @param taken without what does not count
   * @param whole all of it
   */
  record Size(long taken, long whole) {
    /** Of what a copy made of this subject has before its recipients are added. */
    static Size withoutRecipients(Subject subject) {
      Subject bare = subject.withRecipients(List.of());
      return new Size(octets(bare) + LENGTH_OCTETS, bare.encoded().length + LENGTH_OCTETS);
    }
  }

  /** By so much the lengths of the envelope and of its list of recipients may become longer. */
  private static final int LENGTH_OCTETS = 8;

  private static long octets(Subject subject) {
    Extensions counted = subject.extensions().without(StandardExtension.INTERNAL_TRACE_INFORMATION)
        .without(StandardExtension.DL_EXPANSION_HISTORY);
    return subject.withTrace(List.of(), counted).encoded().length;
  }
}
