package org.angarium.mta.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Messages accepted a moment ago: most are sent on at once, and then need not be read. The oldest make room for new ones. */
final class RecentMessages {
  /** A message without its queue. */
  record Recent(NewMessage message, StoredContent content) {
    long octets() {
      int inline = content instanceof StoredContent.Inline(byte[] octets) ? octets.length : 0;
      return 200L + message.envelope().length + inline;
    }
  }

  private final long capacityOctets;
  private final Map<Long, Recent> messages = new LinkedHashMap<>();
  private long heldOctets;

  RecentMessages(long capacityOctets) {
    this.capacityOctets = capacityOctets;
  }

  /** Keeps the message if it waits to be sent and its content is at hand. */
  void remember(NewMessage message, StoredContent content) {
    Recent recent = new Recent(message, content);
    if (message.entries().isEmpty() || content instanceof StoredContent.OfMessage
        || recent.octets() > capacityOctets) {
      return;
    }
    synchronized (messages) {
      messages.put(message.id(), recent);
      heldOctets += recent.octets();
      Iterator<Recent> oldest = messages.values().iterator();
      while (heldOctets > capacityOctets) {
        heldOctets -= oldest.next().octets();
        oldest.remove();
      }
    }
  }

  void forget(long message) {
    synchronized (messages) {
      Recent gone = messages.remove(message);
      if (gone != null) {
        heldOctets -= gone.octets();
      }
    }
  }

  Optional<Recent> find(long message) {
    synchronized (messages) {
      return Optional.ofNullable(messages.get(message));
    }
  }
}
