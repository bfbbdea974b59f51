package org.angarium.lab.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.mta.store.ApduKind;
import org.angarium.mta.store.DeliveredMessage;

/**
 * Every submitted message held against what lies in the mailboxes, content by content.
 *
 * @param delivered messages that lie in the right mailbox, unchanged
 * @param lost messages that do not
 * @param duplicated how often one lies there once more
 * @param strange what lies there and was never submitted so: damaged contents, reports
 */
public record Audit(int submitted, int delivered, int lost, int duplicated, int strange) {

  /** Reads the mailboxes. */
  public static Audit of(List<Sent> sent, Map<Site, ControlClient> mtas)
      throws ControlException, IOException {
    Map<String, Integer> found = new HashMap<>();
    int deliveries = 0;
    for (Map.Entry<Site, ControlClient> mta : mtas.entrySet()) {
      String mailbox = mta.getKey().mailbox();
      for (DeliveredMessage delivery : mta.getValue().mailbox(mailbox)) {
        String hash = delivery.kind() == ApduKind.MESSAGE ? hash(mta.getValue(), delivery) : "";
        found.merge(key(mailbox, delivery.mtsId(), hash), 1, Integer::sum);
        deliveries++;
      }
    }
    int delivered = 0;
    int expected = 0;
    for (Sent message : sent) {
      int times = found.getOrDefault(key(message.mailbox(), message.mtsId(), message.hash()), 0);
      delivered += Math.min(times, 1);
      expected += times;
    }
    return new Audit(sent.size(), delivered, sent.size() - delivered, expected - delivered,
        deliveries - expected);
  }

  private static String hash(ControlClient mta, DeliveredMessage delivery)
      throws ControlException, IOException {
    try (InputStream content = mta.content(delivery.id())) {
      return Mail.hash(content.readAllBytes());
    }
  }

  private static String key(String mailbox, String mtsId, String hash) {
    return mailbox + " " + mtsId + " " + hash;
  }

  public boolean isPerfect() {
    return delivered == submitted && lost == 0 && duplicated == 0 && strange == 0;
  }
}
