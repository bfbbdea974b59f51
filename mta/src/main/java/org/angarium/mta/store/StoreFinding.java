package org.angarium.mta.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be in a store.
 *
 * @param object what it is about, for a person: {@code entry 17}
 * @param id its number; 0 if it has none
 * @param mtsId of the message it belongs to, null if that is not known
 * @param queue where it waits, or the mailbox it lies in; null if neither
 * @param what is wrong, one clause
 */
public record StoreFinding(Kind kind, String object, long id, @Nullable String mtsId, @Nullable String queue,
    String what) {
  /** What can be wrong, and what a repair does about it. */
  public enum Kind {
    /** The database itself: nothing in it can be relied on, and nothing is touched. */
    DATABASE_DAMAGED(true, false, "nothing: restore a copy, or salvage it with sqlite3 .recover"),
    /** What stands in an index is not what stands in its table. */
    INDEX_DAMAGED(true, true, "the indexes are made anew"),
    /** The number of numbers given out, of which there is one. */
    IDENTIFIERS_WRONG(true, true, "counted anew"),
    /** A queue entry whose message is not there. */
    ENTRY_WITHOUT_MESSAGE(true, true, "taken out and kept"),
    /** A queue entry that names recipients which its message does not have, or none. */
    ENTRY_DAMAGED(true, true, "taken out and kept"),
    /** A queue entry whose size or rank is not that of its message. */
    ENTRY_MISCOUNTED(true, true, "counted anew"),
    /** A message in a mailbox that is not there. */
    DELIVERY_WITHOUT_MESSAGE(true, true, "taken out and kept"),
    /** A message whose envelope cannot be read. */
    MESSAGE_DAMAGED(true, true, "taken out with its entries and kept"),
    /** A message whose content is not there, or not all of it. */
    MESSAGE_WITHOUT_CONTENT(true, true, "taken out with its entries and kept"),
    /** A message that waits nowhere and lies in no mailbox: nothing would ever become of it. */
    MESSAGE_WITHOUT_OWNER(true, true, "taken out and kept"),
    /** A content that no message refers to. */
    CONTENT_WITHOUT_MESSAGE(true, true, "taken out and kept"),
    /** Quarantined octets whose file is not there, or of another length. */
    QUARANTINE_DAMAGED(true, true, "taken out and kept"),
    /** Steps of message tracking that cannot be read. */
    TRACKING_DAMAGED(true, true, "taken out and kept"),
    /** A file that no row names: a transfer that was cut, or was never ended. The next start removes it, or goes on with it. */
    FILE_LEFT_OVER(false, false, "nothing: the next start sees to it"),
    /** A note about a queue entry that is gone. */
    NOTE_LEFT_OVER(false, false, "nothing: the next start sees to it");

    private final boolean damage;
    private final boolean repairable;
    private final String remedy;

    Kind(boolean damage, boolean repairable, String remedy) {
      this.damage = damage;
      this.repairable = repairable;
      this.remedy = remedy;
    }

    /** Whether something is lost or would go wrong; otherwise it is what a crash leaves and nobody needs. */
    public boolean isDamage() {
      return damage;
    }

    public boolean isRepairable() { return repairable; }

    /** As people and machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a repair does. */
    public String remedy() {
      return remedy;
    }
  }
}
