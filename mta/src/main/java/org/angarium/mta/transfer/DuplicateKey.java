package org.angarium.mta.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ReportEnvelope;

/**
 * Names what must not happen twice. The MTS-identifier alone does not name a copy: expansions, redirections and splitting on the way
 * make several copies of a message that differ in the recipients they are responsible for, and members of a list even share its number. One
 * that was redirected or expanded meanwhile may come back to whom it was for before, and is no duplicate: it has to end there in a report.
 */
public final class DuplicateKey {
  private static final int DIGEST_OCTETS = 16;

  private DuplicateKey() {}

  static String of(Subject subject) {
    List<String> recipients = new ArrayList<>();
    for (PerRecipientMessageFields recipient : subject.recipients()) {
      if (recipient.indicators().responsibility()) {
        int redirections = recipient.extensions().redirectionHistory().size();
        recipients.add(
            recipient.originallySpecifiedNumber() + " " + recipient.recipientName().address().matchingKey()
                + (redirections == 0 ? "" : " " + redirections));
      }
    }
    recipients.sort(null);
    int expansions = subject.extensions().dlExpansionHistory().size();
    if (expansions > 0) {
      recipients.add("expanded " + expansions);
    }
    return (subject.kind() == ApduKind.PROBE ? "P " : "M ") + subject.identifier().text() + " "
        + digest(recipients);
  }

  /** Of what was taken in before, under its own key, and has come back in a loop: that is returned once. */
  static String ofLoop(Subject subject) {
    return "O " + of(subject);
  }

  /** A report comes by again, changed, when a list sends it on. */
  static String of(ReportEnvelope envelope) {
    return "R " + envelope.reportIdentifier().text() + " "
        + digest(List.of(envelope.reportDestinationName().address().matchingKey()));
  }

  static String ofExpansion(String mtsId, Collection<String> lists) {
    return "L " + mtsId + " " + String.join(" ", lists.stream().sorted().toList());
  }

  /** @param key by which a local user names a submission */
  static String ofSubmission(Origin.LocalUser user, String key) {
    return "S " + digest(List.of(user.name(), key));
  }

  /** The whole of a copy that waits for an access unit has been settled. */
  public static String ofSettlement(long entry) {
    return "D " + entry;
  }

  /** 128 bits in hexadecimal; texts that differ in any place have another. */
  static String digest(List<String> texts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
