package org.angarium.mta.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.store.ApduKind;
import org.angarium.x400.p1.PerRecipientMessageFields;
import org.angarium.x400.p1.ReportEnvelope;

/**
 * Names what must not happen twice. For a message or probe that is: taking it in for one recipient. The MTS-identifier alone does not say
 * enough, since expansions, redirections and splitting on the way make several copies of a message, and members of a list even share its
 * number; nor would all the recipients of a copy together: who sends it again in doubt may have parted it meanwhile. One that was
 * redirected or expanded since may come back to whom it was for before, and is no duplicate: it has to end there in a report.
 */
public final class DuplicateKey {
  private static final int DIGEST_OCTETS = 16;

  private DuplicateKey() {}

  /**
   * Of every recipient that we are to be responsible for, by its position.
   *
   * @param loops whether it has come back in a loop: it was taken in before, under its own key, and is returned once
   */
  static Map<Integer, String> of(Subject subject, boolean loops) {
    String common = (loops ? "O " : "") + (subject.kind() == ApduKind.PROBE ? "P " : "M ")
        + subject.identifier().text() + " ";
    List<String> expansions = subject.extensions().dlExpansionHistory().stream()
        .map(expansion -> "expanded " + expansion.name().address().matchingKey()).toList();
    Map<Integer, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < subject.recipients().size(); i++) {
      PerRecipientMessageFields recipient = subject.recipients().get(i);
      if (recipient.indicators().responsibility()) {
        List<String> named = new ArrayList<>();
        named.add(recipient.originallySpecifiedNumber() + " "
            + recipient.recipientName().address().matchingKey() + " "
            + recipient.extensions().redirectionHistory().size());
        named.addAll(expansions);
        keys.put(i, common + digest(named));
      }
    }
    return keys;
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
