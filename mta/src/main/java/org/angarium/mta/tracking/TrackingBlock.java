package org.angarium.mta.tracking;

import java.util.List;

/** Records that were written together. */
public interface TrackingBlock {
  /** Whether a record may have this key. */
  boolean mayHave(int key);

  /** In the order in which they were written. */
  List<TrackingRecord> records();
}
