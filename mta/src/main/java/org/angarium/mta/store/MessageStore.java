package org.angarium.mta.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;

/**
 * The durable truth of one MTA. Contract, held by every implementation and by the simulator's:
 *
 * <ul>
 *   <li>When the stage of a {@link #commit} completes normally, its changes survive the death of the process and of the machine.
 *   <li>A commit happens entirely or not at all, whenever the process dies.
 *   <li>Commits of one caller take effect in the order in which they were made.
 *   <li>A step about an entry or a delivery that is gone does nothing.
 *   <li>A commit of a message one of whose duplicate keys was seen before changes nothing and completes with {@link Outcome#DUPLICATE}.
 * </ul>
 *
 * <p>Times are kept to the millisecond.
 */
public interface MessageStore extends AutoCloseable {
  /** What a commit came to. */
  enum Outcome {
    DONE, DUPLICATE
  }

  /** A number never given before, not even before a crash; later ones are larger. */
  long nextId();

  /** Opens a spool for octets that arrive. */
  Spool openSpool();

  /**
   * Makes the changes durable. The stage completes on a thread of the store: continue in a lane of your own. It completes exceptionally
   * with a {@link StoreException} when the changes could not be made (disk full, …); spools in them are the caller's again then, as they
   * are after {@link Outcome#DUPLICATE}. Synchronises large contents on the caller's thread.
   */
  CompletionStage<Outcome> commit(List<StoreChange> changes);

  /** Opens a message for reading. Empty if it is gone. */
  Optional<StoredMessage> load(long message);

  /** Every entry that waits, in order of id. Called once at start. */
  List<QueueEntry> entries();

  /** Deliveries to a mailbox, oldest first. */
  List<DeliveredMessage> mailbox(String mailbox);

  /** One delivery, if it is still there. */
  Optional<DeliveredMessage> delivery(long id);

  List<QuarantinedApdu> quarantine();

  /** What earlier runs have left under a label. Called once at start; each spool is the caller's to end. */
  List<KeptSpool> keptSpools();

  /**
   * Notes something about an entry, in place of what was noted before, that would be good to know after the death of this process. It
   * takes no wait for the disk: when the machine dies, an older note or none may be left. Never fails; what cannot be noted is not.
   *
   * @param text one line
   */
  void note(long entry, String text);

  /** Forgets what was noted about the entry. */
  void forgetNote(long entry);

  /** What is noted, by entry. Called once at start. */
  Map<Long, String> notes();

  /** Whether a commit with this duplicate key is remembered. */
  boolean isSeen(String duplicateKey);

  /** Forgets duplicate keys recorded before this time. */
  void forgetSeenBefore(Instant time);

  /** Messages by what tracking has written down, the earliest first. Blocks no commit; may take a while. */
  List<TrackedMessage> tracked(TrackingQuery query);

  /**
   * Forgets the oldest tracking records.
   *
   * @param before those of a time before this one
   * @param octets those beyond this size of all together
   */
  void forgetTracking(Instant before, long octets);

  /** How much more the disk under it holds; empty if it has no disk, or that cannot be found out. May take a while. */
  default OptionalLong freeOctets() {
    return OptionalLong.empty();
  }

  /** Completes what was handed in, then stops. */
  @Override
  void close();
}
