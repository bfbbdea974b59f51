package org.angarium.mta.store;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One transaction on its way to the disk, as the Flight Recorder of the JVM sees it. Costs nothing while nobody records. */
@Name(CommitEvent.NAME)
@Label("Store commit")
@Category("Angarium")
@Description("From the end of the changes of one transaction until they are on the disk")
@StackTrace(false)
final class CommitEvent extends Event {
  static final String NAME = "org.angarium.StoreCommit";

  /** Callers that share the disk write. */
  @Label("Units")
  int units;
}
