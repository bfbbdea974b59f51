package org.angarium.mta.store;

import java.time.Duration;

/**
 * Sizes and waits of a {@link SqliteStore}.
 *
 * @param inlineOctets contents and spools up to this length stay in memory and in the database, longer ones have a file of their own
 * @param removalDelay how long a commit that only removes entries may wait for another commit to share its disk write
 * @param recentOctets memory for messages accepted a moment ago, so that sending them on reads no disk; 0 for none
 * @param idBlock how many identifiers are reserved by one disk write; as many may be skipped after a crash
 * @param readers how many reads of the database run at the same time
 * @param databaseOctets the database file does not grow beyond this; 0 for no limit but the disk
 * @param tracking whether {@link StoreChange.Track} is written down
 */
public record StoreSettings(int inlineOctets, Duration removalDelay, int recentOctets, int idBlock,
    int readers, long databaseOctets, boolean tracking) {
  public static final StoreSettings STANDARD = new StoreSettings(64 * 1024, Duration.ofMillis(5),
      4 * 1024 * 1024, 16_384, 4, 0, true);

  /** The same without tracking, or with it. */
  public StoreSettings withTracking(boolean kept) {
    return new StoreSettings(inlineOctets, removalDelay, recentOctets, idBlock, readers, databaseOctets,
        kept);
  }

  public StoreSettings {
    if (inlineOctets < 0 || removalDelay.isNegative() || recentOctets < 0 || idBlock < 2 || readers < 1
        || databaseOctets < 0) {
      throw new IllegalArgumentException("out of range");
    }
  }
}
